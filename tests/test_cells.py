"""Cells that a spreadsheet would run, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presstally.cells import escape_cell, unescape_cell

CELLS = [
    ("crimes", "crimes"),
    ("", ""),
    ("=1+1", "'=1+1"),
    ("+994 12", "'+994 12"),
    ("-", "'-"),
    ("@cmd", "'@cmd"),
    ("\t=1", "'\t=1"),
    ("＝1", "'＝1"),
    ("'=1", "''=1"),
    ("'quoted'", "'quoted'"),
    ("a=1", "a=1"),
]


@pytest.mark.parametrize(("text", "cell"), CELLS)
def test_cells(text: str, cell: str) -> None:
    assert escape_cell(text) == cell
    assert unescape_cell(cell) == text


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert unescape_cell(escape_cell(text)) == text
    assert escape_cell(text)[:1] not in set("=+-@\t\r＝＋－＠")
