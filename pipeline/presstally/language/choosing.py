"""Choose the words of a metric from their probabilities, and join them to spans."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span, Token

# Words that never stand at the edge of a METRIC span; between two chosen words they are taken along.
EDGES = frozenset(
    "a an the of to in on at by for from with and or as that this these those who which were was is are be been being "
    "has have had it its their , . ; : ( ) - – — | / \" ' “ ” 's not also than".split()
)
BRIDGES = frozenset(
    "of the a an was were is are be been has have had to in from into at as for by on and or - – with".split()
)
MOST_WORDS = 24
LEAST = 0.1  # a word that is less likely by itself is chosen only where no other is
LONGEST_BRIDGE = 3


def choose_words(
    quantity: Span,
    words: NDArray[np.int64],
    scores: NDArray[np.float32],
    softening: float = 1.0,
    beta: float = 1.0,
) -> list[int]:
    """Return the tokens whose choice makes the best expected F-score, in order; none where nothing can be chosen.

    `words`: the candidate tokens; those of the number itself are never chosen. `scores`: the probability of each to be
    one of the metric's words; `softening`: the power to which they are raised, under 1 for a model that is surer than
    it is right; `beta`: how many times recall counts more than precision, for a word too many harms less than a lost
    one. Of the k likeliest words, the expected F-score is about
    (1 + beta^2) * sum(their probabilities) / (k + beta^2 * sum(all probabilities)).
    """
    own = (words >= quantity.start) & (words < quantity.end)
    weights = np.where(own, 0, scores**softening)
    order = np.argsort(-weights, kind="stable")[:MOST_WORDS]
    gains = np.cumsum(weights[order])
    expected = (1 + beta**2) * gains / (np.arange(1, len(order) + 1) + beta**2 * weights.sum())
    if not len(order) or gains[0] <= 0:
        return []
    likely = max(1, int((scores[order] >= LEAST).sum()))
    best = int(np.argmax(expected[:likely])) + 1
    return sorted(int(word) for word in words[order[:best]])


def may_be_chosen(token: Token) -> bool:
    """Return whether a token can be one of a metric's words: no function word, mark or number."""
    return token.ent_type_ != "QUANTITY" and token.lower_ not in EDGES and any(map(str.isalnum, token.text))


def to_spans(doc: Doc, chosen: list[int]) -> list[tuple[int, int]]:
    """Join chosen tokens to spans over the short function words between them."""
    spans: list[tuple[int, int]] = []
    for word in chosen:
        if spans and word - spans[-1][1] <= LONGEST_BRIDGE and _is_bridge(doc, spans[-1][1], word):
            spans[-1] = (spans[-1][0], word + 1)
        else:
            spans.append((word, word + 1))
    return spans


def _is_bridge(doc: Doc, start: int, end: int) -> bool:
    return all(doc[i].lower_ in BRIDGES and doc[i].ent_type_ != "QUANTITY" for i in range(start, end))
