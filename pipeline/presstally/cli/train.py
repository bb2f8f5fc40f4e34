"""`presstally train`: a model from annotated releases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from presstally.cli.training_options import Alone, Companion, Encoder, Seed, Vectors, WithVectors, find_companions
from presstally.errors import UsageError

if TYPE_CHECKING:
    from presstally.training.loop import Step
    from presstally.training.train import Listener

STAGES = {
    "check": "checking the new annotations",
    "read": "reading the annotations",
    "train": "training",
    "names": "training the recognizer of names",
    "periods": "training the choice of periods",
    "export": "exporting the best epoch",
    "calibrate": "fitting the scores on dev",
    "evaluate": "evaluating",
    "compare": "comparing with the current model on dev",
}


def train_cli(
    config: Annotated[Path, typer.Option(help="Training config: a file, or the name of one that ships: cnn.cfg.")],
    annotations: Annotated[
        list[Path],
        typer.Option(help="Annotated releases, repeatable; those of a later path replace those of their id."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder of the model; a model there is replaced at the end.")
    ],
    seed: Seed = None,
    encoder: Encoder = None,
    with_vectors: WithVectors = False,
    vectors: Vectors = None,
    teacher: Annotated[
        list[str] | None,
        typer.Option(
            help="Learn also what this model reads in the --unlabelled releases; repeatable, then their mean."
        ),
    ] = None,
    unlabelled: Annotated[
        list[Path] | None,
        typer.Option(help="JSONL of releases (`text`, `published`), or a folder of such; repeatable."),
    ] = None,
    companion: Companion = None,
    alone: Alone = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the model's meta as JSON instead of a table.")] = False,
) -> None:
    """Train a model on annotated releases.

    It learns from the releases of the part train and keeps the epoch that does best on dev.

    Example: presstally train --config cnn.cfg --annotations annotations/markup --out models/cnn
    """
    from presstally.training.dataset import read_dataset
    from presstally.training.recipe import Recipe, find_config
    from presstally.training.train import train_model

    if bool(teacher) != bool(unlabelled):
        raise UsageError("A teacher reads unlabelled releases.", "Give --teacher and --unlabelled, or neither.")
    taught = tuple(teacher or ()), tuple(unlabelled or ())
    companions = find_companions(companion, alone)
    recipe = Recipe(find_config(config), seed, encoder, vectors, with_vectors, *taught, companions)
    releases = read_dataset(annotations)
    with show_training(quiet) as listener:
        meta = train_model(recipe, releases, out, listener)
    if as_json:
        import json

        typer.echo(json.dumps({"model": out.as_posix(), **meta}, ensure_ascii=False))
        return
    print_performance(meta)
    typer.echo(out.as_posix())


def print_performance(meta: dict[str, Any]) -> None:
    """Print the scores in a model's meta."""
    from presstally.cli.tables import print_table

    rows: list[list[Any]] = []
    for part, row in meta["performance"].items():
        for name, score in row.items():
            if isinstance(score, dict):
                rows.append([part, f"{name} F1", score["f1"], f"{score['low']:.3f} to {score['high']:.3f}"])
            elif isinstance(score, float):
                rows.append([part, f"{name} of detected", score, ""])
    print_table(meta["name"], ["part", "score", "value", "interval"], rows)


@contextmanager
def show_training(quiet: bool) -> Iterator[Listener]:
    """Give a listener that draws a bar on stderr; where nobody looks, it writes a line a score."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from presstally.training.train import Listener

    console = Console(stderr=True, highlight=False)
    drawn = console.is_terminal and not quiet
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not drawn) as bar:
        task = bar.add_task("", total=None)

        def tell_stage(name: str) -> None:
            bar.update(task, description=STAGES.get(name, f"training {name}"), total=None)
            if not quiet and not drawn:
                typer.echo(STAGES.get(name, f"training {name}"), err=True)

        def tell_step(step: Step) -> None:
            bar.update(task, completed=step.step, total=step.steps, description=_describe(step))
            if step.scored and not quiet and not drawn:
                typer.echo(
                    f"  step {step.step}{f' of {step.steps}' if step.steps else ''}: {_describe(step)}", err=True
                )

        yield Listener(tell_step, tell_stage)


def _describe(step: Step) -> str:
    score = "" if step.score is None else f", score {step.score:.3f}, best {step.best:.3f}"
    return f"epoch {step.epoch + 1}{score}"
