"""Text cells of CSV files that no spreadsheet takes for a formula, and the way back."""

from __future__ import annotations

import re

# The characters with which spreadsheets begin a formula (full-width forms too), after quotes that stand there already.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def escape_cell(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run; other texts stay as they are."""
    return "'" + text if _FORMULA.match(text) else text


def unescape_cell(cell: str) -> str:
    """Undo `escape_cell`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
