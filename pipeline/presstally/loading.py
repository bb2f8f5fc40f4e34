"""Models by name: the pipeline of rules that ships, or a trained one from a folder."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presstally.errors import ModelError, PresstallyError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

DEFAULT_MODEL = "rules"


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
    """Load the pipeline `name`: a name that the package knows, or the folder of a spaCy pipeline.

    `configs` is a folder made like the project's `configs/`. The others are spaCy's own, so that
    `spacy.load("presstally")` works; `vocab` and `config` hold for folders only.
    Raises ModelError with the reason where the model cannot be used.
    """
    try:
        from presstally.pipeline import build

        if Path(name).is_dir():
            return _load_folder(
                Path(name), vocab=vocab, disable=disable, enable=enable, exclude=exclude, config=config or {}
            )
        if vocab is not True or config:
            raise ModelError(
                "`vocab` and `config` can be given for the folder of a model only.",
                "Leave them out, or change the config.",
            )
        nlp = build(model=str(name), configs=str(configs) if configs else None)
    except PresstallyError:
        raise
    except Exception as error:
        raise ModelError(
            f"The model {str(name)!r} cannot be used: {error}",
            "Name `rules`, or the folder of a model made for this version.",
        ) from error
    _switch(nlp, _names(disable), _names(enable), _names(exclude))
    return nlp


def load_shared(name: str = DEFAULT_MODEL, configs: str | Path | None = None) -> Language:
    """Load a pipeline to read with, not to change: that of the shipped rules is made once in a process."""
    return _load_rules() if name == DEFAULT_MODEL and configs is None else load(name, configs=configs)


@lru_cache(maxsize=1)
def _load_rules() -> Language:
    return load()


def _load_folder(path: Path, **options: Any) -> Language:
    import spacy

    if not (path / "config.cfg").is_file():
        raise ModelError(
            f"{path} is no model: it has no config.cfg.", "Name the folder of a spaCy pipeline, such as model-best."
        )
    return spacy.load(path, **options)


def _names(names: str | Iterable[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _switch(nlp: Language, disable: list[str], enable: list[str], exclude: list[str]) -> None:
    """Leave out and turn off pipes as spaCy does when it loads."""
    if unknown := sorted({*disable, *enable, *exclude} - set(nlp.component_names)):
        raise ModelError(f"There is no pipe {unknown[0]!r}; the pipes: {', '.join(nlp.component_names)}.")
    for name in exclude:
        nlp.remove_pipe(name)
    for name in [*disable, *(pipe for pipe in nlp.pipe_names if enable and pipe not in enable)]:
        nlp.disable_pipe(name)
