"""What the README shows is what the program gives."""

from __future__ import annotations

from pathlib import Path

from presstally.batch.frame import extract
from presstally.schemas import Fact

ROOT = Path(__file__).parents[1]


def read_picture() -> list[list[str]]:
    """Return the rows of the README's table of facts, its head first."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("    ") and " | " in line]
    assert rows[0][:2] == ["quantity", "value"]
    return rows


def test_the_rows_of_the_picture() -> None:
    names, *shown = read_picture()
    assert len(shown) >= 5
    frame = extract(ROOT / "samples" / "board-meeting-nine-months.txt").set_index("quantity", drop=False)
    for cells in shown:
        fact = frame.loc[cells[0]]
        assert [_show(fact[name]) for name in names] == cells


def _show(value: object) -> str:
    if value != value:  # null
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value).removesuffix(" 00:00:00")


def test_every_column_is_told() -> None:
    for page in ("README.md", "docs/table.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert [name for name in Fact.__dataclass_fields__ if f"`{name}`" not in text] == [], page
