"""The inline markup in which gold releases are written, and its conversion to offsets.

A file holds releases, each `#doc ID`, header lines, `#text`, the text with mentions in braces, `#facts`, one line a
quantity:

    #doc az-board-2019
    #publisher Ministry of Internal Affairs
    #family board-meeting
    #published 2019-07-20
    #period d1 2019-01-01/2019-06-30
    #text
    In {d1 the first half of 2019}, {q1 178} {m1 criminal groups} of {q2 466} {m2 people} were {m3 neutralized}; see
    Order No. {x 71}.
    #facts
    q1 | 178 | m1 m3 | criminal_group.neutralized
    q2 | 466 | m2 m3 | criminal_group_member.neutralized

A mention is `{ID TEXT}`: the letter of ID is its label (q QUANTITY, d DATE, p PERSON, o ORG, l LOC, m METRIC, x a
number that is no
fact); mentions may be nested; a mention that no fact names needs no number (`{o Ministry of Justice}`). A fact line is
`quantity | value unit modifier kind direction | metrics | metric_id | relations`: unit `count`, no modifier and kind
`level` are left out, `3..5` is a range; relations are `d=d2 p=START/END` (DURING), `c=d3 cp=START/END` (COMPARED_TO),
`by=o1`, `in=l1`, each `-` for none. `#period` is the DURING of every fact that states none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from presstally.corpus.doccano import FACT_KEYS

LABELS = {"q": "QUANTITY", "d": "DATE", "p": "PERSON", "o": "ORG", "l": "LOC", "m": "METRIC", "x": "EXCLUDED"}
MODIFIERS = {"over", "under", "about", "at_least", "at_most"}
KINDS, DIRECTIONS = {"level", "change"}, {"increase", "decrease"}
RELATIONS = {"d": "DURING", "c": "COMPARED_TO", "by": "BY", "in": "IN"}
_OPEN = re.compile(r"\{([qdpolmx])(\d*) ")
_PERIOD = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")


class MarkupError(ValueError):
    """A place in a markup file that cannot be read; the message names the release and the words."""


@dataclass
class Marked:
    """One release in offsets.

    `mentions`: id -> (start, end, label); `facts`: one dict a quantity, mentions named by id.
    """

    header: dict[str, str]
    text: str
    mentions: dict[str, tuple[int, int, str]]
    facts: list[dict[str, Any]] = field(default_factory=list)


def read_markup(source: str) -> Iterator[Marked]:
    """Yield the releases of a markup file's text; raise MarkupError at the first place that cannot be read."""
    for block in re.split(r"^#doc ", source, flags=re.M)[1:]:
        head, found, rest = block.partition("\n#text\n")
        body, found2, tail = rest.partition("\n#facts\n")
        name = head.split("\n", 1)[0].strip()
        if not (found and found2):
            raise MarkupError(f"{name}: a release needs the lines #text and #facts.")
        header = {"doc_id": name}
        for line in head.split("\n")[1:]:
            if line.strip():
                key, _, value = line.lstrip("#").strip().partition(" ")
                header[key] = value.strip()
        text, mentions = _read_mentions(body, name)
        marked = Marked(header, text, mentions)
        default = _read_default_period(header.get("period", ""), marked)
        for line in tail.split("\n"):
            if line.strip() and not line.startswith("//"):
                marked.facts.append(_read_fact(line, marked, default))
        yield marked


def _read_mentions(body: str, name: str) -> tuple[str, dict[str, tuple[int, int, str]]]:
    out: list[str] = []
    stack: list[tuple[str, int]] = []
    mentions: dict[str, tuple[int, int, str]] = {}
    at = length = unnamed = 0
    while at < len(body):
        if opened := _OPEN.match(body, at):
            unnamed += not opened[2]
            stack.append((opened[1] + (opened[2] or f"_{unnamed}"), length))
            at = opened.end()
        elif body[at] == "}":
            if not stack:
                raise MarkupError(f"{name}: a brace closes that none opens, at {body[max(0, at - 40) : at + 1]!r}.")
            key, start = stack.pop()
            if key in mentions:
                raise MarkupError(f"{name}: the id {key} stands twice.")
            mentions[key] = (start, length, LABELS[key[0]])
            at += 1
        else:
            if body[at] == "{":
                raise MarkupError(f"{name}: not a mention: {body[at : at + 30]!r}.")
            out.append(body[at])
            length, at = length + 1, at + 1
    if stack:
        raise MarkupError(f"{name}: the mention {stack[-1][0]} is not closed.")
    return "".join(out), mentions


def _read_default_period(value: str, marked: Marked) -> dict[str, Any]:
    date, _, days = value.partition(" ")
    default = {"DURING": _one(date, marked) if date and date != "-" else None}
    return default | dict(zip(("period_start", "period_end"), _days(days, marked), strict=True))


def _days(value: str, marked: Marked) -> tuple[str | None, str | None]:
    if value in ("", "-"):
        return None, None
    found = _PERIOD.fullmatch(value)
    if not found:
        raise MarkupError(f"{marked.header['doc_id']}: {value!r} is no period; write 2020-01-01/2020-06-30.")
    return found[1], found[2]


def _one(key: str, marked: Marked) -> str:
    if key not in marked.mentions:
        raise MarkupError(f"{marked.header['doc_id']}: no mention has the id {key!r}.")
    return key


def _read_fact(line: str, marked: Marked, default: dict[str, Any]) -> dict[str, Any]:
    name = marked.header["doc_id"]
    columns = [column.strip() for column in line.split("|")]
    if len(columns) not in (4, 5):
        raise MarkupError(f"{name}: four or five columns are wanted in {line!r}.")
    fact: dict[str, Any] = {"QUANTITY": _one(columns[0], marked)} | _read_value(columns[1], name) | default
    fact |= {"COMPARED_TO": None, "BY": None, "IN": None, "comparison_start": None, "comparison_end": None}
    fact["MEASURES"] = [_one(key, marked) for key in columns[2].split() if key != "-"]
    fact["metric_id"] = columns[3]
    for pair in columns[4].split() if len(columns) == 5 else ():
        key, found, value = pair.partition("=")
        if key in RELATIONS and found:
            fact[RELATIONS[key]] = None if value == "-" else _one(value, marked)
            if (key, value) == ("d", "-"):
                fact["period_start"] = fact["period_end"] = None
        elif key in ("p", "cp") and found:
            stem = "period" if key == "p" else "comparison"
            fact[f"{stem}_start"], fact[f"{stem}_end"] = _days(value, marked)
        else:
            raise MarkupError(f"{name}: {pair!r} is none of d= p= c= cp= by= in=.")
    return fact


def _read_value(column: str, name: str) -> dict[str, Any]:
    number, *words = column.split()
    low, _, high = number.partition("..")
    fact: dict[str, Any] = {"unit": "count", "modifier": None, "kind": "level", "direction": None}
    try:
        fact |= {"value": float(low), "value_high": float(high) if high else None}
    except ValueError:
        raise MarkupError(f"{name}: {number!r} is no value; write 1234.5 or 3..5.") from None
    for word in words:
        if word in MODIFIERS:
            fact["modifier"] = word
        elif word in KINDS:
            fact["kind"] = word
        elif word in DIRECTIONS:
            fact["direction"] = word
        else:
            fact["unit"] = word
    return fact


def to_doccano(marked: Marked, part: str = "") -> dict[str, Any]:
    """
    Turn a release into a line of doccano's JSONL for relation projects, with `facts` beside it by the quantity's
    offsets.
    """
    ids = {
        key: number for number, key in enumerate(sorted(marked.mentions, key=lambda key: marked.mentions[key][:2]), 1)
    }
    relations: list[dict[str, Any]] = []
    for fact in marked.facts:
        for kind in ("MEASURES", "DURING", "COMPARED_TO", "BY", "IN"):
            children = fact[kind] if kind == "MEASURES" else [fact[kind]]
            relations += [
                {"from_id": ids[fact["QUANTITY"]], "to_id": ids[child], "type": kind} for child in children if child
            ]
    places = {key: marked.mentions[key][:2] for key in ids}
    return {
        "text": marked.text,
        "entities": [
            {
                "id": ids[key],
                "label": marked.mentions[key][2],
                "start_offset": places[key][0],
                "end_offset": places[key][1],
            }
            for key in ids
            if key[0] != "x"
        ],
        "relations": [{"id": number} | row for number, row in enumerate(relations, 1)],
        "facts": [
            dict(zip(("start", "end"), places[fact["QUANTITY"]], strict=True)) | {key: fact[key] for key in FACT_KEYS}
            for fact in marked.facts
        ],
        "excluded": [list(places[key]) for key in ids if key[0] == "x"],
        "doc_id": marked.header["doc_id"],
        "published": marked.header.get("published", ""),
        "publisher": marked.header.get("publisher", ""),
        "family": marked.header.get("family", ""),
        "part": part,
    }
