"""`presstally evaluate`: the scores of a model on annotated releases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from presstally.loading import DEFAULT_MODEL


def evaluate_cli(
    annotations: Annotated[
        Path, typer.Option(help="Annotated releases: doccano JSONL, markup .txt, .gold, or a folder of them.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for evaluation.html and scores.json.")],
    model: Annotated[str, typer.Option(help="`minilm`, `rules`, or the folder of a trained model.")] = DEFAULT_MODEL,
    other: Annotated[
        str | None, typer.Option("--compare", metavar="MODEL", help="Say whether this model is better than --model.")
    ] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Use models that did not come with presstally.")] = False,
    texts: Annotated[
        Path | None, typer.Option(help="Texts of a .gold file. [default: the folder texts beside it]")
    ] = None,
    part: Annotated[str | None, typer.Option(help="Score only this part: train, dev or test.")] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option("--fail-under", metavar="SCORE=LIMIT", help="End with code 6 where a score is lower; repeatable."),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the tables as Markdown.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON instead of tables.")] = False,
) -> None:
    """Score a model on annotated releases.

    Mentions, values, relations and facts, with intervals, by kind of number and release, and every error in its
    sentence.

    Example: presstally evaluate --annotations annotations/gold --part dev --out scores/
    """
    from presstally.evaluation.evaluate import check_gates
    from presstally.evaluation.run import evaluate_path

    outcome = evaluate_path(annotations, out, model=model, other=other, texts=texts, part=part, trust=trust)
    if as_json:
        import json

        files = [path.as_posix() for path in outcome.files]
        report = {key: value for key, value in outcome.report.items() if key not in ("errors", "name_errors")}
        typer.echo(json.dumps({"files": files, **report}, ensure_ascii=False))
    else:
        _print(outcome.report, markdown)
        for path in outcome.files:
            typer.echo(path.as_posix())
    check_gates(outcome.report, fail_under or [])


def _print(report: dict[str, Any], markdown: bool) -> None:
    from presstally.cli.tables import print_markdown, print_table
    from presstally.evaluation.tables import comparison_table, report_tables

    show = print_markdown if markdown else print_table
    typer.echo(f"{report['releases']} releases, {report['gold']} gold facts, {report['predicted']} predicted.")
    for table in report_tables(report):
        if table[0] != "By release":  # long; it stands in the files
            show(*table)
    if "comparison" in report:
        show(*comparison_table(report))
