"""Rows -> files, the same rows to the same bytes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from presstally.batch.merge import Merged
from presstally.batch.names import DOCUMENTS, ERRORS, STREAMED
from presstally.batch.sqlite_table import SqliteTable
from presstally.batch.texts import TextWriter
from presstally.batch.xlsx_table import XlsxTable
from presstally.cells import escape_cell
from presstally.records import FACT_FIELDS, Row, Rows, fact_schema, make_table

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetWriter

_GROUP_ROWS = 2_000
# Characters that JSON allows in a string, but that some readers take for the end of a line.
_LINE_ENDS = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def import_libraries(formats: Iterable[str]) -> None:
    """Import what the formats need, so that the memory of a long run does not grow at its end."""
    if "parquet" in formats:
        import pandas  # noqa: F401  (pyarrow imports it when it makes its first table)
        import pyarrow.parquet  # noqa: F401
    if "xlsx" in formats:
        import xlsxwriter  # noqa: F401


class TableWriter:
    """Writes the tables of one release after the other, so that a run needs no more memory than its largest release.

    Row groups of the Parquet file have a fixed number of rows: the same rows give the same bytes.
    """

    def __init__(self, folder: Path, formats: Iterable[str]) -> None:
        wanted = set(formats)
        self._stack, self._group, self._texts = ExitStack(), list[Row](), TextWriter(folder)
        self._files = {name: self._open(folder / name) for name in (*STREAMED, DOCUMENTS, ERRORS)}
        self._jsonl = self._open(folder / "facts.jsonl") if "jsonl" in wanted else None
        self._csv = csv.writer(self._open(folder / "facts.csv"), lineterminator="\n") if "csv" in wanted else None
        self._parquet = self._open_parquet(folder / "facts.parquet") if "parquet" in wanted else None
        self._xlsx = XlsxTable(folder / "facts.xlsx") if "xlsx" in wanted else None
        self._sqlite = SqliteTable(folder / "facts.sqlite") if "sqlite" in wanted else None
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
            if self._xlsx and kind is None:
                self._xlsx.close()
            if self._sqlite:
                self._sqlite.close(whole=kind is None)

    def add(self, merged: Merged) -> None:
        """Write the next document and what it gives."""
        document = merged.document
        if merged.text is not None:
            document = {**document, "text_file": self._texts.add(document["document"], merged.text)}
        self._files[DOCUMENTS].write(_line(document))
        if merged.failure:
            self._files[ERRORS].write(_line(merged.failure))
        if merged.rows:
            self._add_rows(merged.rows)
        if self._sqlite:
            self._sqlite.add(document, merged.rows)

    def _add_rows(self, rows: Rows) -> None:
        for name, table in zip(STREAMED, (rows.entities, rows.relations, rows.excluded), strict=True):
            self._files[name].writelines(map(_line, table))
        if self._jsonl:
            self._jsonl.writelines(map(_line, rows.facts))
        if self._csv:
            self._csv.writerows([_cell(fact[name]) for name in FACT_FIELDS] for fact in rows.facts)
        if self._xlsx:
            self._xlsx.add(rows.facts)
        self._group += rows.facts if self._parquet else []
        self._write_group(_GROUP_ROWS)

    def _write_group(self, least: int) -> None:
        while self._parquet and len(self._group) >= least:
            self._parquet.write_table(make_table(self._group[:_GROUP_ROWS]))
            del self._group[:_GROUP_ROWS]


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
