"""Builds the pipeline of rules from its config: the one place that knows how the components stand together."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.util import registry

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
    onnx_encoder,
    pattern_ruler,
    period_linker,
    quantity_normalizer,
    relation_extractor,
)
from presstally.resources import data_dir


@registry.readers("presstally.Patterns.v1")
def read_patterns(configs: str | None = None) -> list[dict[str, Any]]:
    """Return the entity_ruler's patterns: a list, since spaCy reads them twice and a generator would be empty then."""
    return list(read_lexicon(configs).patterns)


def build(configs: str | None = None) -> Language:
    """Return the pipeline of rules, made anew from `rules.cfg`.

    `configs` names a folder like the project's `configs/`: its lexicon and catalogue are read, and its `rules.cfg`
    where there is one.
    """
    path = Path(configs or "") / "rules.cfg"
    config = spacy.util.load_config(path if configs and path.is_file() else data_dir("configs") / "rules.cfg")
    if configs:
        config["initialize"]["components"]["entity_ruler"]["patterns"]["configs"] = configs
        config = config.merge(spacy.util.dot_to_dict(find_overrides(config, configs)))
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    nlp.initialize()
    nlp.meta.update(name="rules", version=version("presstally"))
    return nlp


def find_overrides(config: dict[str, Any], configs: str) -> dict[str, Any]:
    """Return the settings, in dot notation, that hand the folder `configs` to every part that reads from it."""
    settings = {"nlp.tokenizer.configs": configs}
    for name, component in config["components"].items():
        factory = component.get("factory", "")
        meta = Language.get_factory_meta(factory) if Language.has_factory(factory) else None
        if meta and "configs" in (meta.default_config or {}):
            settings[f"components.{name}.configs"] = configs
    return settings


def replace_patterns(nlp: Language, configs: str | None) -> None:
    """Give the entity_ruler of a saved pipeline the patterns of the folder `configs` (None: those that ship)."""
    ruler: Any = nlp.get_pipe("entity_ruler")
    ruler.clear()
    ruler.add_patterns(read_patterns(configs))
