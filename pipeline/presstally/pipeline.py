"""Builds the pipeline from its config: the one place that knows how the components stand together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import registry

from presstally.errors import ModelError
from presstally.language import extensions, tokenizer  # noqa: F401  (registers both)
from presstally.lexicon import read_lexicon
from presstally.pipes import (  # noqa: F401  (registers the components)
    actor_linker,
    change_reader,
    date_normalizer,
    fact_builder,
    furniture_masker,
    line_sentencizer,
    metric_catalogue,
    metric_linker,
    name_resolver,
    pattern_ruler,
    period_linker,
    quantity_normalizer,
)
from presstally.resources import data_dir


@registry.readers("presstally.Patterns.v1")
def read_patterns(configs: str | None = None) -> list[dict[str, Any]]:
    """Return the entity_ruler's patterns:
    a list, since spaCy reads them more than once and a generator would be empty then.
    """
    return list(read_lexicon(configs).patterns)


def build(model: str = "rules", configs: str | None = None) -> Language:
    """Return the pipeline `model`, made anew from its config; `rules` is the only one so far.

    `configs` names a folder like the project's `configs/` whose lexicon and catalogue are read instead of the ones
    that ship.
    """
    if model != "rules":
        raise ModelError(
            f"There is no model {model!r}.", "Use `rules`, or name the folder of a model saved with nlp.to_disk()."
        )
    folder = Path(configs) if configs else data_dir("configs")
    path = folder / "rules.cfg"
    if not path.is_file():
        path = data_dir("configs") / "rules.cfg"
    config = spacy.util.load_config(path)
    if configs:
        _set_configs(config, configs)
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.initialize()
    return nlp


def _set_configs(config: dict[str, Any], configs: str) -> None:
    """Hand the folder to every part that reads from it."""
    config["nlp"]["tokenizer"]["configs"] = configs
    config["initialize"]["components"]["entity_ruler"]["patterns"]["configs"] = configs
    for component in config["components"].values():
        meta = Language.get_factory_meta(component["factory"]) if Language.has_factory(component["factory"]) else None
        if meta and "configs" in (meta.default_config or {}):
            component["configs"] = configs
