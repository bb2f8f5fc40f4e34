"""Parts and wholes inside one release: what its sentence calls parts, and what the catalogue knows as such."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from presstally.audit.arithmetic import Levels, is_exact
from presstally.audit.findings import Finding, Row, blame_of, show
from presstally.catalogue import Catalogue

# Words that make what follows parts of what stands before: all of it, or some of it.
_ALL = re.compile(
    r"\b(?:consist(?:ing|s|ed)? of|made up of|comprising|comprised of|composed of|namely|that is|i\.e\.|"
    r"broken down into|divided into)\b|=|:",
    re.IGNORECASE,
)  # fmt: skip
_SOME = re.compile(
    r"\b(?:of (?:which|these|them|those|whom)|including|among (?:them|these|which)|out of (?:them|these))\b",
    re.IGNORECASE,
)
# What may stand between two parts. A sentence or another clause ends the list.
_STOP = re.compile(r"[.;!?]\s")
_BETWEEN = re.compile(r"[^.;!?\n]*")
# A sum this near to the whole was meant to be it; one further off is of other things, or of groups that overlap.
_NEAR_ABOVE, _NEAR_BELOW = 0.1, 0.05
_FEWEST = 2


def check_sums(rows: Sequence[Row], levels: Levels, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield parts that do not fit their whole."""
    sentences: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "level":
            sentences[row["sentence"]].append(row)
    for sentence, found in sentences.items():
        yield from _check_sentence(sentence, sorted(found, key=lambda row: row["start"]), catalogue)
    yield from _check_catalogue(rows, levels, catalogue)


def _check_sentence(sentence: str, rows: Sequence[Row], catalogue: Catalogue) -> Iterator[Finding]:
    """Read "A, of which B, C and D": the first number before the words is the whole, those behind it are the parts."""
    places = _places(sentence, rows)
    for number, (whole, (_, end)) in enumerate(zip(rows, places, strict=True)):
        rest = [(row, place) for row, place in zip(rows[number + 1 :], places[number + 1 :], strict=True)]
        if not rest or not is_exact(whole) or whole["unit"] in ("percent", "times"):
            continue
        gap = sentence[end : rest[0][1][0]]
        kind = _ALL if _ALL.search(gap) else _SOME if _SOME.search(gap) else None
        parts = _list(sentence, rest, whole["unit"]) if kind and not _STOP.search(gap) else []
        if len(parts) < _FEWEST or not all(is_exact(part) and related(part, whole, catalogue) for part in parts):
            continue
        total = sum(part["value"] for part in parts)
        off = total - whole["value"]
        wrong = 0 < off <= _NEAR_ABOVE * whole["value"]
        wrong |= kind is _ALL and 0 < -off <= _NEAR_BELOW * whole["value"] and len(parts) > _FEWEST
        if wrong and abs(off) > 1e-6 * whole["value"]:
            yield _finding("parts_exceed_whole" if off > 0 else "parts_and_whole", whole, parts, total)


def related(part: Row, whole: Row, catalogue: Catalogue) -> bool:
    """Tell whether a part may be one of the whole's kind: 466 people are no part of 178 groups.

    The whole is among the part's ancestors in the catalogue, or their ids have a thing in common.
    """
    entry, seen = catalogue.entry(part["metric_id"]), {part["metric_id"]}
    while entry:
        seen.add(entry.id)
        entry = catalogue.metrics[entry.parent] if entry.parent else None
    things = [set(re.split(r"[._]", row["metric_id"].partition(".")[0])) for row in (part, whole)]
    return whole["metric_id"] in seen or bool(things[0] & things[1])


def _places(sentence: str, rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return where the quantities stand in their sentence, in the order of the text."""
    found, at = [], 0
    for row in rows:
        start = max(sentence.find(row["quantity"], at), 0)
        found.append((start, start + len(row["quantity"])))
        at = found[-1][1]
    return found


def _list(sentence: str, rest: Sequence[tuple[Row, tuple[int, int]]], unit: str) -> list[Row]:
    """Return the numbers of the whole's unit up to the end of the clause."""
    parts: list[Row] = []
    before = rest[0][1][0]
    for row, (start, end) in rest:
        match = _BETWEEN.match(sentence, before)
        if row["unit"] != unit or (match and match.end() < start):
            break
        if parts and _SOME.search(sentence[before:start]):
            break
        parts.append(row)
        before = end
    return parts


def _check_catalogue(rows: Sequence[Row], levels: Levels, catalogue: Catalogue) -> Iterator[Finding]:
    """Compare a whole with the parts that the catalogue names, where the release tells all of them."""
    for row in rows:
        entry = catalogue.metrics.get(row["metric_id"])
        if not entry or not entry.parts or row["kind"] != "level" or not is_exact(row) or not row["period_start"]:
            continue
        parts = [levels.get(row, row["unit"], row["period_start"], row["period_end"], name) for name in entry.parts]
        known = [part for part in parts if part]
        total = sum(part["value"] for part in known)
        if len(known) == len(parts) and total > row["value"]:
            yield _finding("parts_exceed_whole", row, known, total)


def _finding(rule: str, whole: Row, parts: Sequence[Row], total: float) -> Finding:
    text = f"{' + '.join(show(part['value']) for part in parts)} = {show(total)}, told is {show(whole['value'])}."
    facts = (whole, *parts)
    blame = blame_of([whole["value"], total], facts)
    return Finding(rule, text, facts, blame, abs(total - whole["value"]) / max(whole["value"], 1))
