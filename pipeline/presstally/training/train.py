"""Train a model from annotated releases, measure it, and put it in its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import spacy

from presstally.corpus.gold import GoldRelease
from presstally.errors import ModelError, PresstallyError
from presstally.evaluation.evaluate import evaluate
from presstally.training.calibrate import calibrate
from presstally.training.card import write_card
from presstally.training.companions import add_companion, has_lessons, train_companion
from presstally.training.dataset import describe_dataset, of_part, write_corpora
from presstally.training.loop import Watch, run_loop
from presstally.training.manifest import write_manifest
from presstally.training.recipe import Recipe, fill_config
from presstally.training.swap import put_in_place, staging_folder
from presstally.training.taught import read_unlabelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

OWN = "presstally"  # the key of meta.json under which stands how a model was made
SCORES = ("detect", "fact", "fact_strict")
NAMES = ("DATE", "PERSON", "ORG", "LOC")
OFFLINE = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_DATASETS_OFFLINE")


@dataclass(frozen=True)
class Listener:
    """Who hears how far a training is: each step, and each stage by its name."""

    step: Watch = lambda step: None
    stage: Callable[[str], None] = lambda name: None


def train_model(
    recipe: Recipe, releases: Sequence[GoldRelease], out: Path, listener: Listener | None = None
) -> dict[str, Any]:
    """Train by a recipe on the releases of train, and put the model into the folder `out`; return its meta.

    The best epoch on dev is kept; scores are calibrated on dev. All is made aside and put in place by one rename, so
    whatever lay at `out` stays there until the new model is whole.
    """
    staged = staging_folder(out)
    meta = make_model(recipe, releases, staged, out.name, listener)
    put_in_place(staged, out)
    return meta


def make_model(
    recipe: Recipe, releases: Sequence[GoldRelease], folder: Path, name: str, listener: Listener | None = None
) -> dict[str, Any]:
    """Train a model called `name` and write it with its card and manifest into `folder`; return its meta."""
    listener = listener or Listener()
    with tempfile.TemporaryDirectory(prefix="presstally-train-") as work, _switch_off_hub():
        files = write_corpora(releases, Path(work))
        listener.stage("read")
        config, weights = fill_config(recipe, files, releases, Path(work))
        listener.stage("train")
        examples = len(of_part(releases, "train")) + len(read_unlabelled(recipe.unlabelled))
        best = _run(recipe, config, Path(work) / "runs", examples, listener.step)
        listener.stage("export")
        nlp = finish(spacy.load(best))
        train = of_part(releases, "train")
        for path in recipe.companions:
            if has_lessons(path, train):
                listener.stage(path.stem)
                runs = Path(work) / path.stem
                add_companion(nlp, train_companion(path, files, runs, len(train), recipe.seed, listener.step))
    own: dict[str, Any] = {"config": recipe.config.name, "seed": config.interpolate()["training"]["seed"]}
    if recipe.teachers:
        own["teachers"] = [Path(name).name for name in recipe.teachers]
    return write_model(nlp, releases, folder, name, own | {"weights": [row.to_dict() for row in weights]}, listener)


def write_model(
    nlp: Language,
    releases: Sequence[GoldRelease],
    folder: Path,
    name: str,
    own: dict[str, Any],
    listener: Listener | None = None,
) -> dict[str, Any]:
    """Calibrate a finished pipeline on dev, measure it, and write it with its card and manifest; return its meta.

    `own`: how it was made (`config`, `seed`, `weights`); the releases and the calibration are added.
    """
    listener = listener or Listener()
    listener.stage("calibrate")
    fitted = calibrate(nlp, of_part(releases, "dev"))
    listener.stage("evaluate")
    performance = {part: measure(nlp, of_part(releases, part)) for part in ("dev", "test") if of_part(releases, part)}
    licences = sorted({f"{row['name']} {row['licence']}" for row in own["weights"]})
    nlp.meta.update(
        name=name,
        version=version("presstally"),
        description="Links the numbers of press releases to what they measure.",
        author="The presstally developers",
        license="; ".join(["MIT", *licences]),
        performance=performance,
    )
    nlp.meta[OWN] = own | {"data": describe_dataset(releases), "calibration": fitted}
    # Without word vectors the vocabulary holds nothing but words met while training and measuring.
    nlp.to_disk(folder, exclude=() if nlp.vocab.vectors_length else ("vocab",))
    write_card(folder, nlp)
    write_manifest(folder)
    return dict(nlp.meta)


def finish(trained: Language) -> Language:
    """Return the pipeline as it ships: no torch, no path of this machine, no settings of training."""
    if "transformer" in trained.pipe_names:
        from presstally.training.export import export_pipeline

        head: Any = trained.get_pipe("relation_extractor")
        return export_pipeline(trained, labels=head.labels)
    config = trained.config.copy()
    config["paths"] = {name: None for name in config["paths"]}
    for section in ("corpora", "training"):
        config.pop(section, None)
    trained.config = config
    return trained


def measure(nlp: Language, releases: Sequence[GoldRelease]) -> dict[str, Any]:
    """Return the scores of a model that its card tells: F1 with its interval, and shares of the detected facts."""
    report = evaluate(releases, nlp)
    told: dict[str, Any] = {"releases": report["releases"], "facts": report["gold"]}
    rows = {name: report["facts"][name] for name in SCORES}
    rows |= {name: report["mention"][f"{name}.strict"] for name in NAMES if f"{name}.strict" in report["mention"]}
    for name, row in rows.items():
        told[name] = {key: row[key] for key in ("f1", "low", "high")}
    return told | {name: report["attributes"][name] for name in ("link", "metric_words_f1")}


def _run(recipe: Recipe, config: Any, folder: Path, examples: int, watch: Watch) -> Path:
    try:
        return run_loop(config, folder, examples, watch)
    except (PresstallyError, MemoryError):
        raise
    except Exception as error:
        raise ModelError(f"Training by {recipe.config} stopped: {error}", "Nothing was replaced.") from error


@contextmanager
def _switch_off_hub() -> Iterator[None]:
    """Keep third-party libraries from asking a hub for weights."""
    before = {name: os.environ.get(name) for name in OFFLINE}
    os.environ.update(dict.fromkeys(OFFLINE, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
