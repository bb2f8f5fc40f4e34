"""Units that a table states for its cells: "Solved, % | 79,8 | 77,4", "Cocaine (t)", a caption "..., per cent"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from presstally.measures.modifiers import read_rate_base
from presstally.measures.units import find_unit

_CELL_END = re.compile(r"\||\t")
_SEMICOLON = re.compile(r";")
_UNIT = r"%|per ?cent|[A-Za-z²0-9]+"
_SCALE = r"(?P<scale>(?:thousand|million|billion)s?|mln|bln)"
_STATED = re.compile(
    rf"(?:[,(]\s*|\bin )(?:{_SCALE}\b\s*)?(?:of )?(?P<unit>{_UNIT})?\s*\)?\s*:?\s*$|(?P<share>%|per ?cent)",
    re.IGNORECASE,
)
_CAPTION = re.compile(rf"[,(]\s*(?:in )?(?:{_SCALE}\b\s*)?(?:of )?(?P<unit>{_UNIT})?\s*\)?\s*:?\s*$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:change|difference|var\.|variation|growth|dynamics|increase/decrease|diff\.?)(?!\w)|\+/-", re.I
)
_WORDS = re.compile(r"[A-Za-z]{2}")


class TableUnit(NamedTuple):
    """What a table states for a cell: the words of the unit, and the word of the scale; either may be empty."""

    unit: str = ""
    scale: str = ""


class Row(NamedTuple):
    """A line of a table: where it begins in the text, its cells, and the sign between them."""

    start: int
    cells: list[str]
    sign: re.Pattern[str]


def find_table_unit(text: str, at: int) -> TableUnit | None:
    """Return what a table states for the cell that holds position `at` of a text, else None.

    A table is a run of lines with two or more `|` or tabs, or with as many semicolons each. A signed number in a row of
    percentages is a difference in percentage points. The row's head goes before the column's, that before the caption.
    """
    row = _row_at(text, at)
    if row is None:
        return None
    column = len(row.sign.findall(text[row.start : at]))
    for cell in reversed(row.cells[:column]):
        if _WORDS.search(cell) and (stated := _stated(cell, _STATED)):
            signed = row.cells[column].strip()[:1] in ("+", "-", "−", "–")
            return TableUnit("percentage_point") if signed and find_unit(stated.unit) == find_unit("%") else stated
    head, caption = _above(text, row)
    if head and column < len(head) and (stated := _stated(head[column], _STATED)):
        return stated
    return _stated(caption, _CAPTION) if head else None


def find_table_base(text: str, at: int) -> float | None:
    """Return the base of the rates in the column at position `at`, as its head states it ("per 10,000 people")."""
    row = _row_at(text, at)
    head = _above(text, row)[0] if row else None
    if row is None or head is None:
        return None
    column = len(row.sign.findall(text[row.start : at]))
    stated = read_rate_base(head[column]) if column < len(head) else None
    return stated[2] if stated else None


def is_change_column(text: str, at: int) -> bool:
    """Return whether the head of the column at position `at` says that its numbers are changes."""
    row = _row_at(text, at)
    if row is None:
        return False
    head = _above(text, row)[0]
    column = len(row.sign.findall(text[row.start : at]))
    return bool(head and column < len(head) and _CHANGE.search(head[column]))


def is_cell(text: str, at: int) -> bool:
    """Return whether position `at` of a text stands in a line of a table."""
    return _row_at(text, at) is not None


def has_tables(text: str) -> bool:
    """Return whether a text may hold a table at all."""
    return "|" in text or "\t" in text or text.count(";") > 3


def _row_at(text: str, at: int) -> Row | None:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    for sign in (_CELL_END, _SEMICOLON):
        cells = sign.split(line)
        if len(cells) >= 3 and (sign is _CELL_END or _has_neighbour(text, start, end, cells)):
            return Row(start, cells, sign)
    return None


def _has_neighbour(text: str, start: int, end: int, cells: list[str]) -> bool:
    """Return whether a line next to one with semicolons has as many of them: only then are they a table's."""
    if max(map(len, cells)) > 40:
        return False
    before = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)]
    below = text.find("\n", end + 1)
    behind = text[end + 1 : below if below >= 0 else len(text)] if end >= 0 else ""
    return any(line.count(";") == len(cells) - 1 for line in (before, behind))


def _above(text: str, row: Row) -> tuple[list[str] | None, str]:
    """Return the cells of the first line of a row's table, None for that line itself, and the line before the table."""
    known = _tops(text, row.sign)
    passed, at, cells = [], row.start, row.cells
    while at not in known:
        passed.append(at)
        before = text.rfind("\n", 0, at - 1) + 1 if at else 0
        above = row.sign.split(text[before : at - 1]) if at else []
        if len(above) < 3:
            known[at] = Top(at, cells, _line_before(text, at))
        else:
            at, cells = before, above
    top = known[at]
    known.update(dict.fromkeys(passed, top))
    return top.cells if top.start < row.start else None, top.caption


class Top(NamedTuple):
    """Where a table begins, the cells of its first line, and the line before it."""

    start: int
    cells: list[str]
    caption: str


@lru_cache(maxsize=2)
def _tops(text: str, sign: re.Pattern[str]) -> dict[int, Top]:
    """Return what is known of the tables of a text, by where their lines begin: a long one is climbed once."""
    return {}


def _line_before(text: str, start: int) -> str:
    end = start
    while end and text[end - 1].isspace():
        end -= 1
    return text[text.rfind("\n", 0, end) + 1 : end] if text.count("\n", end, start) < 3 else ""


def _stated(cell: str, form: re.Pattern[str]) -> TableUnit | None:
    found = form.search(cell.strip())
    if not found:
        return None
    named = found.groupdict()
    words, scale = named["unit"] or named.get("share") or "", named["scale"] or ""
    unit = words if find_unit(words) else ""
    return TableUnit(unit, scale.lower().rstrip("s")) if unit or scale else None
