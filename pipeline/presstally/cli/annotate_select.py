"""`presstally annotate select`: what to annotate next."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from presstally.cli.annotate_files import tell_failures
from presstally.cli.progress import show_progress
from presstally.loading import DEFAULT_MODEL


def select_cli(
    releases: Annotated[
        list[Path], typer.Argument(metavar="RELEASES...", help=".txt releases, folders of them, or JSONL, one a line.")
    ],
    count: Annotated[int, typer.Option("-n", "--count", help="How many to select.")] = 20,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="JSONL of the selected, for `export` and `push`.")
    ] = None,
    annotations: Annotated[
        Path | None, typer.Option(help="What is annotated already. [default: annotations/gold where it is there]")
    ] = None,
    seed: Annotated[int, typer.Option(help="Of the random tenth.")] = 0,
    metadata: Annotated[Path | None, typer.Option(help="CSV of what is known of the releases.")] = None,
    model: Annotated[str, typer.Option(help="`minilm`, or the folder of a trained model.")] = DEFAULT_MODEL,
    trust: Annotated[bool, typer.Option("--trust", help="Use a model that did not come with presstally.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the selection as JSON.")] = False,
) -> None:
    """Rank releases by what annotating them would teach, and say why each was chosen.

    A tenth is drawn at random and set apart for evaluation (part dev). No two of the selected are near-duplicates.

    Example: presstally annotate select releases/ -n 20 --out selected.jsonl
    """
    from dataclasses import asdict

    from presstally.cli.tables import print_table
    from presstally.doccano.drafts import find_drafts
    from presstally.doccano.rows import write_rows
    from presstally.doccano.selection import read_candidates, read_known, select, to_rows

    gold = Path("annotations/gold")
    known = read_known(annotations or (gold if gold.is_dir() else None))
    with show_progress("read", quiet) as watch:
        found, readings, failures = read_candidates(find_drafts(releases, metadata), model, watch, trust)
    chosen = select(readings, known, count, seed)
    if out:
        write_rows(out, to_rows(chosen, found))
    tell_failures(failures)
    if as_json:
        import json

        typer.echo(json.dumps([asdict(choice) for choice in chosen], ensure_ascii=False))
    else:
        head = ["release", "part", "numbers", "gain", "why"]
        rows = [[choice.name, choice.part, choice.numbers, choice.gain, choice.why] for choice in chosen]
        print_table(f"{len(chosen)} of {len(readings)} releases", head, rows)
        if out:
            typer.echo(out.as_posix())
    if failures:
        raise typer.Exit(1)
