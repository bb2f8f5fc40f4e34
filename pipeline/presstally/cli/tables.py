"""Plain tables on stdout, the same wherever they are printed."""

from __future__ import annotations

from collections.abc import Sequence

import typer


def print_table(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a title and aligned columns; numbers to the right, fractions with three digits."""
    cells = [list(head), *([_show(value) for value in row] for row in rows)]
    numeric = [bool(rows) and all(isinstance(row[i], int | float) for row in rows) for i in range(len(head))]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    typer.echo(f"\n{title}")
    for row in cells:
        columns = zip(row, widths, numeric, strict=True)
        typer.echo("  ".join(c.rjust(w) if right else c.ljust(w) for c, w, right in columns).rstrip())


def print_markdown(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a title and a Markdown table."""
    typer.echo(f"\n**{title}**\n")
    for cells in (head, ["---"] * len(head), *rows):
        typer.echo("| " + " | ".join(_show(cell).replace("|", "\\|") for cell in cells) + " |")


def _show(value: object) -> str:
    text = f"{value:.3f}" if isinstance(value, float) else str(value)
    return " ".join(text.split())
