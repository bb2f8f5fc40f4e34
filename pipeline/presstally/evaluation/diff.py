"""What differs between the facts of two runs over the same releases."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from presstally.errors import NoInputError, UsageError
from presstally.evaluation.situations import unit_family

Row = dict[str, Any]
FACTS, EXCLUDED, DOCUMENTS = "facts.jsonl", "excluded.jsonl", "documents.jsonl"
STATES = ("added", "dropped", "changed")
# What a fact says. How it was found and how sure that is may change without a change of the fact.
COMPARED = tuple(
    """
    quantity value value_high unit modifier kind direction metric metric_id period_start period_end
    comparison_start comparison_end organisation place person
    """.split()
)


def diff_runs(first: Path, second: Path) -> dict[str, Any]:
    """Compare the output folders of two runs of `extract`.

    Raises NoInputError where a folder has no facts.jsonl, UsageError where a line cannot be read.
    """
    old, new = (list(read_rows(folder / FACTS, required=True)) for folder in (first, second))
    documents = [{row["document"] for row in read_rows(folder / DOCUMENTS)} for folder in (first, second)]
    reasons = {(row["document"], row["start"], row["end"]): row["reason"] for row in read_rows(second / EXCLUDED)}
    changes = list(diff_facts(old, new, reasons))
    same = len(new) - sum(change["state"] in ("added", "changed") for change in changes)
    return {
        "first": first.as_posix(),
        "second": second.as_posix(),
        "counts": {state: sum(c["state"] == state for c in changes) for state in STATES} | {"same": same},
        "only_first": sorted(documents[0] - documents[1]),
        "only_second": sorted(documents[1] - documents[0]),
        "by_document": _count(changes, lambda change: change["document"]),
        "by_kind": _count(changes, lambda change: change["kind"]),
        "by_unit": _count(changes, lambda change: change["unit"]),
        "by_field": dict(Counter(name for change in changes for name in change["fields"]).most_common()),
        "changes": changes,
    }


def read_rows(path: Path, required: bool = False) -> Iterator[Row]:
    """Yield the rows of a JSONL file of a run; nothing where there is none and it is not required."""
    if not path.is_file():
        if required:
            raise NoInputError(f"There is no {path}.", "Name a folder that `presstally extract` wrote, with jsonl.")
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line:
            try:
                yield json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}, line {number}: {error}.", "The file is not as extract wrote it.") from error


def diff_facts(old: Iterable[Row], new: Iterable[Row], reasons: dict[tuple[str, int, int], str]) -> Iterator[Row]:
    """Yield what was added, dropped or changed, by document and place.

    Facts belong together where they stand at the same place, or overlap by at least half of their union.
    `reasons`: why the second run excluded a number.
    """
    ours, theirs = _by_document(old), _by_document(new)
    for document in sorted({*ours, *theirs}):
        changes = []
        for before, after in _pair(ours.get(document, []), theirs.get(document, [])):
            if change := _describe(document, before, after, reasons):
                changes.append(change)
        yield from sorted(changes, key=lambda change: (change["start"], change["end"], change["state"]))


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["document"], []).append(row)
    return found


def _pair(old: list[Row], new: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    shared = [(-_overlap(a, b), i, k) for i, a in enumerate(old) for k, b in enumerate(new) if _overlap(a, b) >= 0.5]
    left, right = set(range(len(old))), set(range(len(new)))
    for _, i, k in sorted(shared):
        if i in left and k in right:
            left.remove(i)
            right.remove(k)
            yield old[i], new[k]
    yield from ((old[i], None) for i in sorted(left))
    yield from ((None, new[k]) for k in sorted(right))


def _overlap(one: Row, other: Row) -> float:
    both = min(one["end"], other["end"]) - max(one["start"], other["start"])
    return max(0, both) / (max(one["end"], other["end"]) - min(one["start"], other["start"]))


def _describe(
    document: str, before: Row | None, after: Row | None, reasons: dict[tuple[str, int, int], str]
) -> Row | None:
    """Return one change, None where the two facts say the same."""
    row = after or before or {}
    fields = [name for name in COMPARED if before and after and before.get(name) != after.get(name)]
    if before and after and not fields:
        return None
    return {
        "document": document,
        "start": row["start"],
        "end": row["end"],
        "state": "changed" if before and after else "added" if after else "dropped",
        "kind": row["kind"],
        "unit": unit_family(row["unit"]),
        "fields": fields,
        "before": before and {name: before.get(name) for name in COMPARED},
        "after": after and {name: after.get(name) for name in COMPARED},
        "reason": reasons.get((document, row["start"], row["end"])) if not after else None,
        "sentence": row["sentence"],
    }


def _count(changes: Iterable[Row], key: Any) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for change in changes:
        found.setdefault(key(change), dict.fromkeys(STATES, 0))[change["state"]] += 1
    return dict(sorted(found.items()))
