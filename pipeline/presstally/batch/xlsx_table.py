"""Facts -> an Excel workbook: texts are texts, numbers are numbers, and the same rows give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from presstally.batch.columns import DAY, FACTS
from presstally.errors import OutputError
from presstally.records import FACT_FIELDS, Row

_ROWS = 1_048_575  # of a sheet, under its heading (Excel's specification)
_CELL = 32_767  # characters of a cell (Excel's specification)
_CUT = "…"
_CREATED = datetime(2000, 1, 1)  # a workbook that tells when it was made would never be the same twice
_WIDE = {"document": 24, "metric": 40, "sentence": 60, "title": 40, "metric_id": 28}


class XlsxTable:
    """Writes facts into `path`; a further sheet begins where one is full."""

    def __init__(self, path: Path) -> None:
        try:
            import xlsxwriter
        except ImportError as error:
            raise OutputError(
                "Excel files need XlsxWriter, which is not installed.",
                "Install it: pip install 'presstally[xlsx]', or leave xlsx out of --format.",
            ) from error
        # A text that begins with = or a web address stays text.
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties({"created": _CREATED})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._days = [column.type == DAY for column in FACTS]
        self._sheets = 0
        self._add_sheet()

    def _add_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet("facts" if self._sheets == 1 else f"facts {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for at, name in enumerate(FACT_FIELDS):
            self._sheet.set_column(at, at, _WIDE.get(name, 12))
            self._sheet.write_string(0, at, name)
        self._row = 0

    def add(self, facts: Iterable[Row]) -> None:
        """Write the facts of the next release."""
        for fact in facts:
            if self._row == _ROWS:
                self._add_sheet()
            self._row += 1
            for at, name in enumerate(FACT_FIELDS):
                if fact[name] is not None:
                    self._write(at, fact[name])

    def _write(self, at: int, value: Any) -> None:
        if self._days[at] and value >= "1900-03-01":  # before it, Excel counts a day that never was
            self._sheet.write_datetime(self._row, at, date.fromisoformat(value), self._day)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._row, at, value)
        else:
            text = value if isinstance(value, str) else json.dumps(value)
            self._sheet.write_string(self._row, at, text if len(text) <= _CELL else text[: _CELL - 1] + _CUT)

    def close(self) -> None:
        """Write the workbook; raises OSError where that fails."""
        from xlsxwriter.exceptions import XlsxFileError

        try:
            self._book.close()
        except XlsxFileError as error:
            raise OSError(0, str(error)) from error
