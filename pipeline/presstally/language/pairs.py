"""
Pairs of a number and a word that may say what it measures, with what can be seen of each pair without understanding
it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from presstally.language.choosing import may_be_chosen
from presstally.language.relations import by_head
from presstally.language.sentences import Sentences
from presstally.language.spans import with_label

# 98 in 100 words of a metric stand in the number's sentence or the 80 tokens before it (counted on annotated releases).
CONTEXT = 80
# Borders of the distance classes, in tokens; one class for each, on each side.
DISTANCES = np.array([1, 2, 3, 4, 6, 8, 12, 18, 30, 60])
UNITS = ("percent", "percentage_point", "times", "per_100k", "kg", "year", "month", "day", "count")
COUNTED = (",", "(", ")", ";:.", "-–—", "|\t\n")  # marks whose number between the two tells how far apart they are
OWN = 9  # what _Table.features adds of a pair
N_FEATURES = 2 * (len(DISTANCES) + 1) + len(COUNTED) + 1 + OWN + len(UNITS) + 3


@dataclass(frozen=True)
class Pairs:
    """All pairs of a Doc.

    `quantities`: the numbers; `heads`, `words`: number and token of each pair; `features`: N_FEATURES each.
    """

    quantities: list[Span]
    heads: NDArray[np.int64]
    words: NDArray[np.int64]
    features: NDArray[np.float32]


def find_pairs(doc: Doc, context: int = CONTEXT) -> Pairs:
    """Pair each QUANTITY of `doc` with the words of its passage: its sentence and the `context` tokens before it.

    Only what can be chosen is paired: half of the tokens are function words and marks. A number without any word is
    paired with its own first token, so that each has a pair.
    """
    quantities = with_label(doc, "QUANTITY")
    sentences = Sentences(doc)
    table = _Table(doc, quantities, sentences)
    heads, words, features = [], [], []
    for number, quantity in enumerate(quantities):
        start, end = sentences.borders(quantity.start)
        tokens = np.arange(max(0, start - context), max(end, quantity.end))
        tokens = tokens[table.words[tokens]]
        tokens = tokens if len(tokens) else np.array([quantity.start])
        heads.append(np.full(len(tokens), number))
        words.append(tokens)
        features.append(table.features(quantity, tokens))
    if not quantities:
        return Pairs([], np.zeros(0, int), np.zeros(0, int), np.zeros((0, N_FEATURES), np.float32))
    return Pairs(quantities, np.concatenate(heads), np.concatenate(words), np.concatenate(features))


class _Table:
    """Running counts over the tokens of a Doc, so that what stands between two of them is a difference."""

    def __init__(self, doc: Doc, quantities: list[Span], sentences: Sentences) -> None:
        texts = [token.text for token in doc]
        self.words = np.array([may_be_chosen(token) for token in doc], bool)
        self.counts = np.zeros((len(COUNTED) + 1, len(doc) + 1), np.float32)
        for row, marks in enumerate(COUNTED):
            self.counts[row, 1:] = np.cumsum(
                [any(mark in text for mark in marks) and not text.isalnum() for text in texts]
            )
        self.in_quantity = np.zeros(len(doc), np.float32)
        for quantity in quantities:
            self.in_quantity[quantity.start : quantity.end] = 1
            self.counts[-1, quantity.end :] += 1
        self.in_name = np.array([token.ent_type_ not in ("", "QUANTITY") for token in doc], np.float32)
        numbers = np.zeros(len(doc), int)
        numbers[[start for start in sentences.starts if start]] = 1
        self.sentence = np.cumsum(numbers)
        self.linked = {
            head: [row["child"][:2] for row in rows if row["type"] == "MEASURES"] for head, rows in by_head(doc).items()
        }
        self.starts = np.array([token.idx for token in doc])

    def features(self, quantity: Span, tokens: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what is seen of `quantity` with each of `tokens`, N_FEATURES wide."""
        left, right = tokens < quantity.start, tokens >= quantity.end
        distance = np.where(left, quantity.start - tokens, np.where(right, tokens - quantity.end + 1, 0))
        buckets = np.searchsorted(DISTANCES, distance) + np.where(right, len(DISTANCES) + 1, 0)
        places = np.eye(2 * (len(DISTANCES) + 1), dtype=np.float32)[buckets]
        first = np.where(left, tokens + 1, quantity.end)
        last = np.where(left, quantity.start, np.maximum(tokens, quantity.end))
        between = np.minimum(self.counts[:, last] - self.counts[:, first], 4).T / 4
        apart = self.sentence[quantity.start] - self.sentence[tokens]
        own = np.zeros((len(tokens), OWN), np.float32)
        own[:, 0], own[:, 1], own[:, 2] = apart == 0, apart == 1, np.minimum(apart, 5) / 5
        own[:, 3], own[:, 4] = self.in_quantity[tokens], self.in_name[tokens]
        own[:, 5] = (tokens >= quantity.start) & (tokens < quantity.end)
        own[:, 6] = self._is_linked(quantity, tokens)
        own[:, 7], own[:, 8] = left, right
        return np.hstack([places, between, own, np.tile(_describe(quantity), (len(tokens), 1))])

    def _is_linked(self, quantity: Span, tokens: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell which tokens the rules chose for this number."""
        found = np.zeros(len(tokens), bool)
        for start, end in self.linked.get((quantity.start_char, quantity.end_char), ()):
            found |= (self.starts[tokens] >= start) & (self.starts[tokens] < end)
        return found


def _describe(quantity: Span) -> NDArray[np.float32]:
    """Return what is known of a number by itself: its unit, whether it is a change, whether brackets hold it."""
    unit = (quantity._.quantity or {}).get("unit", "count")
    row = [unit == name for name in UNITS]
    before = quantity.doc[quantity.start - 1].text if quantity.start else ""
    return np.array([*row, unit not in UNITS, quantity._.kind == "change", before == "("], np.float32)
