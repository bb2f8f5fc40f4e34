"""A metadata.csv to fill in, made from what the releases themselves tell."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presstally.batch.readout import read_release
from presstally.errors import NoInputError, OutputError, ReleaseError, UsageError
from presstally.ingest.metadata import write_metadata
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import METADATA_NAME, InputFile, find_inputs
from presstally.loading import DEFAULT_MODEL
from presstally.trust import load_checked

if TYPE_CHECKING:
    from spacy.language import Language


def propose_metadata(
    folder: Path, *, force: bool = False, model: str = DEFAULT_MODEL, trust: bool = False
) -> tuple[Path, int, int]:
    """Write `folder`/metadata.csv; return its path, the number of rows and how many of them have no date.

    Raises UsageError where the file is there already and `force` is not given.
    """
    if not folder.is_dir():
        raise NoInputError(f"There is no folder {folder}.", "Name a folder of .txt releases.")
    path = folder / METADATA_NAME
    if path.exists() and not force:
        raise UsageError(f"{path} is there already.", "Give --force to write over it.")
    files = find_inputs([folder]).files
    nlp = load_checked(model, trust)
    rows = []
    for file in files:
        with nlp.memory_zone():
            rows.append({"document": file.id, **_found(nlp, file)})
    try:
        write_metadata(path, rows)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.") from error
    return path, len(rows), sum(not row.get("published") for row in rows)


def _found(nlp: Language, file: InputFile) -> dict[str, str | None]:
    """Return what a release tells of itself; nothing where it cannot be read, which `extract` will tell."""
    try:
        doc = read_release(nlp, make_release(file.id, read_bytes(file), {}))
    except ReleaseError:
        return {}
    told = doc._.release or {}
    return {"published": told.get("published"), "title": told.get("title")}
