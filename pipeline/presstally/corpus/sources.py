"""Annotated releases from any path: doccano JSONL, inline markup, `.gold`, or folders of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from presstally.corpus.doccano import from_row, read_doccano
from presstally.corpus.gold import GoldRelease
from presstally.corpus.gold_format import read_gold
from presstally.corpus.markup import MarkupError, read_markup, to_doccano
from presstally.corpus.parts import part_of_file
from presstally.errors import NoInputError, UsageError

SUFFIXES = (".jsonl", ".txt", ".gold")


def find_annotations(path: Path) -> list[Path]:
    """Return the files of annotations at a path, in order; raise NoInputError where there are none."""
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
    else:
        found = [path] if path.is_file() else []
    if not found:
        raise NoInputError(
            f"There are no annotations at {path}.", "Name a .jsonl, .txt (markup) or .gold file, or a folder of them."
        )
    return found


def read_annotations(path: Path, *, texts: Path | None = None, part: str | None = None) -> Iterator[GoldRelease]:
    """Yield the annotated releases at a path; with `part`, those of that part.

    `texts` is the folder of the texts of a `.gold` file; by default the folder `texts` beside it.
    """
    for file in find_annotations(path):
        for release in read_file(file, texts):
            if part is None or release.part == part:
                yield release


def read_file(file: Path, texts: Path | None = None) -> Iterator[GoldRelease]:
    """Yield the annotated releases of one file."""
    if file.suffix == ".gold":
        yield from read_gold(file, texts or file.parent / "texts")
    elif file.suffix == ".txt":
        yield from _read_markup_file(file)
    else:
        yield from read_doccano(file)


def _read_markup_file(file: Path) -> Iterator[GoldRelease]:
    try:
        source = file.read_bytes().decode("utf-8")
        if "#doc " not in source:
            raise MarkupError("there is no #doc line, so this is no markup.")
        for marked in read_markup(source):
            yield from_row(to_doccano(marked, part_of_file(file)))
    except (MarkupError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}", "Correct the markup there.") from error
