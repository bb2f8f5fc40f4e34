"""`presstally annotate export` and `import`: releases to doccano and back as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presstally.cli.progress import show_progress
from presstally.loading import DEFAULT_MODEL

if TYPE_CHECKING:
    from presstally.batch.readout import Failure
    from presstally.doccano.inbox import Import

TOLD = 20  # lines of one kind


def export_cli(
    releases: Annotated[
        list[Path], typer.Argument(metavar="RELEASES...", help=".txt releases, folders of them, or JSONL, one a line.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="JSONL file to write.")],
    metadata: Annotated[Path | None, typer.Option(help="CSV of what is known of the releases.")] = None,
    model: Annotated[str, typer.Option(help="`minilm`, `rules`, or the folder of a trained model.")] = DEFAULT_MODEL,
    trust: Annotated[bool, typer.Option("--trust", help="Use a model that did not come with presstally.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Write releases with the model's mentions and relations as doccano imports them.

    Lines of JSONL that are annotated already are written as they are annotated.

    Example: presstally annotate export releases/ --out batch.jsonl
    """
    from presstally.doccano.drafts import find_drafts, make_drafts
    from presstally.doccano.rows import pack, write_rows

    with show_progress("releases", quiet) as watch:
        drafts = make_drafts(find_drafts(releases, metadata), model=model, watch=watch, trust=trust)
    write_rows(out, map(pack, drafts.rows))
    tell_failures(drafts.failures)
    if as_json:
        import json

        failures = [failure.to_row() for failure in drafts.failures]
        typer.echo(json.dumps({"file": out.as_posix(), "releases": len(drafts.rows), "failures": failures}))
    else:
        typer.echo(out.as_posix())
        typer.echo(f"{len(drafts.rows)} releases written, {len(drafts.failures)} failed.", err=True)
    if drafts.failures:
        raise typer.Exit(1)


def import_cli(
    export: Annotated[
        Path, typer.Argument(metavar="EXPORT", help="What doccano exported: ZIP, JSONL, or a folder of JSONL.")
    ],
    inbox: Annotated[Path, typer.Option(help="Folder to put the annotations into.")] = Path("annotations/inbox"),
    annotator: Annotated[str | None, typer.Option(help="Whose annotation, where several worked apart.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bar.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Read a doccano export, check every span, and put it into the inbox for `presstally retrain`.

    Values of unchanged numbers come back from what travelled along; changed ones are read anew and marked for a look.
    Ends with code 6 where a release cannot be used; the others are imported.

    Example: presstally annotate import export.zip
    """
    from presstally.corpus.tokens import make_fits
    from presstally.doccano.exports import read_export
    from presstally.doccano.inbox import import_export

    with show_progress("releases", quiet) as watch:
        done = import_export(read_export(export), inbox, annotator=annotator, fits=make_fits(), watch=watch)
    tell_import(done, as_json)


def tell_failures(failures: list[Failure]) -> None:
    """Tell on stderr which releases could not be read."""
    for failure in failures[:TOLD]:
        typer.echo(f"Failed: {failure.document}: {failure.message} {failure.hint}", err=True)
    if len(failures) > TOLD:
        typer.echo(f"... and {len(failures) - TOLD} more.", err=True)


def tell_import(done: Import, as_json: bool) -> None:
    """Print what became of an import; raise CheckError where a release could not be used."""
    from presstally.doccano.inbox import count_reviews
    from presstally.errors import CheckError

    if as_json:
        import json

        typer.echo(json.dumps(done.to_dict(), ensure_ascii=False))
    else:
        lines = [f"{r.name}: {note}" for r in done.new for note in r.notes]
        for r in done.new:
            lines += [f"{r.name}:{start}-{end}: look: {why}" for start, end, why in (r.row or {}).get("review", ())]
            lines += [f"{r.name}: comment: {comment}" for comment in (r.row or {}).get("comments", ())]
        lines += [f"{r.name}: not imported: {problem}" for r in done.failed for problem in r.problems]
        for line in lines:
            typer.echo(line)
        changed = sum(r.changed for r in done.new)
        typer.echo(
            f"{len(done.new)} releases imported, {changed} numbers changed in them, {count_reviews(done.new)} to look "
            f"at; {len(done.same)} were there already, {len(done.failed)} cannot be used."
        )
        typer.echo(done.file.as_posix() if done.file else "Nothing new: no file was written.")
    if done.failed:
        raise CheckError(
            f"{len(done.failed)} releases cannot be used as they are.", "Correct the marks in doccano and import again."
        )
