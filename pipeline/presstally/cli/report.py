"""`presstally report`: one page that shows a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def report_cli(
    run: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of `presstally extract`.")],
    releases: Annotated[
        Path | None, typer.Option(help="Folder of the releases, to show their texts and what no row holds.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The page. [default: OUT/report.html]")] = None,
    title: Annotated[str, typer.Option(help="Title of the page. [default: the name of OUT]")] = "",
    configs: Annotated[Path | None, typer.Option(help="Folder made like configs/, with your own catalogue.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notices on stderr.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the file and its counts as JSON.")] = False,
) -> None:
    """Write a run as one HTML page that opens from disk: charts, all facts, releases, findings.

    Example: presstally report tables/ --releases releases/
    """
    from rich.console import Console

    from presstally.report.report import write_report

    with Console(stderr=True, quiet=quiet).status("Writing the report"):
        own = str(configs) if configs else None
        path, counts = write_report(run, out, releases=releases, configs=own, title=title)
    missing = counts["releases"] - counts["releases_with_text"]
    if missing and not quiet:
        typer.echo(
            f"Note: {missing} releases are shown without their text: name their folder with --releases.", err=True
        )
    if as_json:
        import json

        typer.echo(json.dumps({"files": [path.as_posix()], "counts": counts}, ensure_ascii=False))
    else:
        typer.echo(path.as_posix())
