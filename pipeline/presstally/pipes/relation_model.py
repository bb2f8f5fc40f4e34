"""The network behind relation_extractor: one pass of the encoder for a text, then a score for every pair in it.

Both ends of a pair, a number and a word, are rows of the encoder's output (a number's is the mean over its tokens). The
pair's state is the sum of a projection of each, of their product in a space of their own, and of the pair's features.
Then each number reads its words in their order: convolutions along them let a word see whether its neighbours are
chosen, and what attention gathers over all of them lets one of two sisters win. Two layers turn it into scores.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    Dropout,
    Gelu,
    Linear,
    Maxout,
    Model,
    ParametricAttention,
    Ragged,
    chain,
    clone,
    expand_window,
    reduce_sum,
    residual,
    with_array,
)

from presstally.language.pairs import N_FEATURES, Pairs

Rows = Any  # a float32 array, rows x width
Scores = list[Rows]  # for each Doc: pairs x labels, before the logistic
Backprop = Callable[[Scores], list[Doc]]
PRIOR = -3.5  # three words in a hundred are chosen: so the encoder's first lesson is not that most are not
SIDES = ("head", "word", "head_product", "word_product")


@registry.architectures("presstally.RelationModel.v2")
def make_relation_model(
    tok2vec: Model[list[Doc], list[Rows]],
    hidden_width: int = 128,
    depth: int = 2,
    window_size: int = 1,
    dropout: float = 0.1,
    nO: int | None = None,
) -> Model[list[tuple[Doc, Pairs]], Scores]:
    """Return the model: (Doc, Pairs) -> scores.

    Args:
        depth, window_size: convolutions along a number's words, and how many words each sees on either side.
        nO: the number of labels, set when the component is initialized.
    """
    width = hidden_width
    sides = {name: Linear(nO=width) for name in SIDES}
    features = Linear(nO=width, nI=N_FEATURES)
    step = Maxout(nO=width, nI=width * (2 * window_size + 1), nP=2, normalize=True, dropout=dropout)
    reader = clone(residual(chain(expand_window(window_size), with_array(step))), depth)
    gathering: Model[Ragged, Rows] = chain(ParametricAttention(nO=width), reduce_sum(), Linear(nO=width, nI=width))
    output: Model[Rows, Rows] = chain(Gelu(nO=width, nI=width), Dropout(dropout), Linear(nO=nO, nI=width))
    refs: dict[str, Model | None] = {"tok2vec": tok2vec, "features": features, "reader": reader}
    refs |= {"gathering": gathering, "output": output, **sides}
    return Model(
        "relation_model",
        forward,
        init=init,
        layers=[tok2vec, *sides.values(), features, reader, gathering, output],
        refs=refs,
        dims={"nO": nO, "nH": width},
    )


def init(model: Model, X: list[tuple[Doc, Pairs]] | None = None, Y: Scores | None = None) -> None:
    """Give every layer its shape: the encoder's from the Docs, the others' from the encoder's width."""
    tok2vec = model.get_ref("tok2vec")
    tok2vec.initialize([doc for doc, _ in X] if X else None)
    for name in SIDES:
        model.get_ref(name).set_dim("nI", tok2vec.get_dim("nO"))
        model.get_ref(name).initialize()
    model.get_ref("features").initialize()
    rows = Ragged(model.ops.alloc2f(1, model.get_dim("nH")), model.ops.asarray1i([1]))
    model.get_ref("reader").initialize(rows)
    model.get_ref("gathering").initialize(rows)
    output = model.get_ref("output")
    if Y is not None and model.has_dim("nO") is None:
        model.set_dim("nO", Y[0].shape[1])
        output.layers[-1].set_dim("nO", Y[0].shape[1])
    output.initialize()
    last = output.layers[-1]
    last.set_param("W", 0 * last.get_param("W"))  # every seed begins with the same scores
    last.set_param("b", 0 * last.get_param("b") + PRIOR)


def forward(model: Model, X: list[tuple[Doc, Pairs]], is_train: bool) -> tuple[Scores, Backprop]:
    """Score all pairs of a batch of Docs in one go."""
    vectors, back_tok2vec = model.get_ref("tok2vec")([doc for doc, _ in X], is_train)
    batch = _Batch(X, [len(rows) for rows in vectors])
    if not len(batch.heads):
        return [model.ops.alloc2f(0, model.get_dim("nO")) for _ in X], lambda _: back_tok2vec([0 * v for v in vectors])
    tokens = model.ops.xp.concatenate(vectors)
    state, back_state = _join(model, batch, tokens, is_train)
    read, back_read = model.get_ref("reader")(Ragged(model.ops.gelu(state), batch.lengths), is_train)
    whole, back_whole = model.get_ref("gathering")(read, is_train)
    scores, back_output = model.get_ref("output")(read.dataXd + whole[batch.heads], is_train)

    def backprop(d_scores: Scores) -> list[Doc]:
        d_rows = back_output(model.ops.xp.concatenate(d_scores))
        d_read = d_rows + back_whole(batch.sum_heads(d_rows)).dataXd
        d_state = model.ops.backprop_gelu(back_read(Ragged(d_read, batch.lengths)).dataXd, state)
        return back_tok2vec(np.split(back_state(d_state), batch.doc_ends))

    return np.split(scores, batch.pair_ends), backprop


def _join(model: Model, batch: _Batch, tokens: Rows, is_train: bool) -> tuple[Rows, Callable[[Rows], Rows]]:
    """Return a state for each pair, and what turns its gradient into that of the tokens."""
    numbers = batch.means @ tokens
    head, back_head = model.get_ref("head")(numbers, is_train)
    word, back_word = model.get_ref("word")(tokens, is_train)
    product_head, back_product_head = model.get_ref("head_product")(numbers, is_train)
    product_word, back_product_word = model.get_ref("word_product")(tokens, is_train)
    seen, back_features = model.get_ref("features")(batch.features, is_train)
    left, right = product_head[batch.heads], product_word[batch.words]

    def backprop(d_state: Rows) -> Rows:
        back_features(d_state)
        d_numbers = back_head(batch.sum_heads(d_state)) + back_product_head(batch.sum_heads(d_state * right))
        d_tokens = back_word(batch.sum_words(d_state)) + back_product_word(batch.sum_words(d_state * left))
        return d_tokens + batch.means.T @ d_numbers

    return head[batch.heads] + word[batch.words] + left * right + seen, backprop


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
        self.lengths: Any = np.bincount(self.heads, minlength=firsts[-1]).astype("int32")
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
