"""Releases without annotation as Examples: what trained models think of each word stands in for the gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

from presstally.corpus.gold_docs import make_gold_corpus
from presstally.errors import UsageError
from presstally.language.relations import relation
from presstally.loading import load

if TYPE_CHECKING:
    from presstally.pipes.relation_extractor import RelationExtractor

LEAST = 0.02  # a word that the teachers hold for less likely is left out
SURE = 0.99  # a teacher is never as certain as gold, which scores 1
Place = tuple[int, int]
Words = dict[Place, dict[Place, float]]  # number -> word -> probability, all by their characters


@registry.readers("presstally.TaughtCorpus.v1")
def make_taught_corpus(
    path: Path, unlabelled: list[Path], teachers: list[str]
) -> Callable[[Language], Iterable[Example]]:
    """Return a reader of gold releases (`path`, JSONL) with releases after them that the models `teachers` label."""
    read_gold = make_gold_corpus(path)

    def read(nlp: Language) -> Iterator[Example]:
        yield from read_gold(nlp)
        yield from teach(nlp, read_unlabelled(unlabelled), teachers)

    return read


def read_unlabelled(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Return the rows (`doc_id`, `text`, `published`) of JSONL files, or of all such files in a folder."""
    files = [file for path in map(Path, paths) for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    rows = [row for file in files for row in srsly.read_jsonl(file)]
    if not all(isinstance(row, dict) and row.get("text") for row in rows):
        raise UsageError("A line of the unlabelled releases has no text.", 'Each line: {"doc_id": ..., "text": ...}.')
    return rows


def teach(nlp: Language, rows: Sequence[dict[str, Any]], teachers: Sequence[str]) -> list[Example]:
    """Return an Example for each row: the numbers that the first teacher finds, the words as all think on average."""
    opinions: list[Words] = [defaultdict(lambda: defaultdict(float)) for _ in rows]
    for number, name in enumerate(teachers):
        teacher = load(name)
        for row, words in zip(rows, opinions, strict=True):
            for place, told in _ask(teacher, row).items():
                if number == 0 or place in words:
                    for word, score in told.items():
                        words[place][word] += score / len(teachers)
    return [_make_example(nlp, row, words) for row, words in zip(rows, opinions, strict=True)]


def _ask(teacher: Language, row: dict[str, Any]) -> Words:
    doc = _start(teacher, row)
    extractor: RelationExtractor | Any = teacher.get_pipe("relation_extractor")
    for name, pipe in teacher.pipeline:
        if name == "relation_extractor":
            break
        doc = pipe(doc)
    pairs, scores = extractor.predict([doc])[0]
    column = extractor.labels.index("MEASURES")
    words: Words = {}
    for head, word, score in zip(pairs.heads, pairs.words, scores[:, column], strict=True):
        quantity, token = pairs.quantities[head], doc[int(word)]
        if score >= LEAST and token.ent_type_ != "QUANTITY":
            told = words.setdefault((quantity.start_char, quantity.end_char), {})
            told[token.idx, token.idx + len(token)] = min(float(score), SURE)
    return words


def _start(nlp: Language, row: dict[str, Any]) -> Doc:
    doc = nlp.make_doc(row["text"])
    doc._.release = {"id": row.get("doc_id"), "published": row.get("published") or None}
    return doc


def _make_example(nlp: Language, row: dict[str, Any], words: Words) -> Example:
    taught = _start(nlp, row)
    heads = {place: _span(taught, place, "QUANTITY") for place in words}
    taught.ents = [heads[place] for place in sorted(words)]
    taught._.relations = [
        relation("MEASURES", heads[place], _span(taught, word, "METRIC"), score, "taught")
        for place, told in words.items()
        for word, score in told.items()
    ]
    return Example(_start(nlp, row), taught)


def _span(doc: Doc, place: Place, label: str) -> Span:
    span = doc.char_span(*place, label=label, alignment_mode="expand")
    assert span is not None  # the same text and the same tokenizer
    return span
