"""Which files of the inputs are releases."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from presstally.errors import NoInputError, UsageError

SUFFIX = ".txt"
METADATA_NAME = "metadata.csv"


@dataclass(frozen=True)
class InputFile:
    """A file to read. `id` is its path relative to `root`, with `/`: the name under which rows speak of it."""

    id: str
    path: Path
    root: Path


@dataclass
class Inputs:
    """What was found: `files` sorted by id, the inputs that are `folders`, and how much else was passed over."""

    files: list[InputFile] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    others: int = 0  # neither a release nor metadata.csv
    hidden: int = 0  # names that begin with a point
    looped: int = 0  # links back to a folder that holds them
    unused: list[str] = field(default_factory=list)  # metadata.csv files below an input folder
    unreadable: list[str] = field(default_factory=list)  # folders that cannot be listed


def find_inputs(paths: Iterable[Path], skip: Path | None = None) -> Inputs:
    """Find the releases in files and folders. The folder `skip` (the output) is not entered or told.

    Raises NoInputError where a path does not exist or nothing is found, UsageError where two releases have one id.
    """
    found = Inputs()
    for path in paths:
        if path.is_dir():
            found.folders.append(path)
            found.files += _walk(path, path, found, skip.resolve() if skip else None, ())
        elif not path.exists():
            raise NoInputError(f"There is no {path}.", "Name files or folders of .txt releases.")
        elif path.suffix.lower() != SUFFIX:
            raise NoInputError(f"{path} is no {SUFFIX} file.", f"Give releases as {SUFFIX} files or folders of them.")
        else:
            found.files.append(InputFile(_id(path.name), path, path.parent))
    if not found.files:
        raise NoInputError(f"There is no {SUFFIX} file in the input.", f"Name files or folders of {SUFFIX} releases.")
    found.files.sort(key=lambda file: file.id)
    for one, two in zip(found.files, found.files[1:], strict=False):
        if one.id == two.id:
            raise UsageError(
                f"{one.path} and {two.path} would both be called {one.id!r}.",
                "Give the folder above both, or run them apart.",
            )
    return found


def _id(relative: str) -> str:
    # A name that is no UTF-8 comes as lone surrogates, which no output file can hold.
    return relative.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _walk(folder: Path, root: Path, found: Inputs, skip: Path | None, above: tuple[Path, ...]) -> Iterator[InputFile]:
    here = folder.resolve()
    if here == skip and above:
        return
    if here in above:
        found.looped += 1
        return
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        found.unreadable.append(f"{folder}: {error.strerror}")
        return
    for name in names:
        path = folder / name
        if name.startswith("."):
            found.hidden += 1
        elif path.is_dir():
            yield from _walk(path, root, found, skip, (*above, here))
        elif path.suffix.lower() == SUFFIX:
            yield InputFile(_id(path.relative_to(root).as_posix()), path, root)
        elif name == METADATA_NAME:
            found.unused += [str(path)] if above else []
        elif here != skip:
            found.others += 1
