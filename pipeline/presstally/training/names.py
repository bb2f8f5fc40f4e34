"""Train the recognizer of names by itself, and give it to a pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from presstally.corpus.gold import GoldRelease
from presstally.pipes.name_recognizer import NAMES
from presstally.training.loop import Watch, run_loop

PIPE = "ner"
BEHIND = "date_normalizer"  # it reads what the rules found, numbers and dates as well


def has_names(releases: Sequence[GoldRelease]) -> bool:
    """Return whether a recognizer can learn anything from the releases."""
    return any(mention.label in NAMES for release in releases for mention in release.mentions)


def train_names(
    path: Path, files: dict[str, Path], folder: Path, examples: int, seed: int | None, watch: Watch
) -> Language:
    """Train the config at `path` on the files of train and dev; return the pipeline with the recognizer.

    `examples`: the releases of an epoch; `folder` takes the runs.
    """
    config = spacy.util.load_config(path)
    config["paths"] |= {part: str(file) for part, file in files.items()}
    if seed is not None:
        config["system"]["seed"] = config["training"]["seed"] = seed
    return spacy.load(run_loop(config, folder, examples, watch))


def add_names(nlp: Language, names: Language) -> None:
    """Put the recognizer of `names` into a pipeline, in the place of one that is there."""
    if PIPE in nlp.pipe_names:
        nlp.remove_pipe(PIPE)
    nlp.add_pipe(PIPE, source=names, after=BEHIND)
