"""What doccano gives back: a ZIP with `all.jsonl` or a file for each annotator, or such files unpacked."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from presstally.doccano.rows import Row
from presstally.errors import NoInputError, UsageError

SHARED = "all"  # the file name where a project's annotators work on one annotation together
MAX_FILE = 1 << 30  # bytes of one unpacked file


@dataclass(frozen=True)
class Exported:
    """One line of an export. `annotator` is "" where the annotation is shared or the file does not say."""

    file: str
    line: int
    annotator: str
    row: Row

    @property
    def place(self) -> str:
        return f"{self.file}, line {self.line}"


def read_export(path: Path) -> list[Exported]:
    """Read a doccano export: a ZIP, a JSONL file, or a folder of JSONL files.

    Raises NoInputError where there is none, UsageError with the line that is no JSON object.
    """
    found = [
        Exported(name, number, annotator, _parse(name, number, line))
        for name, annotator, text in _read_files(path)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    if not found:
        raise NoInputError(f"{path} holds no annotated release.", "Export the project as JSONL in doccano.")
    return found


def _read_files(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, annotator and text of each JSONL file."""
    try:
        if path.is_dir():
            for file in sorted(path.glob("*.jsonl")):
                yield str(file), _annotator(file.stem), file.read_text(encoding="utf-8-sig")
        elif zipfile.is_zipfile(path):
            yield from _read_zip(path)
        else:
            yield str(path), "", path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise NoInputError(f"{path} cannot be read: {error}.", "Name the ZIP or JSONL file of an export.") from error


def _read_zip(path: Path) -> Iterator[tuple[str, str, str]]:
    with zipfile.ZipFile(path) as archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            name = PurePosixPath(member.filename)
            if name.suffix != ".jsonl":
                continue
            if member.file_size > MAX_FILE:
                raise UsageError(f"{path}: {name} is larger than {MAX_FILE >> 20} MB unpacked.", "Unpack it by hand.")
            yield f"{path}/{name}", _annotator(name.stem), archive.read(member).decode("utf-8-sig")


def _annotator(stem: str) -> str:
    return "" if stem == SHARED else stem


def _parse(name: str, number: int, line: str) -> Row:
    hint = "Each line is one release as doccano exports it (JSONL)."
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{name}, line {number}: {error}.", hint) from error
    if not isinstance(row, dict):
        raise UsageError(f"{name}, line {number} is no object.", hint)
    return row
