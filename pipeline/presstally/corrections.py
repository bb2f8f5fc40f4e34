"""What reviewers said of facts, kept by the hash of the release and the place of the number, so that it lasts."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any

from presstally.cells import escape_cell, unescape_cell
from presstally.errors import OutputError, UsageError

Row = dict[str, Any]
Key = tuple[str, int, int]
FILE = "corrections.csv"
WRONG, RIGHT = "wrong", "right"
KEYS = ("sha256", "start", "end")
# What a reviewer may set; an empty cell leaves what the model says, NOTHING takes it away.
VALUES = ("metric_id", "value", "value_high", "unit", "kind", "direction", "modifier", "period_start", "period_end")
TOLD = ("document", "quantity", "metric", "sentence")  # for the reader
COLUMNS = (*KEYS, "verdict", *VALUES, "note", *TOLD)
REQUIRED = ("metric_id", "value", "unit", "kind")  # what no fact is without
NOTHING = "-"
REASON, METHOD = "corrected: wrong", "reviewer"
_CHOICES = {
    "kind": ("level", "change"),
    "direction": ("increase", "decrease", NOTHING),
    "modifier": ("over", "under", "about", "at_least", "at_most", NOTHING),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A verdict (`wrong`, `right` or none) on the fact at a place, and what is to stand there instead.

    `told`: what the file tells its reader of the fact.
    """

    key: Key
    verdict: str
    values: Mapping[str, Any]
    note: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


def read_corrections(path: Path) -> dict[Key, Correction]:
    """Read a corrections file; rows without a verdict and without values say nothing and are passed over.

    Raises UsageError with the line of the first cell that cannot be used.
    """
    found: dict[Key, Correction] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if missing := sorted({*KEYS, "verdict"} - set(reader.fieldnames or ())):
                raise UsageError(f"{path} has no column {missing[0]!r}.", "`presstally corrections init` writes one.")
            for row in reader:
                correction = _parse(row, f"{path}, line {reader.line_num}")
                if correction.verdict or correction.values:
                    found[correction.key] = correction
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"The corrections {path} cannot be read: {error}.", "Name a CSV file in UTF-8.") from error
    return found


def _parse(row: Mapping[str, str | None], where: str) -> Correction:
    cells = {name: unescape_cell((cell or "").strip()) for name, cell in row.items() if name and isinstance(cell, str)}
    try:
        key = (cells["sha256"], int(cells["start"]), int(cells["end"]))
    except (KeyError, ValueError):
        raise UsageError(
            f"{where}: start and end must be numbers.", "Leave the first three columns as they are."
        ) from None
    if (verdict := cells.get("verdict", "").lower()) not in ("", WRONG, RIGHT):
        raise UsageError(f"{where}: there is no verdict {verdict!r}.", f"Write {WRONG}, {RIGHT} or nothing.")
    values = {name: _value(name, cells[name], where) for name in VALUES if cells.get(name)}
    told = {name: cells[name] for name in TOLD if cells.get(name)}
    return Correction(key, verdict, values, cells.get("note", ""), told)


def _value(name: str, cell: str, where: str) -> Any:
    try:
        if name.startswith("value") and (cell != NOTHING or name in REQUIRED):
            return _number(cell)
        if name.startswith("period"):
            return None if cell == NOTHING else date.fromisoformat(cell).isoformat()
    except ValueError:
        raise UsageError(f"{where}: {cell!r} is no {name.replace('_', ' ')}.") from None
    if name in _CHOICES and cell not in _CHOICES[name]:
        raise UsageError(f"{where}: there is no {name} {cell!r}.", f"Choose from {', '.join(_CHOICES[name])}.")
    if name in REQUIRED and cell == NOTHING:
        raise UsageError(f"{where}: a fact needs a {name}.", f"Write another one, or the verdict {WRONG}.")
    return None if cell == NOTHING else cell


def _number(cell: str) -> float:
    if not isfinite(value := float(cell)):
        raise ValueError(cell)
    return value


def follow_duplicates(
    corrections: Mapping[Key, Correction], duplicates: Iterable[tuple[str, str]]
) -> dict[Key, Correction]:
    """Return the corrections, those of a duplicate also under the release that has its facts, where it has none there.

    `duplicates`: the hash of one, and that of the release with the same text.
    """
    found, by_release = dict(corrections), defaultdict(list)
    for correction in corrections.values():
        by_release[correction.key[0]].append(correction)
    for sha256, same_as in duplicates:
        for correction in by_release.get(sha256, ()):
            found.setdefault((same_as, *correction.key[1:]), correction)
    return found


def apply_corrections(
    facts: Iterable[Row], hashes: Mapping[str, str], corrections: Mapping[Key, Correction]
) -> tuple[list[Row], list[Row], set[Key]]:
    """Return the facts as corrected, those marked wrong as rows of the excluded, and the keys that were met.

    `hashes`: document -> sha256. What a reviewer says outranks the model: the score is 1 and nothing is left to review.
    """
    kept, excluded, met = [], [], set[Key]()
    for row in facts:
        key = (hashes.get(row["document"], ""), row["start"], row["end"])
        correction = corrections.get(key)
        if correction is None:
            kept.append(row)
            continue
        met.add(key)
        if correction.verdict == WRONG:
            excluded.append(
                {name: row[name] for name in ("document", "start", "end")} | {"text": row["quantity"], "reason": REASON}
            )
        else:
            method = row["method"] if row["method"].endswith(METHOD) else f"{row['method']}+{METHOD}"
            kept.append({**row, **correction.values, "score": 1.0, "method": method, "needs_review": None})
    return kept, excluded, met


def add_collected(known: Mapping[Key, Correction], found: Mapping[Key, Correction]) -> dict[Key, Correction]:
    """Return `known` with what was `found` of facts that carry it already: what was set stays, unless set anew."""
    merged = dict(known)
    for key, new in found.items():
        old = known.get(key)
        if old is None or WRONG in (old.verdict, new.verdict):
            merged[key] = new
        else:
            values = {**old.values, **new.values}
            merged[key] = replace(new, verdict="" if values else RIGHT, values=values, told=old.told)
    return merged


def write_corrections(path: Path, rows: Sequence[Row]) -> None:
    """Write rows with the columns of a corrections file; raise OutputError where that fails."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            for row in rows:
                cells = (row.get(name) for name in COLUMNS)
                writer.writerow(["" if cell is None else escape_cell(str(cell)) for cell in cells])
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.", "Name another file.") from error


def make_template(facts: Iterable[Row], hashes: Mapping[str, str], known: Mapping[Key, Correction]) -> list[Row]:
    """Return a row to fill in for each fact; what was said before stays, also of facts that are no more."""
    rows, seen = [], set[Key]()
    for fact in facts:
        key = (hashes.get(fact["document"], ""), fact["start"], fact["end"])
        seen.add(key)
        told = {name: fact[name] for name in TOLD}
        told["sentence"] = " ".join(told["sentence"].split())
        rows.append(to_row(key, known.get(key)) | told)
    rows += [to_row(key, correction) for key, correction in known.items() if key not in seen]
    return rows


def to_row(key: Key, correction: Correction | None) -> Row:
    """Return a correction as a row of the file."""
    row: Row = dict(zip(KEYS, key, strict=True))
    if correction is None:
        return row
    values = {name: NOTHING if value is None else value for name, value in correction.values.items()}
    return row | dict(correction.told) | values | {"verdict": correction.verdict, "note": correction.note}
