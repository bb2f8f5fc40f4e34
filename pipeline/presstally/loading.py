"""Models by name: the pipeline of rules, a model that ships, or a trained one from a folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presstally.errors import ModelError, PresstallyError
from presstally.resources import data_dir

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

RULES = "rules"
DEFAULT_MODEL = "minilm"


def load(
    name: str | Path = DEFAULT_MODEL,
    *,
    configs: str | Path | None = None,
    vocab: Vocab | bool = True,
    disable: str | Iterable[str] = (),
    enable: str | Iterable[str] = (),
    exclude: str | Iterable[str] = (),
    config: dict[str, Any] | None = None,
) -> Language:
    """Load the pipeline `name`: `rules`, a model that ships (see `model_names`), or the folder of a spaCy pipeline.

    `configs` is a folder made like the project's `configs/`. The others are spaCy's own, so that
    `spacy.load("presstally")` works; `vocab` and `config` hold for models, not for the rules.
    Raises ModelError with the reason where the model cannot be used.
    """
    try:
        if str(name) == RULES:
            return _load_rules(configs, vocab, config, disable=disable, enable=enable, exclude=exclude)
        options = {"vocab": vocab, "disable": disable, "enable": enable, "exclude": exclude}
        return _load_folder(_find_folder(name), configs, config or {}, options)
    except PresstallyError:
        raise
    except Exception as error:
        raise ModelError(
            f"The model {str(name)!r} cannot be used: {error}",
            f"Name {', '.join(model_names())}, or the folder of a model made for this version.",
        ) from error


def model_names() -> list[str]:
    """Return the names that `load` knows: the rules and the models that ship."""
    return [RULES, *sorted(path.parent.name for path in data_dir("models").glob("*/config.cfg"))]


@lru_cache(maxsize=2)
def load_shared(name: str = DEFAULT_MODEL, configs: str | Path | None = None) -> Language:
    """Return a pipeline that the process keeps: loading takes longer than reading a release."""
    return load(name, configs=configs)


def _find_folder(name: str | Path) -> Path:
    for folder in (Path(name), data_dir("models") / str(name)):
        if (folder / "config.cfg").is_file():
            return folder
    known = ", ".join(model_names())
    if Path(name).is_dir():
        raise ModelError(f"{name} is no model: it has no config.cfg.", "Name the folder of a spaCy pipeline.")
    raise ModelError(f"There is no model {str(name)!r}.", f"Name one of {known}, or the folder of a spaCy pipeline.")


def _load_rules(configs: str | Path | None, vocab: Any, config: Any, **switches: str | Iterable[str]) -> Language:
    from presstally.pipeline import build

    if vocab is not True or config:
        raise ModelError("`vocab` and `config` hold for models only, not for the rules.", "Leave them out.")
    nlp = build(configs=str(configs) if configs else None)
    _switch(nlp, **{key: [names] if isinstance(names, str) else list(names) for key, names in switches.items()})
    return nlp


def _load_folder(path: Path, configs: str | Path | None, config: dict[str, Any], options: dict[str, Any]) -> Language:
    import spacy

    from presstally import pipeline

    saved = spacy.util.load_config(path / "config.cfg")
    _check_pipes(saved["nlp"]["pipeline"], *(options[key] for key in ("disable", "enable", "exclude")))
    if configs:
        config = config | pipeline.find_overrides(saved, str(configs))
    nlp = spacy.load(path, config=config, **options)
    if configs or path.parent == data_dir("models"):  # a model that ships follows the patterns that ship
        pipeline.replace_patterns(nlp, str(configs) if configs else None)
    return nlp


def _switch(nlp: Language, disable: list[str], enable: list[str], exclude: list[str]) -> None:
    """Leave out and turn off pipes as spaCy does when it loads."""
    _check_pipes(nlp.component_names, disable, enable, exclude)
    for name in exclude:
        nlp.remove_pipe(name)
    for name in [*disable, *(pipe for pipe in nlp.pipe_names if enable and pipe not in enable)]:
        nlp.disable_pipe(name)


def _check_pipes(known: list[str], *named: str | Iterable[str]) -> None:
    wanted = {name for names in named for name in ([names] if isinstance(names, str) else names)}
    if unknown := sorted(wanted - set(known)):
        raise ModelError(f"There is no pipe {unknown[0]!r}; the pipes: {', '.join(known)}.")
