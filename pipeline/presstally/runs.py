"""What `extract` wrote, as rows again: facts from whichever format is there, and the other tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from presstally.cells import unescape_cell
from presstally.errors import NoInputError, UsageError

Row = dict[str, Any]
_INTEGERS, _NUMBERS = frozenset(("start", "end")), frozenset(("value", "value_high", "score"))
_TABLES = ("excluded", "documents", "errors")


@dataclass
class Run:
    """The tables of an output folder; `dates`: where the dates of each release stand."""

    out: Path
    facts: list[Row]
    excluded: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    errors: list[Row] = field(default_factory=list)
    dates: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def read_run(out: Path) -> Run:
    """Read the tables of a run; raise NoInputError where the folder holds no facts."""
    tables = {name: list(_read_jsonl(out / f"{name}.jsonl")) for name in _TABLES}
    dates: dict[str, list[tuple[int, int]]] = {}
    for row in _read_jsonl(out / "entities.jsonl"):
        if row["label"] == "DATE":
            dates.setdefault(row["document"], []).append((row["start"], row["end"]))
    return Run(out, read_facts(out), **tables, dates=dates)


def read_facts(out: Path) -> list[Row]:
    """Return the facts of a run from facts.jsonl, .parquet or .csv, the first that is there; days as ISO text."""
    readers = (("jsonl", _read_jsonl), ("parquet", _read_parquet), ("csv", _read_csv))
    for suffix, reader in readers:
        path = out / f"facts.{suffix}"
        if path.is_file():
            return list(reader(path))
    raise NoInputError(f"There are no facts in {out}.", "Name a folder that `presstally extract` wrote.")


def _read_jsonl(path: Path) -> Iterator[Row]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line:
            try:
                yield json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}, line {number}: {error}.", "The file is not as extract wrote it.") from error


def _read_parquet(path: Path) -> Iterator[Row]:
    import pyarrow.parquet as pq

    for row in pq.read_table(path).to_pylist():
        yield {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}


def _read_csv(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                yield {name: _parse_cell(name, cell) for name, cell in row.items()}
            except ValueError as error:
                raise UsageError(f"{path}: {error}.", "The file is not as extract wrote it.") from error


def _parse_cell(name: str, cell: str | None) -> Any:
    if not cell:
        return [] if name == "metric_spans" else "" if name == "metric" else None
    if name in _INTEGERS:
        return int(cell)
    if name in _NUMBERS:
        return float(cell)
    return json.loads(cell) if name == "metric_spans" else unescape_cell(cell)
