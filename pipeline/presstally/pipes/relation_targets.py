"""What relation_extractor should have found: gold relations as targets of its pairs, and its score."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from spacy.training import Example

from presstally.language.pairs import Pairs
from presstally.language.relations import by_head
from presstally.language.spans import with_label

SMOOTHING = 0.01  # a gold word is not quite certain: two readers differ
Targets = tuple[NDArray[np.float32], NDArray[np.float32]]


def read_targets(example: Example, pairs: Pairs, labels: tuple[str, ...]) -> Targets:
    """Return targets and weights, pairs x labels.

    A predicted number learns from the gold number that it overlaps by half; one without a partner has weight 0. Other
    occurrences of a gold word have weight 0: they might have been marked as well. A relation with a score under 1 is a
    teacher's opinion of one word: its score is the target, and what the teacher left out it holds for unlikely.
    """
    doc, gold = example.predicted, example.reference
    relations = by_head(gold)
    wanted = np.full((len(pairs.heads), len(labels)), SMOOTHING, np.float32)
    weights = np.zeros_like(wanted)
    starts = np.array([token.idx for token in doc])
    lower = np.array([token.lower_ for token in doc], object)
    partners = [(span.start_char, span.end_char) for span in with_label(gold, "QUANTITY")]
    for number, quantity in enumerate(pairs.quantities):
        partner = next((p for p in partners if _share(p, (quantity.start_char, quantity.end_char)) >= 0.5), None)
        if partner is None:
            continue
        rows = np.flatnonzero(pairs.heads == number)
        places, texts = starts[pairs.words[rows]], lower[pairs.words[rows]]
        weights[rows] = 1
        for column, label in enumerate(labels):
            told = _told(places, relations.get(partner, []), label)
            wanted[rows, column] = np.clip(told, SMOOTHING, 1 - SMOOTHING)
            if label == "MEASURES":
                gold_rows = told == 1
                repeated = np.isin(texts, [word for word in texts[gold_rows] if len(word) > 3]) & ~gold_rows
                weights[rows[repeated], column] = 0
                weights[rows, column] *= bool(told.any())
    return wanted, weights


def _share(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Return the overlap of two stretches by their union."""
    return (min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def _told(places: NDArray[Any], rows: list[dict[str, Any]], label: str) -> NDArray[np.float32]:
    """Return the score of the relation that covers each place, 0 where none does."""
    told = np.zeros(len(places), np.float32)
    for row in rows:
        if row["type"] == label:
            inside = (places >= row["child"][0]) & (places < row["child"][1])
            told[inside] = np.maximum(told[inside], row["score"])
    return told


def score_links(examples: Iterable[Example], **_: Any) -> dict[str, float]:
    """Score MEASURES: a number's link is right when its words reach F1 0.5 against the gold's and touch each gold span.

    `link_words_f` asks for the words alone, `link_exact_f` for just these words. Precision is over predicted links,
    recall over gold ones; both sides' numbers count, found or not.
    """
    right = words_right = exact = predicted = gold = 0
    for example in examples:
        found, wanted = _links(example.predicted), _links(example.reference)
        predicted, gold = predicted + len(found), gold + len(wanted)
        for place, spans in wanted.items():
            own = next((other for key, other in found.items() if _share(key, place) >= 0.5), [])
            words, theirs = _words(example.reference, spans), _words(example.predicted, own)
            hits = len(words & theirs)
            enough = 2 * hits >= 0.5 * (len(words) + len(theirs)) and hits > 0
            words_right += enough
            right += enough and all(any(a < end and start < b for a, b in own) for start, end in spans)
            exact += words == theirs
    scores = {"link_f": right, "link_words_f": words_right, "link_exact_f": exact}
    return {name: _f(count, predicted, gold) for name, count in scores.items()}


def _links(doc: Doc) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return the spans of each number's MEASURES relations, where they have a content word."""
    found = {
        head: [row["child"][:2] for row in rows if row["type"] == "MEASURES"] for head, rows in by_head(doc).items()
    }
    return {head: spans for head, spans in found.items() if _words(doc, spans)}


def _words(doc: Doc, spans: list[tuple[int, int]]) -> set[str]:
    """Return the content words of spans."""
    text = doc.text
    return {word for word in " ".join(text[slice(*span)] for span in spans).lower().split() if len(word) > 3}


def _f(right: int, predicted: int, gold: int) -> float:
    return 2 * right / (predicted + gold) if predicted + gold else 0.0
