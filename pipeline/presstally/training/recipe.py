"""How a model is trained: a config with everything filled in that stands outside it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import spacy
from confection import Config

from presstally.corpus.gold import GoldRelease
from presstally.errors import ModelError, UsageError
from presstally.resources import data_dir
from presstally.training.weights import Weights, find_weights, make_vectors

_WORD = re.compile(r"[^\W\d_]+")
EMBED = "components.relation_extractor.model.tok2vec.embed"


@dataclass(frozen=True)
class Recipe:
    """What the user asks for. `seed` None: the config's; `encoder`, `vectors`: paths, or None for the known package.

    `with_vectors`: start from word vectors, which a config need not do. `teachers`: models whose average opinion of the
    releases at the paths `unlabelled` is learned beside the gold. `companions`: configs of components that are
    trained by themselves and join the pipeline.
    """

    config: Path
    seed: int | None = None
    encoder: Path | None = None
    vectors: Path | None = None
    with_vectors: bool = False
    teachers: tuple[str, ...] = ()
    unlabelled: tuple[Path, ...] = ()
    companions: tuple[Path, ...] = ()


def find_config(name: Path) -> Path:
    """Return a config by its path or by the name of one that ships; raise UsageError where there is none."""
    shipped = data_dir("configs")
    for path in (name, shipped / name.name, shipped / f"{name.name}.cfg"):
        if path.is_file():
            return path
    known = ", ".join(sorted(path.name for path in shipped.glob("*.cfg") if path.stem != "rules"))
    raise UsageError(f"There is no config {name}.", f"Name a file, or one that ships: {known}.")


def read_config(path: Path) -> Config:
    """Read a training config; raise ModelError where it is none, or asks for what is not installed."""
    try:
        config = spacy.util.load_config(path)
        training, pipes = config.get("training"), config["nlp"]["pipeline"]
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The config {path} cannot be read: {error}", "Start from configs/cnn.cfg.") from error
    if not training or "relation_extractor" not in pipes or "corpora" not in config:
        raise ModelError(f"The config {path} trains nothing.", "Start from configs/cnn.cfg.")
    if "transformer" in pipes and not find_spec("spacy_transformers"):
        raise ModelError(
            f"The config {path} needs torch and spacy-transformers.",
            "Install the extra: pip install 'presstally[train]'; or train configs/cnn.cfg, which needs neither.",
        )
    return config


def fill_config(
    recipe: Recipe, files: dict[str, Path], releases: Sequence[GoldRelease], folder: Path
) -> tuple[Config, list[Weights]]:
    """Return the config of a recipe with its paths and seed, and the weights that it starts from.

    `files`: part -> JSONL; `folder` takes what has to be written for it.
    """
    config = read_config(recipe.config)
    weights = []
    config.setdefault("system", {})
    if recipe.seed is not None:
        config["system"]["seed"] = recipe.seed
        config["training"]["seed"] = recipe.seed
    config["paths"] |= {part: str(path) for part, path in files.items()}
    if recipe.teachers:
        _add_teachers(config, recipe)
    if "encoder" in config["paths"]:
        found = find_weights("encoder", recipe.encoder)
        weights.append(found)
        config["paths"]["encoder"] = str(found.path)
    elif recipe.encoder:
        raise UsageError(f"The config {recipe.config} takes no encoder.", "Leave --encoder out.")
    if recipe.with_vectors or recipe.vectors:
        found = find_weights("vectors", recipe.vectors)
        weights.append(found)
        _add_vectors(config, recipe, found, releases, folder)
    return config, weights


def _add_teachers(config: Config, recipe: Recipe) -> None:
    config["corpora"]["train"] = {
        "@readers": "presstally.TaughtCorpus.v1",
        "path": "${paths.train}",
        "unlabelled": [str(path) for path in recipe.unlabelled],
        "teachers": list(recipe.teachers),
    }


def _add_vectors(config: Config, recipe: Recipe, found: Weights, releases: Sequence[GoldRelease], folder: Path) -> None:
    part = config
    for name in EMBED.split("."):
        part = part.get(name, {})
    if "include_static_vectors" not in part or "vectors" not in config["paths"]:
        raise UsageError(f"The config {recipe.config} takes no word vectors.", "Leave --vectors out.")
    out = Path(tempfile.mkdtemp(prefix="vectors-", dir=folder))
    make_vectors(found.path, {word for release in releases for word in _WORD.findall(release.text)}, out)
    config["paths"]["vectors"] = str(out)
    part["include_static_vectors"] = True
