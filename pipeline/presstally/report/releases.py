"""What the page shows of each release: its text with mentions, relations and excluded numbers, and its sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from presstally.evaluation.diff import read_rows
from presstally.report.packing import Offsets
from presstally.runs import Run

Row = dict[str, Any]
LABELS = ("QUANTITY", "DATE", "PERSON", "ORG", "LOC", "METRIC")
RELATIONS = ("MEASURES", "DURING", "COMPARED_TO", "BY", "IN")
_TOLD = ("title", "publisher", "published", "published_from", "source_url")
_SUMS = ("numbers", "facts", "excluded", "open", "coverage", "unseen")


def make_releases(run: Run, texts: Mapping[str, str], sums: Sequence[Row]) -> list[Row]:
    """Return one row a release that was read, by name; `sums` is the ledger's summary of each.

    Offsets count UTF-16 units of `text`, which is missing where `texts` lacks it or facts do not stand in it.
    """
    facts, excluded = _by_document(run.facts), _by_document(run.excluded)
    entities, relations = (_by_document(read_rows(run.out / f"{name}.jsonl")) for name in ("entities", "relations"))
    told = {row["document"]: row for row in run.documents}
    rows = []
    for summary in sorted(sums, key=lambda row: row["document"]):
        name = summary["document"]
        own = facts.get(name, [])
        row = {"name": name} | _only(told.get(name) or (own[0] if own else {}), _TOLD) | _only(summary, _SUMS)
        text = texts.get(name)
        if text is not None and all(text[fact["start"] : fact["end"]] == fact["quantity"] for fact in own):
            offset = Offsets(text)
            row["text"] = text
            row["mentions"] = list(_pack_mentions(entities.get(name, []), offset))
            row["relations"] = list(_pack_relations(relations.get(name, []), offset))
            row["excluded_at"] = [[offset(e["start"]), offset(e["end"]), e["reason"]] for e in excluded.get(name, [])]
        rows.append(row)
    return rows


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found


def _only(row: Row, names: Sequence[str]) -> Row:
    return {name: row[name] for name in names if row.get(name) is not None}


def _pack_mentions(rows: Iterable[Row], offset: Offsets) -> Iterator[list[int]]:
    for row in rows:
        if row["label"] in LABELS:
            yield [LABELS.index(row["label"]), offset(row["start"]), offset(row["end"])]


def _pack_relations(rows: Iterable[Row], offset: Offsets) -> Iterator[list[int]]:
    for row in rows:
        if row["type"] in RELATIONS:
            ends = [offset(row[side][name]) for side in ("head", "child") for name in ("start", "end")]
            yield [RELATIONS.index(row["type"]), *ends]
