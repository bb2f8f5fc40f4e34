"""Options that `train` and `retrain` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

COMPANIONS = ("names.cfg", "periods.cfg")

Seed = Annotated[int | None, typer.Option(help="Seed of everything random. [default: the config's]")]
Encoder = Annotated[
    Path | None, typer.Option(help="Folder of a transformer's weights. [default: the installed package's]")
]
WithVectors = Annotated[
    bool, typer.Option("--with-vectors", help="Start from the word vectors of the installed package.")
]
Vectors = Annotated[Path | None, typer.Option(help="Start from these word vectors, in GloVe's format.")]
Companion = Annotated[
    list[Path] | None,
    typer.Option(help="Config of a small component to train as well; repeatable. [default: names.cfg, periods.cfg]"),
]
Alone = Annotated[bool, typer.Option("--alone", help="Train the links only; names and periods stay ruled.")]


def find_companions(named: list[Path] | None, alone: bool) -> tuple[Path, ...]:
    """Return the configs of the companions that are asked for; by default those that ship."""
    from presstally.training.recipe import find_config

    return () if alone else tuple(find_config(path) for path in named or map(Path, COMPANIONS))
