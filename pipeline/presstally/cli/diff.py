"""`presstally diff`: what changed between two runs of `extract`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def diff_cli(
    first: Annotated[Path, typer.Argument(metavar="OUT1", help="Output folder of the first run.")],
    second: Annotated[Path, typer.Argument(metavar="OUT2", help="Output folder of the second run.")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Folder for diff.html and diff.json.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON instead of tables.")] = False,
) -> None:
    """Show which facts were added, dropped or changed between two runs.

    Example: presstally diff tables-before/ tables-after/ --out diff/
    """
    from presstally.cli.tables import print_table
    from presstally.evaluation.diff import diff_runs
    from presstally.evaluation.diff_page import diff_tables, make_diff_page
    from presstally.evaluation.files import to_json, write_report

    report = diff_runs(first, second)
    files = write_report(out, {"diff.json": to_json(report), "diff.html": make_diff_page(report)}) if out else []
    if as_json:
        import json

        typer.echo(json.dumps({"files": [path.as_posix() for path in files], **report}, ensure_ascii=False))
        return
    for name in ("first", "second"):
        for document in report[f"only_{name}"]:
            typer.echo(f"Note: only the {name} run has read {document}.", err=True)
    for table in diff_tables(report):
        print_table(*table)
    for path in files:
        typer.echo(path.as_posix())
