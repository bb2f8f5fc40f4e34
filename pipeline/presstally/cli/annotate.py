"""`presstally annotate`: work with annotated releases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presstally.cli.annotate_files import export_cli, import_cli
from presstally.cli.annotate_select import select_cli

if TYPE_CHECKING:
    from presstally.corpus.checks import CheckReport

annotate_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Work with annotated releases.")


annotate_app.command("export")(export_cli)
annotate_app.command("import")(import_cli)
annotate_app.command("select")(select_cli)


@annotate_app.callback()
def annotate_root() -> None:
    """Hold the commands."""


@annotate_app.command("check")
def check_cli(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="doccano JSONL, markup .txt, or folders of them.")
    ],
    accepted: Annotated[
        Path | None, typer.Option(help="Findings taken for right, lines of `rule | document | words | why`.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Take warnings for errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON instead of lines.")] = False,
) -> None:
    """Check annotations: spans, relations, values, numbers left out, duplicates, leaks between the parts.

    Ends with code 6 where there are errors.

    Example: presstally annotate check annotations/gold
    """
    from presstally.corpus.accepted import read_accepted
    from presstally.corpus.checks import check_annotations
    from presstally.corpus.tokens import make_fits
    from presstally.errors import CheckError

    report = check_annotations(paths, make_fits(), read_accepted(accepted) if accepted else None)
    if as_json:
        import json

        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False))
    else:
        _print(report)
    told = report.to_dict()
    bad = told["errors"] + (told["warnings"] + len(told["stale"]) if strict else 0)
    if bad:
        raise CheckError(f"{bad} places break a rule.", "docs/evaluation.md says what each rule asks for.")


@annotate_app.command("agree")
def agree_cli(
    first: Annotated[
        Path, typer.Argument(metavar="FIRST", help="Annotations of the first hand, or a doccano export of two.")
    ],
    second: Annotated[
        Path | None, typer.Argument(metavar="[SECOND]", help="Annotations of the same texts by another hand.")
    ] = None,
    annotators: Annotated[
        str, typer.Option(help="Which two of an export, with a comma between: alice,bob.", metavar="NAMES")
    ] = "",
    places: Annotated[bool, typer.Option("--list", help="List the disagreements, each in its sentence.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the tables as Markdown.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print scores and disagreements as JSON.")] = False,
) -> None:
    """Tell how far two annotators agree on mentions, relations and facts, and where they do not.

    Example: presstally annotate agree annotations/markup/t1 annotations/blind
    """
    from presstally.cli.tables import print_markdown, print_table
    from presstally.doccano.hands import read_pair
    from presstally.evaluation.agreement import score_agreement
    from presstally.evaluation.disagreements import disagreement_lines, list_disagreements
    from presstally.evaluation.tables import agreement_tables

    names = [name.strip() for name in annotators.split(",") if name.strip()]
    report = score_agreement(*read_pair(first, second, names))
    differing = list_disagreements(report)
    if as_json:
        import json

        told = {key: value for key, value in report.items() if key not in ("errors", "name_errors")}
        typer.echo(json.dumps({**told, "disagreements": differing}, ensure_ascii=False))
        return
    typer.echo(
        f"{report['releases']} releases: {report['gold']} facts of the first, {report['predicted']} of the second."
    )
    for table in agreement_tables(report):
        (print_markdown if markdown else print_table)(*table)
    typer.echo(f"\n{len(differing)} disagreements{':' if places else '; --list shows them.'}")
    for line in disagreement_lines(differing) if places else ():
        typer.echo(line)


def _print(report: CheckReport) -> None:
    for finding in report.findings:
        typer.echo(f"{finding.place}: {finding.severity}: {finding.rule}: {finding.message}")
    told = report.to_dict()
    for entry in told["stale"]:
        typer.echo(f"accepted, but found no more: {entry}")
    typer.echo(
        f"{told['files']} files, {told['releases']} releases, {told['facts']} facts: "
        f"{told['errors']} errors, {told['warnings']} warnings, {told['accepted']} accepted."
    )
    for rule, count in told["rules"].items():
        typer.echo(f"  {rule}: {count}")
