"""`presstally extract`: releases in, tables out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from presstally.ingest.limits import MAX_BYTES, MAX_CHARS, MAX_NUMBERS, Limits
from presstally.loading import DEFAULT_MODEL

if TYPE_CHECKING:
    from presstally.batch.extract import Summary

TOLD_FAILURES = 10


def extract_cli(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files or folders: .txt .html .pdf .docx .jsonl .zip")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder to write the tables to.")],
    metadata: Annotated[
        Path | None,
        typer.Option(help="CSV of document,published,title,source_url. [default: metadata.csv of the input folder]"),
    ] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="What reviewers said of facts. [default: corrections.csv of the output folder]")
    ] = None,
    model: Annotated[str, typer.Option(help="`minilm`, `rules`, or the folder of a trained model.")] = DEFAULT_MODEL,
    configs: Annotated[Path | None, typer.Option(help="Folder made like configs/, with your own word lists.")] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Of csv,jsonl,parquet,xlsx,sqlite, with commas between.")
    ] = "csv,jsonl,parquet",
    min_score: Annotated[float, typer.Option(help="Put facts that score less among the excluded.")] = 0.0,
    encoding: Annotated[
        str | None, typer.Option(help="Encoding of files that are no UTF-8 and declare none, as windows-1252.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", help="Processes that read releases.")] = 1,
    executor: Annotated[str, typer.Option(help="`processes`, or `dask` for a cluster.")] = "processes",
    scheduler: Annotated[str | None, typer.Option(help="Address of the Dask scheduler, as tcp://host:8786.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read all releases again.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Drop the rows of releases that are gone.")] = False,
    trust: Annotated[bool, typer.Option("--trust", help="Use a model that did not come with presstally.")] = False,
    timeout: Annotated[float, typer.Option(help="Seconds that one release may take.")] = 120.0,
    max_memory: Annotated[int, typer.Option(help="MiB that one release may take.")] = 4096,
    max_chars: Annotated[int, typer.Option(help="Longest release to read, in characters.")] = MAX_CHARS,
    max_bytes: Annotated[int, typer.Option(help="Largest file to read, in bytes.")] = MAX_BYTES,
    max_numbers: Annotated[int, typer.Option(help="Most numbers that a release may have.")] = MAX_NUMBERS,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress, no notices.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON instead of the paths.")] = False,
) -> None:
    """Write the facts of releases as tables.

    Every number of a release becomes a row of the facts, or one of the excluded with its reason. A second run into the
    same folder reads only what is new or changed.

    Example: presstally extract releases/ --out tables/
    """
    from presstally.batch.extract import extract_files
    from presstally.batch.settings import Settings, Work

    with _progress(quiet) as watch:
        summary = extract_files(
            inputs,
            out,
            metadata=metadata,
            corrections=corrections,
            model=model,
            configs=configs,
            formats=[name.strip() for name in formats.split(",") if name.strip()],
            settings=Settings(min_score, Limits(max_chars, max_bytes, max_numbers, encoding)),
            work=Work(
                workers=workers,
                timeout=timeout,
                max_memory=max_memory,
                executor=executor,
                scheduler=scheduler,
                force=force,
                prune=prune,
                trust=trust,
            ),
            watch=watch,
        )
    if not quiet:
        _tell(summary)
    _print(summary, as_json)
    if summary.failures:
        raise typer.Exit(1)


@contextmanager
def _progress(quiet: bool) -> Iterator[Callable[[int], Callable[[str], None]]]:
    """Give a watcher that draws a bar on stderr; it draws none where nobody looks."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("releases"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:

        def watch(total: int) -> Callable[[str], None]:
            task = bar.add_task("releases", total=total)
            return lambda document: bar.advance(task)

        yield watch


def _tell(summary: Summary) -> None:
    counts = summary.report["counts"]
    for notice in summary.notices:
        typer.echo(f"Note: {notice}", err=True)
    for failure in summary.failures[:TOLD_FAILURES]:
        typer.echo(f"Failed: {failure.document}: {failure.message} {failure.hint}", err=True)
    if len(summary.failures) > TOLD_FAILURES:
        typer.echo(f"... and {len(summary.failures) - TOLD_FAILURES} more: see errors.jsonl", err=True)
    typer.echo(
        f"{counts['documents_seen']} releases: {counts['documents_done']} done, {counts['documents_failed']} failed, "
        f"{counts['documents_duplicate']} duplicate; {counts['numbers_seen']} numbers: {counts['facts']} facts, "
        f"{counts['excluded']} excluded. "
        f"{_tell_corrections(counts)}{summary.reused} were read by an earlier run"
        f"{', and nothing has changed' if summary.unchanged else ''}.",
        err=True,
    )


def _tell_corrections(counts: dict[str, int]) -> str:
    return (
        f"{counts['corrections_met']} of {counts['corrections']} corrections applied. " if counts["corrections"] else ""
    )


def _print(summary: Summary, as_json: bool) -> None:
    if as_json:
        import json

        files = [path.as_posix() for path in summary.files]
        typer.echo(json.dumps({"files": files, **summary.report}, ensure_ascii=False))
    else:
        for path in summary.files:
            typer.echo(path.as_posix())
