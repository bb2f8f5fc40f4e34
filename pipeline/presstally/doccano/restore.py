"""An exported row -> an annotated release: values travel back for what is unchanged, the rest is read anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from presstally.corpus.check_rows import Fits
from presstally.corpus.checks import check_source
from presstally.corpus.doccano import FACT_KEYS, HEADER_KEYS
from presstally.corpus.findings import Source
from presstally.doccano.exports import Exported
from presstally.doccano.marks import Marks, read_marks
from presstally.doccano.reread import Fact, reread
from presstally.doccano.rows import Links, Row, unpack

_VALUES = ("value", "value_high", "unit", "modifier", "kind", "direction")
# What a fact says through a relation, and would say otherwise when that is drawn anew.
_BY_LINK = {
    "MEASURES": ("metric_id",),
    "DURING": ("period_start", "period_end"),
    "COMPARED_TO": ("comparison_start", "comparison_end"),
}
# What only the annotator can set right, and in doccano; what else the check finds is for a look.
_FIXABLE = (
    "borders",
    "edges",
    "inside_word",
    "overlap",
    "doubled_mention",
    "label",
    "dangling",
    "relation_type",
    "ends",
)
Borders = tuple[int, int]


@dataclass
class Restored:
    """`row` is None where `problems` say why the release cannot be used; `notes` tell what was set right."""

    name: str
    place: str
    annotator: str
    row: Row | None = None
    changed: int = 0  # numbers that were added, changed or removed
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def restore(exported: Exported, fits: Fits | None = None) -> Restored:
    """Turn one line of an export into a row of the gold format, with `review` for the facts that need a look."""
    name = str(exported.row.get("doc_id") or f"doccano-{exported.row.get('id', exported.line)}")
    done = Restored(name, exported.place, exported.annotator or str(exported.row.get("annotator") or ""))
    try:
        given = _flatten(exported.row)
    except ValueError as error:
        done.problems.append(str(error))
        return done
    marks = read_marks(given)
    done.notes, done.problems = marks.notes, list(marks.problems)
    if done.problems:
        return done
    sent = {(fact["start"], fact["end"]): fact for fact in given.get("facts") or ()}
    links = _links(marks)
    facts, review = _make_facts(given, marks, sent, links, done)
    moved = len(review)
    row = _make_row(given, name, marks, facts, sent)
    for finding in check_source(Source(exported.file, exported.line, row), fits):
        told = f"{finding.rule}: {finding.message}"
        if finding.rule in _FIXABLE:
            done.problems.append(told)
        elif finding.start is not None and finding.rule not in ("no_metric", "unannotated_one"):
            review.append([finding.start, finding.end, told])
    done.changed = moved + len(set(sent) - {(fact["start"], fact["end"]) for fact in facts})
    comments = [str(c["comment"] if isinstance(c, dict) else c) for c in given.get("Comments") or ()]
    if not done.problems:
        done.row = row | {"annotator": done.annotator, "review": sorted(review), "comments": comments}
    return done


def _flatten(row: Row) -> Row:
    """Take what some versions of doccano keep under `meta`, and unpack what travelled along."""
    return unpack({**(row.get("meta") or {}), **{key: value for key, value in row.items() if key != "meta"}})


def _links(marks: Marks) -> dict[Borders, Links]:
    found: dict[Borders, Links] = {}
    for kind, head, child in marks.relations:
        found.setdefault(head[:2], {}).setdefault(kind, []).append(list(child))
    for own in found.values():
        for places in own.values():
            places.sort()
    return found


def _make_facts(
    given: Row, marks: Marks, sent: dict[Borders, Fact], links: dict[Borders, Links], done: Restored
) -> tuple[list[Fact], list[list[Any]]]:
    """Return the facts, and [start, end, why] for each that a person should look at."""
    numbers = [place[:2] for place in marks.mentions if place[2] == "QUANTITY"]
    as_sent = [n for n in numbers if n in sent and not _moved(sent[n], links.get(n, {}))]
    anew = reread(given, marks) if len(as_sent) < len(numbers) else {}
    days = _days_of_dates(sent)
    facts, review = [], []
    for number in numbers:
        words, old, read = given["text"][slice(*number)], sent.get(number), anew.get(number)
        if number in as_sent and old:
            facts.append(_fact(number, old))
        elif old is None and read is None:
            done.problems.append(f"no rule reads a number in the QUANTITY {words!r} at {number[0]}")
        elif old is None and read is not None:
            facts.append(_fact(number, read))
            review.append([*number, f"new: read as {read['value']:.12g} {read['unit']}, {read['kind']}"])
        elif old is not None:
            fact, why = _relink(old, read or {}, links.get(number, {}), days)
            facts.append(_fact(number, fact))
            review.append([*number, why])
    return facts, review


def _moved(fact: Fact, links: Links) -> list[str]:
    """Return the relations that carry an attribute and lead elsewhere than when the fact was sent."""
    if "links" not in fact:
        return []
    before = fact["links"] or {}
    return [kind for kind in _BY_LINK if [list(p) for p in before.get(kind, [])] != links.get(kind, [])]


def _relink(old: Fact, read: Fact, links: Links, days: dict[Any, tuple[Any, Any]]) -> tuple[Fact, str]:
    """Keep a fact's value, and read anew what its moved relations say."""
    fact, told = dict(old), []
    for kind in _moved(old, links):
        keys = _BY_LINK[kind]
        places = links.get(kind, [])
        if kind == "MEASURES":
            fact["metric_id"] = read.get("metric_id") or fact["metric_id"]
        else:
            known = days.get(tuple(places[0])) if places else (None, None)
            fact |= dict(zip(keys, known or tuple(read.get(key) for key in keys), strict=True))
        told.append(f"{kind} moved: {' '.join(str(fact[key]) for key in keys)}")
    return fact, "; ".join(told)


def _days_of_dates(sent: dict[Borders, Fact]) -> dict[Any, tuple[Any, Any]]:
    """Return the days of each DATE that a fact, as sent, was linked to."""
    found: dict[Any, tuple[Any, Any]] = {}
    for fact in sent.values():
        for kind in ("DURING", "COMPARED_TO"):
            start, end = _BY_LINK[kind]
            for place in (fact.get("links") or {}).get(kind, []):
                if fact.get(start):
                    found.setdefault(tuple(place), (fact[start], fact[end]))
    return found


def _fact(number: Borders, said: Fact) -> Fact:
    return {"start": number[0], "end": number[1], **{key: said.get(key) for key in FACT_KEYS}}


def _make_row(given: Row, name: str, marks: Marks, facts: list[Fact], sent: dict[Borders, Fact]) -> Row:
    ids = {place: number for number, place in enumerate(marks.mentions, 1)}
    ends = sorted((ids[head], ids[child], kind) for kind, head, child in marks.relations)
    taken = [place[:2] for place in marks.mentions if place[2] != "METRIC"]
    # A number that the annotator took away is no fact; one that is a mention now is excluded no more.
    spare = {tuple(span[:2]) for span in given.get("excluded") or ()} | set(sent)
    excluded = [list(s) for s in sorted(spare) if not any(s[0] < end and start < s[1] for start, end in taken)]
    return {
        "text": given["text"],
        "entities": [
            {"id": number, "label": label, "start_offset": start, "end_offset": end}
            for (start, end, label), number in ids.items()
        ],
        "relations": [
            {"id": number, "from_id": head, "to_id": child, "type": kind}
            for number, (head, child, kind) in enumerate(ends, 1)
        ],
        "facts": facts,
        "excluded": excluded,
        **{key: str(given.get(key) or "") for key in HEADER_KEYS},
        "doc_id": name,
        "part": str(given.get("part") or "train"),
    }
