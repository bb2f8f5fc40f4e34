"""Small components that are trained by themselves and then join a pipeline: the last pipe of a config of their own."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from presstally.corpus.gold import GoldRelease
from presstally.pipes.name_recognizer import NAMES
from presstally.training.loop import Watch, run_loop


def has_lessons(path: Path, releases: Sequence[GoldRelease]) -> bool:
    """Return whether the releases hold anything that the companion at `path` can learn: without names, no `ner`."""
    if spacy.util.load_config(path)["nlp"]["pipeline"][-1] != "ner":
        return True
    return any(mention.label in NAMES for release in releases for mention in release.mentions)


def train_companion(
    path: Path, files: dict[str, Path], folder: Path, examples: int, seed: int | None, watch: Watch
) -> Language:
    """Train the config at `path` on the files of train and dev; return its pipeline, the companion last.

    `examples`: the releases of an epoch; `folder` takes the runs.
    """
    config = spacy.util.load_config(path)
    config["paths"] |= {part: str(file) for part, file in files.items()}
    if seed is not None:
        config["system"]["seed"] = config["training"]["seed"] = seed
    return spacy.load(run_loop(config, folder, examples, watch))


def add_companion(nlp: Language, trained: Language) -> None:
    """Put the last pipe of `trained` into a pipeline, behind the pipe that it stood behind, in place of an old one."""
    before, name = trained.pipe_names[-2:]
    if name in nlp.pipe_names:
        nlp.remove_pipe(name)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W113\]")  # word vectors differ: a companion uses none
        nlp.add_pipe(name, source=trained, after=before)
