"""One line that goes to doccano: a release in doccano's JSONL, with what doccano does not keep beside it.

doccano renumbers mentions and knows no attributes. So `facts` travels along: each number's values, and under `links`
the mentions that it was linked to by offsets. `sha256` proves that the text came back as it went.

In a file, facts and excluded numbers are packed into one short string, `carried`: doccano's export reads all that
travels along with a release anew for each of its marks, which for the plain facts of 200 releases took gigabytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from presstally.corpus.doccano import FACT_KEYS, from_row, to_row
from presstally.corpus.gold import LABELS, RELATIONS
from presstally.errors import OutputError
from presstally.records import Rows
from presstally.schemas import Release

Row = dict[str, Any]
Place = tuple[int, int, str]
Links = dict[str, list[list[Any]]]  # relation -> [start, end, label] of each child

LAST_NARROW, SQUARE = 0xFFFF, "\u25a1"
CARRIED = ("facts", "excluded")
ONCE = ("DURING", "COMPARED_TO", "IN")  # a number has one period, one comparison, one place


def draft_row(release: Release, read: Rows, header: dict[str, str], model: str) -> Row:
    """Turn what a model read in a release into a row.

    `header` may give `family` and `part`. Only a date that was given travels: one that was read can be read again.
    """
    found = {_place(row, release.text) for row in read.entities if row["label"] in LABELS}
    mentions = sorted(found, key=lambda mention: (mention[0], -mention[1], mention[2]))
    ids = {mention: number for number, mention in enumerate(mentions, 1)}
    ends = {}
    for link in read.relations:
        head, child = _place(link["head"], release.text), _place(link["child"], release.text)
        if head in ids and child in ids:  # a number has one link of these types: the last, as its fact has it
            ends[link["type"], head, None if link["type"] in ONCE else child] = (ids[head], ids[child], link["type"])
    relations = sorted(set(ends.values()))
    row = {
        "text": release.text,
        "entities": [_entity(number, *mention) for mention, number in ids.items()],
        "relations": [_relation(number, *ends) for number, ends in enumerate(relations, 1)],
        "facts": [{key: fact[key] for key in ("start", "end", *FACT_KEYS)} for fact in read.facts],
        "excluded": [[number["start"], number["end"]] for number in read.excluded],
        "doc_id": release.id,
        "published": release.published or "",
        "publisher": release.publisher or "",
        "family": header.get("family") or "",
        "part": header.get("part") or "train",
    }
    return complete(row, model)


def annotated_row(row: Row) -> Row:
    """Turn a row that is annotated already into one to send: numbered anew, in order, with its links."""
    return complete(to_row(from_row(row)), row.get("model") or "annotation")


def complete(row: Row, model: str) -> Row:
    """Add the links of each fact, the hash of the text and the model's name; doccano keeps ten decimals of a value."""
    links = links_of(row)
    facts = [
        fact
        | {key: fact[key] and round(fact[key], 10) for key in ("value", "value_high")}
        | {"links": links.get((fact["start"], fact["end"]), {})}
        for fact in row["facts"]
    ]
    return row | {"facts": facts, "sha256": hash_text(row["text"]), "model": model}


def links_of(row: Row) -> dict[tuple[int, int], Links]:
    """Return the links of each number by its borders, children in order."""
    mentions = {entity["id"]: entity for entity in row["entities"]}
    found: dict[tuple[int, int], Links] = {}
    for relation in row["relations"]:
        head, child = mentions[relation["from_id"]], mentions[relation["to_id"]]
        if relation["type"] in RELATIONS and head["label"] == "QUANTITY":
            own = found.setdefault((head["start_offset"], head["end_offset"]), {})
            place = [child["start_offset"], child["end_offset"], child["label"]]
            own.setdefault(relation["type"], []).append(place)
    for own in found.values():
        for places in own.values():
            places.sort()
    return found


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def pack(row: Row) -> Row:
    """Return a row as it stands in a file: what doccano shall only carry in one string, the text fit for its editor.

    The editor counts UTF-16 units, so a mark behind an emoji would stand beside its words and new ones would come back
    shifted. Each such character is sent as a square, and put back by `unpack`.
    """
    wide = [[at, char] for at, char in enumerate(row["text"]) if ord(char) > LAST_NARROW]
    said = {key: row[key] for key in CARRIED} | {"wide": wide}
    packed = zlib.compress(json.dumps(said, separators=(",", ":")).encode("ascii"), 9)
    kept = {key: value for key, value in row.items() if key not in CARRIED}
    text = "".join(SQUARE if ord(char) > LAST_NARROW else char for char in row["text"])
    return kept | {"text": text, "carried": base64.b64encode(packed).decode("ascii")}


def unpack(row: Row) -> Row:
    """Return a row of a file as it was before `pack`; a row without the string stays. Raises ValueError."""
    if not isinstance(row.get("carried"), str) or not isinstance(row.get("text"), str):
        return row
    try:
        said = json.loads(zlib.decompress(base64.b64decode(row["carried"])))
        text = list(row["text"])
        for at, char in said.pop("wide", ()):
            text[at] = char
    except (ValueError, IndexError, zlib.error) as error:
        raise ValueError(f"what travelled along is damaged: {error}") from error
    return {key: value for key, value in row.items() if key != "carried"} | said | {"text": "".join(text)}


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as JSONL in pure ASCII, since doccano guesses a file's encoding; put in place when whole."""
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
        aside.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error
    finally:
        aside.unlink(missing_ok=True)


def tidy(text: str, place: Place) -> Place:
    """Return a mention without spaces at its edges and, but for numbers, widened to whole words."""
    start, end, label = place
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if label not in ("QUANTITY", "DATE"):
        while start > 0 and text[start - 1].isalpha() and text[start].isalpha():
            start -= 1
        while end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
            end += 1
    return start, end, label


def _place(end: Row, text: str) -> Place:
    return tidy(text, (end["start"], end["end"], end["label"]))


def _entity(number: int, start: int, end: int, label: str) -> Row:
    return {"id": number, "label": label, "start_offset": start, "end_offset": end}


def _relation(number: int, head: int, child: int, kind: str) -> Row:
    return {"id": number, "from_id": head, "to_id": child, "type": kind}
