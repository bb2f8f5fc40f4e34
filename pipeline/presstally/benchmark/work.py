"""The work of a pipeline, counted: the same on every machine, however busy, so that a test can set limits to it."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from presstally.benchmark.components import TOKENIZER
from presstally.benchmark.subjects import start_docs
from presstally.benchmark.texts import count_words
from presstally.schemas import Release

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_TREE = "tree_matcher.py"
ENCODER, EXTRACTOR = "onnx_encoder", "relation_extractor"


@dataclass
class Work:
    """Counts a word. `calls`: component -> calls of functions; `tried`: tests of patterns against words.

    `encoded`: word pieces that went through the encoder, with what fills up a batch; `pairs`: pairs that were scored.
    """

    calls: dict[str, float] = field(default_factory=dict)
    tried: float = 0.0
    encoded: float = 0.0
    pairs: float = 0.0


def count_work(nlp: Language, releases: Sequence[Release]) -> Work:
    """Count the work of reading `releases`, component by component.

    What a pipeline has read before it remembers in part: count with one just loaded, or after another pass.
    """
    words = max(count_words(releases), 1)
    work = Work()
    counts = {"encoded": 0, "pairs": 0}
    restore = [_watch_encoder(nlp, counts), _watch_extractor(nlp, counts)]
    docs: list[Doc] = []
    try:
        for name, pipe in [(TOKENIZER, None), *nlp.pipeline]:
            profile = cProfile.Profile()
            profile.enable()
            docs = [pipe(doc) for doc in docs] if pipe else list(start_docs(nlp, releases))
            profile.disable()
            calls, tried = _read_profile(profile)
            work.calls[name] = calls / words
            work.tried += tried / words
    finally:
        for undo in restore:
            undo()
    work.encoded, work.pairs = counts["encoded"] / words, counts["pairs"] / words
    return work


def _read_profile(profile: cProfile.Profile) -> tuple[int, int]:
    """Return all calls, and those that test a word against a token of a pattern."""
    stats: dict[tuple[str, int, str], Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    tests = (row[1] for (file, _, name), row in stats.items() if file.endswith(_TREE) and name == "<lambda>")
    return sum(row[1] for row in stats.values()), sum(tests)


def _find(nlp: Language, factory: str) -> Any:
    return next((pipe for name, pipe in nlp.pipeline if nlp.get_pipe_meta(name).factory == factory), None)


def _watch_encoder(nlp: Language, counts: dict[str, int]) -> Callable[[], None]:
    encoder = _find(nlp, ENCODER)
    if encoder is None:
        return lambda: None
    session = encoder._load_session()
    encoder._session = _Session(session, counts)

    def undo() -> None:
        encoder._session = session

    return undo


def _watch_extractor(nlp: Language, counts: dict[str, int]) -> Callable[[], None]:
    extractor = _find(nlp, EXTRACTOR)
    if extractor is None:
        return lambda: None
    predict = extractor.predict

    def counted(docs: Any) -> Any:
        found = predict(docs)
        counts["pairs"] += sum(len(scores) for _, scores in found)
        return found

    extractor.predict = counted
    return lambda: delattr(extractor, "predict")


class _Session:
    """An ONNX session that counts what goes in."""

    def __init__(self, session: Any, counts: dict[str, int]) -> None:
        self._session, self._counts = session, counts

    def run(self, names: Any, feed: dict[str, Any]) -> Any:
        self._counts["encoded"] += int(feed["input_ids"].size)
        return self._session.run(names, feed)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)
