"""What the rows of a release depend on beside its bytes, as one hash."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from presstally.batch.settings import Settings
from presstally.ingest.kinds import DOCX, HTML, PDF
from presstally.resources import data_dir
from presstally.trust import hash_files

_LIBRARIES = ("presstally", "spacy", "thinc", "numpy", "onnxruntime", "tokenizers")
_READERS = {HTML: ("trafilatura", "htmldate", "lxml", "justext"), PDF: ("pypdfium2",), DOCX: ("python-docx", "lxml")}
_NOT_READING = ("cli", "evaluation", "training", "corpus", "doccano", "data")  # parts of the package that change no row


def read_fingerprint(model: Path | None, configs: Path | None, settings: Settings) -> str:
    """Return the hash of all that makes rows: the program, its libraries, the model, the configs, the settings.

    The program is hashed file by file, since a checkout changes without a new version.
    """
    package = Path(str(files("presstally")))
    code = [(name, sha) for name, sha in hash_files(package) if name.split("/")[0] not in _NOT_READING]
    folders = [list(hash_files(folder)) for folder in (model, configs, data_dir("configs")) if folder]
    versions = [platform.python_version(), *(_version(name) for name in _LIBRARIES)]
    return _hash([code, folders, versions, settings.to_row()])


def make_key(fingerprint: str, kind: str, sha256: str, known: Mapping[str, str]) -> str:
    """Return the key of an outcome: the same bytes, metadata and pipeline give the same rows."""
    readers = [_version(name) for name in _READERS.get(kind, ())]
    return _hash([fingerprint, kind, readers, sha256, sorted(known.items())])


def _version(name: str) -> str | None:
    if name not in _found:
        try:
            _found[name] = version(name)
        except PackageNotFoundError:
            _found[name] = None
    return _found[name]


_found: dict[str, str | None] = {}


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=True).encode()).hexdigest()
