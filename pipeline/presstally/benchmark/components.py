"""Where the time of a pipeline goes: component by component over the same texts."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from presstally.benchmark.subjects import start_docs
from presstally.benchmark.texts import count_words
from presstally.schemas import Release

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TOKENIZER = "tokenizer"
BLOCK = 16  # releases that pass through a component before the next one has its turn


def time_components(nlp: Language, warm: Sequence[Release], releases: Sequence[Release]) -> dict[str, float]:
    """Return component -> microseconds of the processor a word, the tokenizer first; `warm` is read untimed."""
    read_apart(nlp, warm)
    gc.collect()
    gc.freeze()
    spent = dict.fromkeys((TOKENIZER, *nlp.pipe_names), 0.0)
    for start in range(0, len(releases), BLOCK):
        for name, seconds in read_apart(nlp, releases[start : start + BLOCK]).items():
            spent[name] += seconds
    gc.unfreeze()
    words = max(count_words(releases), 1)
    return {name: 1e6 * seconds / words for name, seconds in spent.items()}


def read_apart(nlp: Language, releases: Sequence[Release]) -> dict[str, float]:
    """Read releases, all through one component before the next; return component -> seconds of the processor."""
    spent: dict[str, float] = {}
    start = time.process_time()
    docs: list[Doc] = list(start_docs(nlp, releases))
    spent[TOKENIZER] = time.process_time() - start
    for name, pipe in nlp.pipeline:
        start = time.process_time()
        docs = list(pipe.pipe(docs, batch_size=nlp.batch_size)) if hasattr(pipe, "pipe") else list(map(pipe, docs))
        spent[name] = time.process_time() - start
    return spent
