"""`presstally benchmark`: how fast a model is, against others and against a yardstick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from presstally.loading import DEFAULT_MODEL, RULES


def benchmark_cli(
    releases: Annotated[list[Path], typer.Argument(help="Releases, or folders of them: .txt, .jsonl, .zip.")],
    model: Annotated[
        list[str] | None,
        typer.Option(help="`minilm`, `rules`, or a model's folder; repeatable. [default: minilm and rules]"),
    ] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Use models that did not come with presstally.")] = False,
    words: Annotated[int, typer.Option(help="Words that each model reads in all rounds together.")] = 100_000,
    rounds: Annotated[int, typer.Option(help="Rounds, each over texts of its own.")] = 10,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the tables as Markdown.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the measurement as JSON instead of tables.")] = False,
) -> None:
    """Measure the speed of models: words a second, against each other and a blank tokenizer, and by component.

    One process, one thread, the processor's time, everybody in turns, no text twice. Ratios hold from machine to
    machine, words a second do not.

    Example: presstally benchmark annotations/unlabelled --words 10000 --rounds 3
    """
    import os

    from presstally.benchmark.run import THREADS, run_benchmark
    from presstally.cli.progress import show_progress

    os.environ.update(dict.fromkeys(THREADS, "1"))  # read by what is imported from here on
    with show_progress("Benchmark") as watch:
        report = run_benchmark(
            releases, model or [DEFAULT_MODEL, RULES], words=words, rounds=rounds, trust=trust, watch=watch
        )
    if as_json:
        import json

        typer.echo(json.dumps(report, ensure_ascii=False))
        return
    from presstally.benchmark.report import describe, report_tables
    from presstally.cli.tables import print_markdown, print_table

    typer.echo(describe(report))
    for table in report_tables(report):
        (print_markdown if markdown else print_table)(*table)
    if report["words"] < words * 0.9:
        typer.echo(f"The releases have no more than these words, {words:,} were asked for.", err=True)
