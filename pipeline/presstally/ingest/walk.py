"""Which files of the inputs are releases, and which releases archives and JSONL files hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from presstally.errors import NoInputError, ReleaseError, UsageError
from presstally.ingest.containers import is_lines, list_lines, list_members
from presstally.ingest.kinds import SUFFIXES, ZIP, find_kind
from presstally.ingest.limits import Limits

METADATA_NAME = "metadata.csv"
STATE_NAME = ".presstally"  # the folder in an output folder that holds its runs


@dataclass(frozen=True, slots=True)
class InputFile:
    """A release to read. `id` is its path relative to `root`, with `/`: the name under which rows speak of it.

    `member` is its name in an archive; `offset` and `length` say where it stands in a JSONL file, in bytes.
    """

    id: str
    location: str
    root: Path
    member: str | None = None
    offset: int | None = None
    length: int = 0


@dataclass
class Inputs:
    """What was found: `files` sorted by id, the inputs that are `folders`, and how much else was passed over."""

    files: list[InputFile] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    others: int = 0  # neither a release nor metadata.csv
    hidden: int = 0  # names that begin with a point
    looped: int = 0  # links back to a folder that holds them, or to one that another link has led to
    unused: list[str] = field(default_factory=list)  # metadata.csv files below an input folder
    unreadable: list[str] = field(default_factory=list)  # folders that cannot be listed


def find_inputs(paths: Iterable[Path], skip: Path | None = None, limits: Limits | None = None) -> Inputs:
    """Find the releases in files and folders. The folder `skip` (the output) is not entered or told.

    Raises NoInputError where a path does not exist or nothing is found, UsageError where two releases have one id.
    """
    found, hint = Inputs(), f"Name files ({SUFFIXES}) or folders of them."
    walker = _Walker(found, skip.resolve() if skip else None, limits or Limits())
    for path in paths:
        if os.path.isdir(path):
            found.folders.append(path)
            found.files += walker.walk(path, path, ())
        elif not os.path.lexists(path):
            raise NoInputError(f"There is no {path}.", hint)
        elif not find_kind(path.name):
            raise NoInputError(f"{path} is no release.", hint)
        else:
            found.files += walker.expand(path, path.parent)
    if not found.files:
        raise NoInputError("There is no release in the input.", hint)
    found.files.sort(key=lambda file: file.id)
    for one, two in zip(found.files, found.files[1:], strict=False):
        if one.id == two.id:
            raise UsageError(
                f"{one.location} and {two.location} would both be called {one.id!r}.",
                "Give the folder above both, or run them apart.",
            )
    return found


def _id(relative: str) -> str:
    # A name that is no UTF-8 comes as lone surrogates, which no output file can hold.
    return relative.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass
class _Walker:
    found: Inputs
    skip: Path | None
    limits: Limits
    linked: set[Path] = field(default_factory=set)  # folders that were entered by a link or below one

    def walk(self, folder: Path, root: Path, above: tuple[Path, ...], linked: bool = False) -> Iterator[InputFile]:
        """Give the releases of a folder in order.

        Links are followed, but not back to a folder above, and to each folder once: a few folders that link to each
        other have more ways through them than could ever be gone.
        """
        here = folder.resolve()
        if above and (here == self.skip or STATE_NAME in here.parts):
            return
        if here in above or (linked and here in self.linked):
            self.found.looped += 1
            return
        if linked:
            self.linked.add(here)
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            self.found.unreadable.append(f"{folder}: {error.strerror}")
            return
        for name in names:
            yield from self._enter(folder / name, root, (*above, here), linked)

    def _enter(self, path: Path, root: Path, above: tuple[Path, ...], linked: bool) -> Iterator[InputFile]:
        if path.name.startswith("."):
            self.found.hidden += path.name != STATE_NAME
        elif path.is_symlink() and STATE_NAME in Path(os.readlink(path)).parts:
            return  # a table that an earlier run wrote
        elif os.path.isdir(path):
            yield from self.walk(path, root, above, linked or path.is_symlink())
        elif find_kind(path.name):
            yield from self.expand(path, root)
        elif path.name == METADATA_NAME:
            self.found.unused += [str(path)] if len(above) > 1 else []
        else:
            self.found.others += 1

    def expand(self, path: Path, root: Path) -> Iterator[InputFile]:
        """Give the releases of one file; an archive or JSONL file that cannot be listed is one that will fail."""
        name, location = _id(path.relative_to(root).as_posix()), str(path)
        try:
            if not os.path.isfile(location):
                yield InputFile(name, location, root)
            elif find_kind(path.name) == ZIP:
                yield from self._expand_archive(name, location, root)
            elif is_lines(path.name):
                yield from self._expand_lines(name, location, root, None)
            else:
                yield InputFile(name, location, root)
        except (OSError, ReleaseError):
            yield InputFile(name, location, root)

    def _expand_archive(self, name: str, location: str, root: Path) -> Iterator[InputFile]:
        members, others = list_members(location)
        self.found.others += others
        for member in members:
            inner = f"{name}/{_id(member)}"
            if not is_lines(member):
                yield InputFile(inner, location, root, member)
                continue
            try:
                yield from list(self._expand_lines(inner, location, root, member))
            except ReleaseError:
                yield InputFile(inner, location, root, member)

    def _expand_lines(self, name: str, location: str, root: Path, member: str | None) -> Iterator[InputFile]:
        for number, offset, length in list_lines(location, member, self.limits):
            yield InputFile(f"{name}#{number}", location, root, member, offset, length)
