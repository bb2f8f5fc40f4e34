"""`presstally metadata`: the file that says what a text does not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from presstally.loading import DEFAULT_MODEL

metadata_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Work with metadata.csv.")


@metadata_app.callback()
def metadata_root() -> None:
    """Keep `init` a command of its own."""


@metadata_app.command("init")
def init_cli(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Folder of .txt releases.")],
    force: Annotated[bool, typer.Option("--force", help="Write over a metadata.csv that is there.")] = False,
    model: Annotated[str, typer.Option(help="`minilm`, `rules`, or the folder of a trained model.")] = DEFAULT_MODEL,
    trust: Annotated[bool, typer.Option("--trust", help="Use a model that did not come with presstally.")] = False,
) -> None:
    """Write a metadata.csv to fill in.

    Titles and dates that the releases themselves give are filled in already.

    Example: presstally metadata init releases/
    """
    from presstally.batch.propose import propose_metadata

    path, count, missing = propose_metadata(folder, force=force, model=model, trust=trust)
    typer.echo(path.as_posix())
    typer.echo(f"{count} releases, {missing} without a date.", err=True)
