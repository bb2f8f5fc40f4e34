"""Rows -> files, the same rows to the same bytes; written aside and put in place when all are there."""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from presstally.cells import escape_cell
from presstally.errors import OutputError
from presstally.records import FACT_FIELDS, Row, Rows, fact_schema, make_table

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetWriter

FORMATS = ("csv", "jsonl", "parquet")
_STREAMED = ("entities.jsonl", "relations.jsonl", "excluded.jsonl")
ROW_FILES = (*_STREAMED, "documents.jsonl", "errors.jsonl")
RUN_FILE = "run.json"
_GROUP_ROWS = 10_000
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


class TableWriter:
    """Writes the rows of one release after the other, so that a run needs no more memory than its largest release.

    Row groups of the Parquet file have a fixed number of rows: the same rows give the same bytes.
    """

    def __init__(self, folder: Path, formats: Iterable[str]) -> None:
        self._stack, self._group = ExitStack(), list[Row]()
        self._files = {name: self._open(folder / name) for name in _STREAMED}
        self._formats = {name: self._open(folder / f"facts.{name}") for name in set(formats) - {"parquet"}}
        self._csv = csv.writer(self._formats["csv"], lineterminator="\n") if "csv" in self._formats else None
        self._parquet = self._open_parquet(folder / "facts.parquet") if "parquet" in formats else None
        if self._csv:
            self._csv.writerow(FACT_FIELDS)

    def _open(self, path: Path) -> TextIO:
        return self._stack.enter_context(path.open("w", encoding="utf-8", newline=""))

    def _open_parquet(self, path: Path) -> ParquetWriter:
        import pyarrow.parquet as pq

        return self._stack.enter_context(pq.ParquetWriter(path, fact_schema(), compression="zstd"))

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._stack:
            if kind is None:
                self._write_group(1)

    def add(self, rows: Rows) -> None:
        """Write the rows of the next release."""
        for name, table in zip(_STREAMED, (rows.entities, rows.relations, rows.excluded), strict=True):
            self._files[name].writelines(map(_line, table))
        if "jsonl" in self._formats:
            self._formats["jsonl"].writelines(map(_line, rows.facts))
        if self._csv:
            self._csv.writerows([_cell(fact[name]) for name in FACT_FIELDS] for fact in rows.facts)
        self._group += rows.facts if self._parquet else []
        self._write_group(_GROUP_ROWS)

    def _write_group(self, least: int) -> None:
        while self._parquet and len(self._group) >= least:
            self._parquet.write_table(make_table(self._group[:_GROUP_ROWS]))
            del self._group[:_GROUP_ROWS]


def write_jsonl(path: Path, rows: Iterable[Row]) -> None:
    """Write one JSON object a line, UTF-8."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(map(_line, rows))


def _line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def write_json(path: Path, value: Row) -> None:
    """Write one JSON value for people to read too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return escape_cell(value)
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return json.dumps(value, ensure_ascii=False)
