"""Units that the head of a table's row or column states for its cells: "Solved, % | 79,8 | 77,4"."""

from __future__ import annotations

import re

from presstally.measures.units import find_unit

_CELL_END = re.compile(r"\||\t")
_STATED = re.compile(r"(?:[,(]\s*|\bin )(%|per ?cent|[A-Za-z²0-9]+)\s*\)?\s*$|(%|per ?cent)", re.IGNORECASE)


def find_table_unit(text: str, at: int) -> str | None:
    """Return the canonical unit that a table states for the cell that holds position `at` of a text, else None.

    A table is a run of lines with two or more `|` or tabs. A signed number in a row of percentages is a difference in
    percentage points. The row's head goes before the column's.
    """
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    cells, column = _CELL_END.split(line), len(_CELL_END.findall(text[start:at]))
    if len(cells) < 3:
        return None
    first = 1 if not cells[0].strip() else 0
    if column > first and (unit := _stated(cells[first])):
        signed = cells[column].strip()[:1] in ("+", "-", "−", "–")
        return "percentage_point" if signed and unit == "percent" else unit
    head = _head_of(text, start)
    return _stated(head[column]) if head and column < len(head) else None


def _head_of(text: str, start: int) -> list[str] | None:
    """Return the cells of the first line of the table that the line at `start` belongs to."""
    head = None
    while start > 0:
        before = text.rfind("\n", 0, start - 1) + 1
        cells = _CELL_END.split(text[before : start - 1])
        if len(cells) < 3:
            break
        head, start = cells, before
    return head


def _stated(cell: str) -> str | None:
    found = _STATED.search(cell.strip())
    unit = find_unit(found[1] or found[2]) if found else None
    return unit.name if unit and unit.factor == 1 else None
