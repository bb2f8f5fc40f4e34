"""`presstally retrain`: new annotations in, a better model out, or the old one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from presstally.cli.training_options import Alone, Companion, Encoder, Seed, Vectors, WithVectors, find_companions
from presstally.loading import DEFAULT_MODEL


def retrain_cli(
    inbox: Annotated[Path, typer.Option(help="Folder of new annotations: JSONL of the gold format.")] = Path(
        "annotations/inbox"
    ),
    annotations: Annotated[
        list[Path] | None,
        typer.Option(help="Annotated releases so far, repeatable. [default: annotations/markup]", show_default=False),
    ] = None,
    merged: Annotated[
        Path | None, typer.Option(help="Folder of used files, read as well. [default: merged beside the inbox]")
    ] = None,
    config: Annotated[Path | None, typer.Option(help="Training config. [default: that of the current model]")] = None,
    model: Annotated[str, typer.Option(help="The current model: a name or a folder.")] = DEFAULT_MODEL,
    trust: Annotated[bool, typer.Option("--trust", help="Use a model that did not come with presstally.")] = False,
    margin: Annotated[
        float, typer.Option(help="How much lower F1 of facts may be where the bootstrap finds it even.", min=0.0)
    ] = 0.01,
    accepted: Annotated[
        Path | None, typer.Option(help="Findings taken for right, lines of `rule | document | words | why`.")
    ] = None,
    seed: Seed = None,
    encoder: Encoder = None,
    with_vectors: WithVectors = False,
    vectors: Vectors = None,
    companion: Companion = None,
    alone: Alone = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no notices.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON instead of lines.")] = False,
) -> None:
    """Train on new annotations and promote the model if it is not worse.

    The inbox is checked and merged, the new model compared with the current one on dev. Interrupted, it leaves the
    current model and the inbox as they are.

    Example: presstally retrain --inbox annotations/inbox --model models/cnn
    """
    from presstally.cli.train import show_training
    from presstally.corpus.accepted import read_accepted
    from presstally.training.recipe import Recipe, find_config
    from presstally.training.retrain import Folders, config_of, find_model, retrain

    current = find_model(model, trust)
    recipe = Recipe(
        find_config(config) if config else config_of(current),
        seed,
        encoder,
        vectors,
        with_vectors,
        companions=find_companions(companion, alone),
    )
    folders = Folders(inbox, tuple(annotations or [Path("annotations/markup")]), merged or inbox.parent / "merged")
    known = read_accepted(accepted) if accepted else None
    with show_training(quiet) as listener:
        report = retrain(folders, recipe, current, accepted=known, margin=margin, listener=listener)
    if as_json:
        import json

        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    if not quiet:
        for row in report["warnings"]:
            typer.echo(f"Note: {row['file']}:{row['document']}: {row['rule']}: {row['message']}", err=True)
    _print(report)


def _print(report: dict[str, Any]) -> None:
    from presstally.cli.tables import print_table

    before, after = report["data_before"], report["data"]
    typer.echo(f"{len(report['new'])} new releases, {len(report['replaced'])} replaced.")
    rows = [[part, before[part]["facts"], after[part]["facts"]] for part in ("train", "dev", "test")]
    print_table("Annotated facts", ["part", "before", "now"], rows)
    comparison = [[name, *row.values()] for name, row in report["comparison"].items()]
    print_table(
        "Current model (first) and new one (second) on dev",
        ["score", *next(iter(report["comparison"].values()))],
        comparison,
    )
    typer.echo(f"\n{'Promoted' if report['promoted'] else 'Not promoted'}: {report['why']}")
    typer.echo(report["model"])
