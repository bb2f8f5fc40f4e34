"""`presstally catalogue`: the canonical metrics."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

catalogue_app = typer.Typer(no_args_is_help=True, help="Look at, check and extend the catalogue of canonical metrics.")
Configs = Annotated[Path | None, typer.Option(help="Folder made like configs/, with your own catalogue.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")]


@catalogue_app.command("list")
def list_cli(
    under: Annotated[str | None, typer.Option(help="Only this metric and those below it.")] = None,
    configs: Configs = None,
    as_json: AsJson = False,
) -> None:
    """List the metrics with their unit and parent.

    Example: presstally catalogue list --under crime.registered
    """
    from dataclasses import asdict

    from presstally.catalogue import read_catalogue
    from presstally.cli.tables import print_table

    catalogue = read_catalogue(str(configs) if configs else None)
    metrics = catalogue.below(under) if under else list(catalogue.metrics.values())
    if as_json:
        typer.echo(json.dumps([asdict(metric) for metric in metrics], ensure_ascii=False))
        return
    rows = [(m.id, m.unit, m.parent or "", m.label) for m in metrics]
    print_table(f"{len(rows)} metrics", ("id", "unit", "parent", "label"), rows)


@catalogue_app.command("match")
def match_cli(
    words: Annotated[str, typer.Argument(help="The words of a metric.")],
    unit: Annotated[str, typer.Option(help="The unit of the number.")] = "count",
    context: Annotated[str, typer.Option(help="Words of the sentence around.")] = "",
    configs: Configs = None,
    as_json: AsJson = False,
) -> None:
    """Say which metric words name, and how sure that is.

    Example: presstally catalogue match "people were killed" --context "road accidents"
    """
    from presstally.catalogue import read_catalogue

    catalogue = read_catalogue(str(configs) if configs else None)
    around = frozenset(token.name for token in catalogue.parse(context))
    found = catalogue.match(words, unit, around=around)
    concepts = [token.name for token in catalogue.parse(words)]
    if as_json:
        row = {"metric_id": found.metric_id, "confidence": found.confidence, "concepts": concepts}
        typer.echo(json.dumps(row | {"entry": found.metric.id if found.metric else None}, ensure_ascii=False))
        return
    typer.echo(found.metric_id)
    entry = f"{found.metric.label}, {found.confidence:g}" if found.metric else "no entry fits: made of the words"
    typer.echo(f"  {entry}")
    typer.echo(f"  read as: {', '.join(concepts)}")


@catalogue_app.command("check")
def check_cli(configs: Configs = None, as_json: AsJson = False) -> None:
    """Find wordings that two metrics claim, and examples that give another metric; ends with code 6 for any.

    Example: presstally catalogue check --configs myconfigs/
    """
    from presstally.catalogue.check import check_catalogue
    from presstally.cli.tables import print_table
    from presstally.errors import CheckError

    catalogue, findings = check_catalogue(str(configs) if configs else None)
    if as_json:
        rows = [finding.to_row() for finding in findings]
        typer.echo(json.dumps({"metrics": len(catalogue.metrics), "findings": rows}, ensure_ascii=False))
    else:
        typer.echo(f"{len(catalogue.metrics)} metrics, {len(findings)} findings.")
        if findings:
            table = [(f.rule, " ".join(f.ids), f.message) for f in findings]
            print_table("Findings", ("rule", "metrics", "what"), table)
    if findings:
        raise CheckError(f"The catalogue has {len(findings)} findings.", "Correct the files in configs/catalogue.")


@catalogue_app.command("suggest")
def suggest_cli(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of `presstally extract`.")],
    least: Annotated[int, typer.Option("--least", help="Facts that a proposal must have.")] = 2,
    toml: Annotated[Path | None, typer.Option("--toml", help="Write the proposals to this file.")] = None,
    configs: Configs = None,
    as_json: AsJson = False,
) -> None:
    """Group the facts that fit no metric, and propose entries for them. Facts are taken as OUT/corrections.csv says.

    Example: presstally catalogue suggest tables/ --toml proposed.toml
    """
    from presstally.catalogue import read_catalogue
    from presstally.catalogue.suggest import suggest, to_toml
    from presstally.cli.tables import print_table
    from presstally.errors import OutputError
    from presstally.runs import read_corrected_facts

    facts = read_corrected_facts(out)
    proposals, unmatched = suggest(facts, read_catalogue(str(configs) if configs else None), least)
    if toml:
        try:
            toml.write_text(to_toml(proposals), encoding="utf-8")
        except OSError as error:
            raise OutputError(f"{toml} cannot be written: {error.strerror}.", "Name another file.") from error
    if as_json:
        rows = [proposal.to_row() for proposal in proposals]
        typer.echo(json.dumps({"facts": len(facts), "unmatched": unmatched, "proposals": rows}, ensure_ascii=False))
        return
    typer.echo(f"{len(facts)} facts, {unmatched} fit no metric; {len(proposals)} proposals.")
    if proposals:
        table = [(p.facts, p.documents, p.id, p.unit, p.parent or "", p.wordings[0][:60]) for p in proposals]
        print_table("Proposals", ("facts", "releases", "id", "unit", "parent", "wording"), table)
    if toml:
        typer.echo(toml.as_posix())
