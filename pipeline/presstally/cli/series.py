"""`presstally series`: one line a metric, place, body and part of the year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

SHOWN = 60


def series_cli(
    run: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of `presstally extract`.")],
    metric: Annotated[str | None, typer.Option(help="Only this metric and those below it.")] = None,
    place: Annotated[str | None, typer.Option(help="Only this place.")] = None,
    told: Annotated[bool, typer.Option("--told", help="Leave out values that are computed.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Folder for the tables. [default, where nothing is left out: OUT/series]"),
    ] = None,
    configs: Annotated[Path | None, typer.Option(help="Folder made like configs/, with your own catalogue.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows as JSON; write only with --out.")] = False,
) -> None:
    """Write the facts of a run as time series.

    Each value that was published for a period is kept; nine months and a whole year never stand in one line.

    Example: presstally series tables/ --metric crime.registered
    """
    from presstally.runs import read_run
    from presstally.series.series import make_series, write_series

    found = read_run(run)
    rows = make_series(
        found, configs=str(configs) if configs else None, metric=metric, place=place, with_derived=not told
    )
    whole = metric is None and place is None and not told
    files = write_series(rows, out or run / "series") if out or (whole and not as_json) else []
    if as_json:
        import json

        typer.echo(json.dumps({"files": [path.as_posix() for path in files], "rows": rows}, ensure_ascii=False))
        return
    if not whole:
        _print(rows)
    for path in files:
        typer.echo(path.as_posix())


def _print(rows: list[dict[str, object]]) -> None:
    from presstally.cli.tables import print_table

    names = ("metric_id", "place", "span", "period_start", "period_end", "value", "unit", "vintage", "derived")
    table = [[row[name] for name in names] for row in rows[:SHOWN]]
    print_table(f"{len(rows)} values", names, table)
    if len(rows) > SHOWN:
        typer.echo(f"... and {len(rows) - SHOWN} more in the files.")
