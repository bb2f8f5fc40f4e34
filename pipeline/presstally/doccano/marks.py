"""The mentions and relations of an exported row, checked against its text, in doccano's forms and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from presstally.corpus.gold import LABELS, RELATIONS
from presstally.doccano.rows import ONCE, Place, Row, hash_text, tidy


@dataclass
class Marks:
    """What an annotator marked. `notes` tell what was set right, `problems` what no rule sets right."""

    mentions: list[Place] = field(default_factory=list)
    relations: list[tuple[str, Place, Place]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_marks(row: Row) -> Marks:
    """Read and check the marks of a row; spans become whole words without spaces around, relations drawn
    backwards are turned."""
    marks, text = Marks(), row.get("text")
    if not isinstance(text, str) or not text:
        marks.problems.append("there is no text")
        return marks
    if row.get("sha256") and row["sha256"] != hash_text(text):
        marks.problems.append("the text is not the one that was sent, so no span can be trusted")
        return marks
    try:
        places = _read_mentions(row, text, marks)
        if "relations" in row:
            _read_relations(row["relations"], places, marks)
        else:
            _restore_relations(row, marks)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        marks.problems.append(f"the row is not made as doccano makes it: {error!r}")
    return marks


def _spans(row: Row) -> Iterator[tuple[Any, int, int, str]]:
    """Yield id, start, end and label of each span; projects without relations have `label: [[start, end, label]]`."""
    if "entities" in row:
        for span in row["entities"]:
            if isinstance(span, dict):
                yield span["id"], span["start_offset"], span["end_offset"], span["label"]
            else:
                yield (None, *span)
    else:
        for start, end, label in row["label"] if "label" in row else row["labels"]:
            yield None, start, end, label


def _read_mentions(row: Row, text: str, marks: Marks) -> dict[Any, Place]:
    places: dict[Any, Place] = {}
    for key, start, end, label in _spans(row):
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text):
            marks.problems.append(f"{label} {start} to {end} does not stand in the text of {len(text)} characters")
            continue
        words = text[start:end]
        if label not in LABELS:
            marks.problems.append(f"{label!r} on {words!r} is none of {', '.join(LABELS)}")
            continue
        if not words.strip():
            marks.notes.append(f"{label} at {start} held only spaces and is dropped")
            continue
        places[key] = place = tidy(text, (start, end, label))
        if place != (start, end, label):
            marks.notes.append(f"{label} {words!r} became {text[place[0] : place[1]]!r}")
        if places[key] in marks.mentions:
            marks.notes.append(f"{label} {words.strip()!r} was marked twice")
        else:
            marks.mentions.append(places[key])
    marks.mentions.sort(key=lambda place: (place[0], -place[1], place[2]))
    return places


def _read_relations(relations: list[Row], places: dict[Any, Place], marks: Marks) -> None:
    for relation in relations:
        kind, ends = relation["type"], [places.get(relation["from_id"]), places.get(relation["to_id"])]
        head, child = ends
        if head is None or child is None:
            marks.problems.append(f"a {kind} leads to a mention that is not there")
            continue
        if kind in RELATIONS and child[2] == "QUANTITY" and head[2] in RELATIONS[kind]:
            marks.notes.append(f"{kind} from {head[2]} to QUANTITY at {child[0]} was turned around")
            head, child = child, head
        if kind not in RELATIONS or head[2] != "QUANTITY" or child[2] not in RELATIONS[kind]:
            marks.problems.append(f"{kind} from {head[2]} at {head[0]} to {child[2]} at {child[0]} is no relation")
        elif (kind, head, child) not in marks.relations:
            for other in [r for r in marks.relations if kind in ONCE and r[:2] == (kind, head)]:
                marks.relations.remove(other)
                marks.notes.append(f"a number has one {kind}: the one drawn last is kept at {head[0]}")
            marks.relations.append((kind, head, child))


def _restore_relations(row: Row, marks: Marks) -> None:
    """Take the relations of a project without them from `facts`, where both ends stand as they were."""
    there, lost = set(marks.mentions), 0
    for fact in row.get("facts") or ():
        head = (fact["start"], fact["end"], "QUANTITY")
        for kind, places in (fact.get("links") or {}).items():
            for place in places:
                child = tuple(place)
                if head in there and child in there:
                    marks.relations.append((kind, head, child))
                else:
                    lost += head in there
    if lost:
        marks.notes.append(f"{lost} relations are lost: the words that they led to were changed")
