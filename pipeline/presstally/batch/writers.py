"""Rows -> files, the same rows to the same bytes; written aside and put in place when all are there."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from presstally.cells import escape_cell
from presstally.errors import OutputError
from presstally.records import FACT_FIELDS, Row, make_table

FORMATS = ("csv", "jsonl", "parquet")
ROW_FILES = ("entities.jsonl", "relations.jsonl", "excluded.jsonl", "documents.jsonl", "errors.jsonl")
RUN_FILE = "run.json"
_ASIDE = ".presstally-"
# Characters that JSON allows in a string, but that some readers take for the end of a line.
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def output_files(formats: Iterable[str]) -> tuple[str, ...]:
    """Name the files of a run, in the order in which they are told."""
    return (*(f"facts.{name}" for name in FORMATS if name in set(formats)), *ROW_FILES, RUN_FILE)


@contextmanager
def write_aside(out: Path, names: Iterable[str]) -> Iterator[Path]:
    """Give a folder to write `names` into; on success they replace those of `out`, else `out` stays as it was.

    Files of an earlier run that this one does not write are removed, so that what lies together belongs together.
    Raises OutputError where `out` cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=out))
    except OSError as error:
        raise OutputError(
            f"{out} cannot be written: {error.strerror}.", "Name a folder of yours with --out."
        ) from error
    try:
        yield aside
        for name in names:
            os.replace(aside / name, out / name)
        for name in set(output_files(FORMATS)) - set(names):
            (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{out} cannot be written: {error.strerror}.", "Free some space or name another folder with --out."
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def write_facts(folder: Path, facts: list[Row], formats: Iterable[str]) -> None:
    """Write facts.csv, facts.jsonl and facts.parquet, as far as `formats` names them."""
    wanted = set(formats)
    if "csv" in wanted:
        write_csv(folder / "facts.csv", facts)
    if "jsonl" in wanted:
        write_jsonl(folder / "facts.jsonl", facts)
    if "parquet" in wanted:
        import pyarrow.parquet as pq

        pq.write_table(make_table(facts), folder / "facts.parquet", compression="zstd")


def write_jsonl(path: Path, rows: Iterable[Row]) -> None:
    """Write one JSON object a line, UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False).translate(_LINE_ENDS) + "\n")


def write_json(path: Path, value: Row) -> None:
    """Write one JSON value for people to read too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def write_csv(path: Path, facts: Iterable[Row]) -> None:
    """Write the facts as CSV: UTF-8, bare line feeds, null as an empty cell, lists as JSON, texts escaped."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(FACT_FIELDS)
        for fact in facts:
            writer.writerow([_cell(fact[name]) for name in FACT_FIELDS])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return escape_cell(value)
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return json.dumps(value, ensure_ascii=False)
