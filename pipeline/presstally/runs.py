"""What `extract` wrote, as rows again: facts from whichever format is there, and the other tables."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from presstally.cells import escape_cell, unescape_cell
from presstally.corrections import FILE, REASON, Key, apply_corrections, follow_duplicates, read_corrections
from presstally.errors import NoInputError, OutputError, UsageError
from presstally.schemas import Fact

Row = dict[str, Any]
_FACT_COLUMNS = tuple(column.name for column in fields(Fact))
_INTEGERS, _NUMBERS = frozenset(("start", "end")), frozenset(("value", "value_high", "score"))
_TABLES = ("excluded", "documents", "errors", "entities", "relations")


@dataclass
class Run:
    """The tables of an output folder."""

    out: Path
    facts: list[Row]
    excluded: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    errors: list[Row] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each release's bytes."""
        return {row["document"]: row["sha256"] for row in self.documents if row.get("sha256")}

    @property
    def duplicates(self) -> list[tuple[str, str]]:
        """The hash of each duplicate, and that of the release that has its facts."""
        return find_duplicates(self.documents)

    @property
    def places(self) -> set[Key]:
        """Where the facts stand, and the numbers that reviewers marked wrong."""
        hashes = self.hashes
        return {(hashes.get(row["document"], ""), row["start"], row["end"]) for row in [*self.facts, *self.wrong]}

    @property
    def wrong(self) -> list[Row]:
        """The numbers that reviewers marked wrong."""
        return [row for row in self.excluded if row["reason"] == REASON]

    def dates(self) -> dict[str, list[tuple[int, int]]]:
        """Return where the dates of each release stand."""
        found: dict[str, list[tuple[int, int]]] = {}
        for row in self.entities:
            if row["label"] == "DATE":
                found.setdefault(row["document"], []).append((row["start"], row["end"]))
        return found


def read_run(out: Path, corrections: Path | None = None, *, corrected: bool = True) -> Run:
    """Read the tables of a run, with what reviewers corrected; raise NoInputError where the folder holds no facts.

    `corrections`: their file; by default the corrections.csv of the folder, where there is one.
    """
    tables = {name: list(_read_jsonl(out / f"{name}.jsonl")) for name in _TABLES}
    run = Run(out, read_facts(out), **tables)
    path = corrections or out / FILE
    if corrected and (corrections or path.is_file()):
        told = follow_duplicates(read_corrections(path), run.duplicates)
        run.facts, wrong, _ = apply_corrections(run.facts, run.hashes, told)
        run.excluded += wrong
    return run


def find_duplicates(documents: list[Row]) -> list[tuple[str, str]]:
    """Return the hash of each duplicate and that of the release that has its facts."""
    hashes = {row["document"]: row["sha256"] for row in documents if row.get("sha256")}
    pairs = ((row.get("sha256"), hashes.get(row.get("same_as") or "")) for row in documents)
    return [(own, other) for own, other in pairs if own and other]


def read_corrected_facts(out: Path) -> list[Row]:
    """Return the facts of a run with what the corrections.csv of the folder says, where there is one."""
    facts, path = read_facts(out), out / FILE
    if not path.is_file():
        return facts
    documents = list(_read_jsonl(out / "documents.jsonl"))
    told = follow_duplicates(read_corrections(path), find_duplicates(documents))
    return apply_corrections(facts, {row["document"]: row["sha256"] or "" for row in documents}, told)[0]


def read_hashes(out: Path) -> dict[str, str]:
    """Return document -> hash of the releases of a run."""
    return {row["document"]: row["sha256"] for row in _read_jsonl(out / "documents.jsonl") if row.get("sha256")}


def write_run(run: Run, out: Path) -> list[Path]:
    """Write facts.jsonl, facts.csv and excluded.jsonl; raise OutputError where that fails."""
    paths = [out / name for name in ("facts.jsonl", "facts.csv", "excluded.jsonl")]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, rows in ((paths[0], run.facts), (paths[2], run.excluded)):
            lines = (json.dumps(row, ensure_ascii=True) + "\n" for row in rows)
            path.write_text("".join(lines), encoding="utf-8", newline="\n")
        with paths[1].open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_FACT_COLUMNS)
            writer.writerows([_cell(row[name]) for name in _FACT_COLUMNS] for row in run.facts)
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror}.", "Name another folder with --out.") from error
    return paths


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return escape_cell(value)
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return json.dumps(value, ensure_ascii=False)


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
