"""Which folder a model is read from, and whether its files are those that were trained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from presstally.errors import ModelError
from presstally.loading import RULES, load, load_shared
from presstally.resources import data_dir

if TYPE_CHECKING:
    from spacy.language import Language

_MANIFEST = "manifest.json"
_NOT_SUMMED = (_MANIFEST, "README.md")


def load_checked(name: str, trust: bool = False) -> Language:
    """Return the pipeline `name` for a command, once `check_model` lets it pass; it is kept by the process."""
    check_model(name, trust)
    return load_shared(name)


def check_model(name: str, trust: bool = False) -> Path | None:
    """Return the folder of the model `name`, None for the rules.

    Raises ModelError where there is none, where it is foreign and not trusted, or where a file is not as its manifest
    says. A pipeline that loads names the parts it is made of, so a foreign one is as good as a program.
    """
    if name == RULES:
        return None
    places = (Path(name), data_dir("models") / name)
    folder = next((path for path in places if (path / "config.cfg").is_file()), None)
    if folder is None:
        load(name)  # says what is missing
        raise ModelError(f"There is no model {name!r}.")
    ours = folder.resolve().parent == data_dir("models").resolve()
    if not ours and not trust:
        raise ModelError(
            f"The model {name} does not come with presstally.",
            "A model decides what runs; if you trust who made this one, add --trust.",
        )
    _check_sums(folder, must_have=ours)
    return folder


def _check_sums(folder: Path, must_have: bool) -> None:
    path = folder / _MANIFEST
    if not path.is_file():
        if must_have:
            raise ModelError(f"{folder} has no {_MANIFEST}.", "Install the package again.")
        return
    told = _read_sums(path)
    found = dict(hash_files(folder))
    if wrong := sorted(name for name in {*told, *found} if told.get(name) != found.get(name)):
        raise ModelError(
            f"The model's file {wrong[0]} is not the one that its manifest names.", "Install or download it again."
        )


def _read_sums(path: Path) -> dict[str, str]:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ModelError(f"{path} cannot be read.", "Install or download the model again.")
    return told


def hash_files(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the path below `folder` and the SHA-256 of each file, sorted, but the manifest and the card of a model."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in _NOT_SUMMED and "__pycache__" not in path.parts:
            yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()
