"""`presstally show`: one release in the terminal."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from presstally.errors import UsageError
from presstally.loading import DEFAULT_MODEL

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text
    from spacy.tokens import Doc

STYLES = {
    "QUANTITY": "bold green",
    "DATE": "cyan",
    "PERSON": "magenta",
    "ORG": "blue",
    "LOC": "yellow",
    "METRIC": "underline",
}
QUIET_STYLES = {"excluded": "dim strike", "furniture": "dim"}
WIDE = 100  # columns of a terminal from which all columns of the table fit
PIPED = 160  # columns where no terminal says how many there are
# Control characters of a text must not reach the terminal; each is shown as one mark, so that offsets hold.
_CONTROLS = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def show_cli(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .txt release.")],
    metadata: Annotated[
        Path | None, typer.Option(help="CSV as for extract. [default: metadata.csv beside FILE]")
    ] = None,
    model: Annotated[str, typer.Option(help="`minilm`, `rules`, or the folder of a trained model.")] = DEFAULT_MODEL,
    trust: Annotated[bool, typer.Option("--trust", help="Use a model that did not come with presstally.")] = False,
) -> None:
    """Show one release: its mentions and its facts.

    Example: presstally show releases/board-meeting.txt
    """
    if file.is_dir():
        raise UsageError(f"{file} is a folder.", "Name one .txt release; for folders there is `presstally extract`.")
    from rich.console import Console

    from presstally.batch.single import read_file

    doc, facts = read_file(file, metadata, model, trust)
    console = Console()
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED
    plain = not console.is_terminal or console.no_color
    console.print(mark_mentions(doc, plain), soft_wrap=not console.is_terminal)
    console.print(make_legend(plain))
    if facts:
        console.print(make_table(facts, console))
    console.print(f"{len(facts)} facts")


def mark_mentions(doc: Doc, plain: bool) -> Text:
    """Return the text with its mentions coloured; where none is seen (`plain`), as `[words LABEL]`."""
    from rich.text import Text

    text = doc.text.replace("\r\n", " \n").translate(_CONTROLS)
    if plain:
        return Text(_bracket(text, doc))
    shown = Text(text)
    for name, style in QUIET_STYLES.items():
        for span in doc.spans.get(name, ()):
            shown.stylize(style, span.start_char, span.end_char)
    for span in [*doc.spans.get("metric", ()), *doc.ents]:
        style = STYLES.get(span.label_ or "METRIC", STYLES["METRIC"])
        shown.stylize(style, span.start_char, span.end_char)
    return shown


def _bracket(text: str, doc: Doc) -> str:
    pieces, at = [], 0
    for span in doc.ents:
        pieces += [text[at : span.start_char], f"[{text[span.start_char : span.end_char]} {span.label_}]"]
        at = span.end_char
    return "".join([*pieces, text[at:]])


def make_legend(plain: bool) -> Text:
    """Return one line that says which colour is what; nothing where labels stand in the text."""
    from rich.text import Text

    if plain:
        return Text("")
    return Text("  ").join(Text(name, style=style) for name, style in {**STYLES, **QUIET_STYLES}.items())


def make_table(facts: list[dict[str, Any]], console: Console) -> Table:
    """Return the facts as a table with as many columns as the terminal holds."""
    from rich import box
    from rich.table import Table

    wide = console.width >= WIDE
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("quantity", justify="right", style=STYLES["QUANTITY"], overflow="fold")
    table.add_column("reading", overflow="fold")
    table.add_column("metric", overflow="fold", ratio=1 if wide else None)
    if wide:
        table.add_column("metric_id", overflow="fold")
    table.add_column("period", overflow="fold")
    if wide:
        table.add_column("score", justify="right")
    for fact in facts:
        cells = [fact["quantity"], _reading(fact), fact["metric"]]
        cells += [fact["metric_id"], _period(fact), f"{fact['score']:.2f}"] if wide else [_period(fact)]
        table.add_row(*(_plain(cell) for cell in cells))
    return table


def _plain(cell: str) -> Text:
    from rich.text import Text

    return Text(" ".join(cell.split()).translate(_CONTROLS))


def _reading(fact: dict[str, Any]) -> str:
    value = (
        f"{fact['value']:,.10g}" if fact["value_high"] is None else f"{fact['value']:,.10g}–{fact['value_high']:,.10g}"
    )
    parts = [fact["modifier"], value, None if fact["unit"] == "count" else fact["unit"], fact["direction"]]
    return " ".join(part.replace("_", " ") for part in parts if part)


def _period(fact: dict[str, Any]) -> str:
    start, end = fact["period_start"], fact["period_end"]
    return "" if not start else start if start == end else f"{start} – {end}"
