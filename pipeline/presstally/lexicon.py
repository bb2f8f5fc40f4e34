"""Reads `configs/lexicon`: word classes, entity_ruler patterns and gazetteers. Data only; no spaCy."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from presstally.errors import ModelError
from presstally.resources import data_dir


@dataclass(frozen=True)
class Lexicon:
    """What the rules know about words.

    `classes`: class name -> its words, lower case. A word may be in several classes of `lists/`, in one only of
    `classes/`,
    because the tokenizer writes a word's class into its NORM ("kg" -> "<mass>") for the patterns to match on.
    `patterns`: entity_ruler patterns. `gazetteers`: label -> phrases.
    """

    classes: dict[str, frozenset[str]]
    lists: dict[str, frozenset[str]]
    patterns: tuple[dict[str, Any], ...]
    gazetteers: dict[str, tuple[str, ...]]

    def class_of(self) -> dict[str, str]:
        """Return word -> `<class>`; a word in two classes is an error, told with both."""
        found: dict[str, str] = {}
        for name, words in sorted(self.classes.items()):
            for word in sorted(words):
                if word in found:
                    raise ModelError(
                        f"The word {word!r} stands in two classes, {found[word]} and <{name}>.",
                        "Keep one in configs/lexicon/classes.",
                    )
                found[word] = f"<{name}>"
        return found


def _read_toml_lists(folder: Path) -> dict[str, frozenset[str]]:
    merged: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ModelError(
                f"{path}: {error}.", 'Correct the file; each line reads: name = ["word", "word"].'
            ) from error
        for name, words in table.items():
            merged.setdefault(name, set()).update(words)
    return {name: frozenset(words) for name, words in merged.items()}


def _read_patterns(folder: Path) -> tuple[dict[str, Any], ...]:
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise ModelError(
                    f"{path}, line {number}: {error}.", "Each line is one entity_ruler pattern as JSON."
                ) from error
    return tuple(rows)


def _read_gazetteers(folder: Path) -> dict[str, tuple[str, ...]]:
    found = {}
    for path in sorted(folder.glob("*.txt")):
        lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
        found[path.stem] = tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    return found


@lru_cache(maxsize=4)
def read_lexicon(configs: str | None = None) -> Lexicon:
    """Read the lexicon of `configs` (a folder like the project's own `configs/`; None: the one that ships)."""
    folder = (Path(configs) if configs else data_dir("configs")) / "lexicon"
    if not folder.is_dir():
        raise ModelError(f"There is no lexicon folder at {folder}.", "Name a folder made like configs/ with --configs.")
    return Lexicon(
        classes=_read_toml_lists(folder / "classes"),
        lists=_read_toml_lists(folder / "lists"),
        patterns=_read_patterns(folder / "patterns"),
        gazetteers=_read_gazetteers(folder / "gazetteers"),
    )
