"""`presstally corrections`: what reviewers said of facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

corrections_app = typer.Typer(no_args_is_help=True, help="Mark facts wrong or set their metric, in a way that lasts.")
Out = Annotated[Path, typer.Argument(metavar="OUT", help="Output folder of `presstally extract`.")]
File = Annotated[Path | None, typer.Option("--file", help="The corrections file. [default: OUT/corrections.csv]")]
Releases = Annotated[Path | None, typer.Option(help="Folder of the .txt releases that were read.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@corrections_app.command("init")
def init_cli(
    out: Out,
    file: File = None,
    review: Annotated[bool, typer.Option("--review", help="Only facts that need review.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a CSV with a row for each fact, to fill in; what it said before stays.

    Example: presstally corrections init tables/ --review
    """
    from presstally.corrections import FILE, make_template, read_corrections, write_corrections
    from presstally.runs import read_facts, read_hashes

    path = file or out / FILE
    known = read_corrections(path) if path.is_file() else {}
    facts = [row for row in read_facts(out) if row["needs_review"] or not review]
    rows = make_template(facts, read_hashes(out), known)
    write_corrections(path, rows)
    typer.echo(
        json.dumps({"file": path.as_posix(), "rows": len(rows), "kept": len(known)}) if as_json else path.as_posix()
    )


@corrections_app.command("check")
def check_cli(out: Out, file: File = None, as_json: AsJson = False) -> None:
    """Say what the corrections of a run do, and which of them meet no fact any more; ends with code 6 for those.

    Example: presstally corrections check tables/
    """
    from presstally.corrections import FILE, WRONG, follow_duplicates, read_corrections
    from presstally.errors import CheckError
    from presstally.runs import read_run

    corrections = read_corrections(file or out / FILE)
    run = read_run(out, file)
    placed = follow_duplicates(corrections, run.duplicates)
    met = {placed[key].key for key in run.places & placed.keys()}
    wrong = [key for key in met if corrections[key].verdict == WRONG]
    lost = sorted(set(corrections) - met)
    counts = {"corrections": len(corrections), "met": len(met), "wrong": len(wrong), "lost": len(lost)}
    if as_json:
        typer.echo(json.dumps(counts | {"lost_keys": lost}))
    else:
        typer.echo(f"{len(corrections)} corrections: {len(met)} meet a fact, {len(wrong)} of them mark it wrong.")
        for sha, start, end in lost:
            typer.echo(f"No fact at {start}-{end} of the release {sha[:12]}.", err=True)
    if lost:
        raise CheckError(f"{len(lost)} corrections meet no fact.", "The release or the borders changed; look at them.")


@corrections_app.command("apply")
def apply_cli(
    out: Out,
    target: Annotated[Path, typer.Option("--out", "-o", help="Folder for the corrected facts.")],
    file: File = None,
    as_json: AsJson = False,
) -> None:
    """Write the facts as corrected: facts.jsonl, facts.csv and excluded.jsonl.

    `extract` writes its tables as corrected by itself; this is for tables that it is not to write again.

    Example: presstally corrections apply tables/ --out corrected/
    """
    from presstally.runs import read_run, write_run

    run = read_run(out, file)
    files = write_run(run, target)
    names = [path.as_posix() for path in files]
    typer.echo(json.dumps({"files": names, "facts": len(run.facts)}) if as_json else "\n".join(names))


@corrections_app.command("collect")
def collect_cli(
    out: Out,
    annotations: Annotated[Path, typer.Option(help="Annotated releases, such as what `doccano pull` wrote.")],
    releases: Releases = None,
    file: File = None,
    as_json: AsJson = False,
) -> None:
    """Take corrections from annotated releases, matched by their text; what the file said before is outranked.

    Example: presstally corrections collect tables/ --annotations pulled/ --releases releases/
    """
    from presstally.audit.ledger import read_texts
    from presstally.audit.reviewed import collect
    from presstally.corpus.sources import read_annotations
    from presstally.corrections import FILE, add_collected, read_corrections, to_row, write_corrections
    from presstally.runs import read_run

    path = file or out / FILE
    known = read_corrections(path) if path.is_file() else {}
    run = read_run(out, path, corrected=bool(known))
    found = collect(run, read_annotations(annotations), read_texts(run, releases))
    write_corrections(path, [to_row(key, correction) for key, correction in add_collected(known, found).items()])
    counts = {"file": path.as_posix(), "collected": len(found), "kept": len(set(known) - set(found))}
    typer.echo(json.dumps(counts) if as_json else f"{len(found)} corrections taken into {path.as_posix()}")


@corrections_app.command("export")
def export_cli(
    out: Out,
    target: Annotated[Path, typer.Option("--out", "-o", help="JSONL file to write, as doccano and `retrain` read it.")],
    releases: Releases = None,
    file: File = None,
    partly: Annotated[
        bool, typer.Option("--partly", help="Also releases of which only some facts were judged.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write reviewed releases as training data.

    Example: presstally corrections export tables/ --releases releases/ --out reviewed.jsonl
    """
    from presstally.audit.ledger import read_texts
    from presstally.audit.reviewed import make_gold
    from presstally.corpus.doccano import write_doccano
    from presstally.corrections import FILE, read_corrections
    from presstally.errors import NoInputError
    from presstally.runs import read_run

    corrections = read_corrections(file or out / FILE)
    run = read_run(out, file)
    gold = list(make_gold(run, read_texts(run, releases), corrections, partly=partly))
    if not gold:
        raise NoInputError(
            "No release has a verdict for each of its facts.", "Judge the others too, name --releases, or use --partly."
        )
    write_doccano(target, gold)
    count = sum(len(release.facts) for release in gold)
    row = {"file": target.as_posix(), "releases": len(gold), "facts": count}
    typer.echo(json.dumps(row) if as_json else f"{len(gold)} releases with {count} facts: {target.as_posix()}")
