"""One file through the pipeline, for those who want to look at the Doc."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from presstally.batch.readout import read_release
from presstally.ingest.metadata_index import MetadataIndex
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import find_inputs
from presstally.loading import DEFAULT_MODEL
from presstally.records import Row, make_rows
from presstally.trust import load_checked

if TYPE_CHECKING:
    from spacy.tokens import Doc


def read_file(
    path: Path, metadata: Path | None = None, model: str = DEFAULT_MODEL, trust: bool = False
) -> tuple[Doc, list[Row]]:
    """Return the Doc and the facts of the release at `path`.

    Raises ReleaseError where it cannot be read, and ModelError where the model is foreign and not trusted.
    """
    inputs = find_inputs([path])
    file = inputs.files[0]
    known = MetadataIndex(inputs, metadata).of(file)
    release = make_release(file.id, read_bytes(file), known)
    doc = read_release(load_checked(model, trust), release)
    return doc, make_rows(doc, release).facts
