"""The network behind relation_extractor: one pass of the encoder for a text, then a score for every pair in it.

Both ends of a pair, a number and a word, are rows of the encoder's output (a number's is the mean over its tokens). The
pair's state is the sum of a projection of each, of their product in a space of their own, and of the pair's features;
two layers turn it into one score a label.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import Dropout, Gelu, Linear, Model, chain

from presstally.language.pairs import N_FEATURES, Pairs

Rows = Any  # a float32 array, rows x width
Scores = list[Rows]  # for each Doc: pairs x labels, before the logistic
Backprop = Callable[[Scores], list[Doc]]


@registry.architectures("presstally.RelationModel.v1")
def make_relation_model(
    tok2vec: Model[list[Doc], list[Rows]], hidden_width: int = 128, dropout: float = 0.1, nO: int | None = None
) -> Model[list[tuple[Doc, Pairs]], Scores]:
    """Return the model: (Doc, Pairs) -> scores. `nO`: the number of labels, set when the component is initialized."""
    sides = ("head", "word", "head_product", "word_product")
    layers = {name: Linear(nO=hidden_width) for name in sides}
    features = Linear(nO=hidden_width, nI=N_FEATURES)
    output: Model[Rows, Rows] = chain(
        Gelu(nO=hidden_width, nI=hidden_width), Dropout(dropout), Linear(nO=nO, nI=hidden_width)
    )
    return Model(
        "relation_model",
        forward,
        init=init,
        layers=[tok2vec, *layers.values(), features, output],
        refs={"tok2vec": tok2vec, "features": features, "output": output, **layers},
        dims={"nO": nO, "nH": hidden_width},
    )


def init(model: Model, X: list[tuple[Doc, Pairs]] | None = None, Y: Scores | None = None) -> None:
    """Give every layer its shape: the encoder's from the Docs, the others' from the encoder's width."""
    tok2vec = model.get_ref("tok2vec")
    tok2vec.initialize([doc for doc, _ in X] if X else None)
    width = tok2vec.get_dim("nO")
    for name in ("head", "word", "head_product", "word_product"):
        model.get_ref(name).set_dim("nI", width)
        model.get_ref(name).initialize()
    model.get_ref("features").initialize()
    output = model.get_ref("output")
    if Y is not None and model.has_dim("nO") is None:
        model.set_dim("nO", Y[0].shape[1])
        output.layers[-1].set_dim("nO", Y[0].shape[1])
    output.initialize()


def forward(model: Model, X: list[tuple[Doc, Pairs]], is_train: bool) -> tuple[Scores, Backprop]:
    """Score all pairs of a batch of Docs in one go."""
    vectors, back_tok2vec = model.get_ref("tok2vec")([doc for doc, _ in X], is_train)
    batch = _Batch(X, [len(rows) for rows in vectors])
    tokens = model.ops.xp.concatenate(vectors) if vectors else model.ops.alloc2f(0, 0)
    if not len(batch.heads):
        return [model.ops.alloc2f(0, model.get_dim("nO")) for _ in X], lambda _: back_tok2vec([0 * v for v in vectors])
    numbers = batch.means @ tokens
    head, back_head = model.get_ref("head")(numbers, is_train)
    word, back_word = model.get_ref("word")(tokens, is_train)
    product_head, back_product_head = model.get_ref("head_product")(numbers, is_train)
    product_word, back_product_word = model.get_ref("word_product")(tokens, is_train)
    seen, back_features = model.get_ref("features")(batch.features, is_train)
    left, right = product_head[batch.heads], product_word[batch.words]
    state = head[batch.heads] + word[batch.words] + left * right + seen
    scores, back_output = model.get_ref("output")(model.ops.gelu(state), is_train)

    def backprop(d_scores: Scores) -> list[Doc]:
        d_state = model.ops.backprop_gelu(back_output(model.ops.xp.concatenate(d_scores)), state)
        back_features(d_state)
        d_numbers = back_head(batch.sum_heads(d_state)) + back_product_head(batch.sum_heads(d_state * right))
        d_tokens = back_word(batch.sum_words(d_state)) + back_product_word(batch.sum_words(d_state * left))
        d_tokens += batch.means.T @ d_numbers
        return back_tok2vec(np.split(d_tokens, batch.doc_ends))

    return np.split(scores, batch.pair_ends), backprop


class _Batch:
    """The pairs of several Docs over their tokens laid end to end.

    `means`: numbers x tokens, each row a mean over its span.
    """

    def __init__(self, X: list[tuple[Doc, Pairs]], lengths: list[int]) -> None:
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
        firsts = np.concatenate([[0], np.cumsum([len(pairs.quantities) for _, pairs in X])]).astype(int)
        self.doc_ends = starts[1:-1]
        self.pair_ends = np.cumsum([len(pairs.heads) for _, pairs in X])[:-1].astype(int)
        self.heads = np.concatenate([pairs.heads + first for (_, pairs), first in zip(X, firsts[:-1], strict=True)])
        self.words = np.concatenate([pairs.words + start for (_, pairs), start in zip(X, starts[:-1], strict=True)])
        self.heads, self.words = self.heads.astype(int), self.words.astype(int)
        self.features = np.concatenate([pairs.features for _, pairs in X])
        self.means = np.zeros((firsts[-1], starts[-1]), np.float32)
        number = 0
        for (_, pairs), start in zip(X, starts[:-1], strict=True):
            for quantity in pairs.quantities:
                self.means[number, start + quantity.start : start + quantity.end] = 1 / len(quantity)
                number += 1

    def sum_heads(self, rows: Any) -> Rows:
        """Sum the rows of pairs that share a number; they stand together."""
        return np.add.reduceat(rows, np.flatnonzero(np.diff(self.heads, prepend=-1)), axis=0)

    def sum_words(self, rows: Any) -> Rows:
        """Sum the rows of pairs that share a word."""
        order = np.argsort(self.words, kind="stable")
        words = self.words[order]
        first = np.flatnonzero(np.diff(words, prepend=-1))
        total = np.zeros((self.means.shape[1], rows.shape[1]), np.float32)
        total[words[first]] = np.add.reduceat(rows[order], first, axis=0)
        return total
