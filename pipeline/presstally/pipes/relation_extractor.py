"""A trainable component that links each number to the words it measures, and to who acted and where.

It scores every pair of a QUANTITY and a word of its passage (see relation_model), then chooses the words together: as
many as
make the best expected F1 against what the scores promise. The rule linker's choice is one of its features and its
second opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc, Span
from spacy.training import Example, validate_examples
from spacy.util import registry
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer, set_dropout_rate

from presstally.language.choosing import EDGES, choose_words, to_spans
from presstally.language.pairs import Pairs, find_pairs
from presstally.language.relations import by_head, relation
from presstally.pipes import relation_model  # noqa: F401  (registers the architecture)
from presstally.pipes.relation_targets import read_targets, score_links

MODEL = {
    "@architectures": "presstally.RelationModel.v2",
    "hidden_width": 128,
    "tok2vec": {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": 96,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    },
}
AGREED, ALONE = "model+rules", "model"  # the method of a link
MENTIONS = {"BY": ("ORG", "PERSON"), "IN": ("LOC",)}


@Language.factory(
    "relation_extractor",
    requires=["doc.ents", "span._.quantity"],
    assigns=["doc.spans", "doc._.relations"],
    default_config={
        "model": MODEL,
        "labels": ["MEASURES"],
        "threshold": 0.5,
        "softening": 0.6,
        "beta": 1.5,
        "scorer": {"@scorers": "presstally.relation_scorer.v1"},
    },
    default_score_weights={"link_f": 1.0, "link_exact_f": None},
)
def make_relation_extractor(
    nlp: Language,
    name: str,
    model: Model,
    labels: list[str],
    threshold: float,
    softening: float,
    beta: float,
    scorer: Callable | None,
) -> RelationExtractor:
    """Make the component.

    `threshold` is what a mention must reach for BY and IN; `softening` and `beta` are those of `choose_words`.
    """
    return RelationExtractor(
        nlp.vocab, model, name, labels=labels, threshold=threshold, softening=softening, beta=beta, scorer=scorer
    )


@registry.scorers("presstally.relation_scorer.v1")
def make_relation_scorer() -> Callable:
    """Return the scorer of MEASURES: precision, recall and F1 of links over the numbers of the gold Docs."""
    return score_links


class RelationExtractor(TrainablePipe):
    """Sets `doc.spans["metric"]` and `doc._.relations` from a trained model."""

    def __init__(
        self,
        vocab: Vocab,
        model: Model,
        name: str = "relation_extractor",
        *,
        labels: list[str],
        threshold: float = 0.5,
        softening: float = 0.6,
        beta: float = 1.5,
        scorer: Callable | None = score_links,
    ) -> None:
        self.vocab, self.model, self.name, self.scorer = vocab, model, name, scorer
        self.cfg: dict[str, Any] = {
            "labels": list(labels),
            "threshold": threshold,
            "softening": softening,
            "beta": beta,
        }

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(self.cfg["labels"])

    def predict(self, docs: Iterable[Doc]) -> list[tuple[Pairs, NDArray[np.float32]]]:
        """Return for each Doc its pairs and their probabilities, pairs x labels."""
        batch = [(doc, find_pairs(doc)) for doc in docs]
        if not any(len(pairs.heads) for _, pairs in batch):
            return [(pairs, np.zeros((0, len(self.labels)), np.float32)) for _, pairs in batch]
        scores = self.model.predict(batch)
        return [(pairs, _logistic(rows)) for (_, pairs), rows in zip(batch, scores, strict=True)]

    def set_annotations(self, docs: Iterable[Doc], predictions: list[tuple[Pairs, NDArray[np.float32]]]) -> None:
        """Write the METRIC spans and the relations of the component's labels; other relations stay."""
        for doc, (pairs, scores) in zip(docs, predictions, strict=True):
            kept = [row for row in doc._.relations or () if row["type"] not in self.labels]
            rules = by_head(doc)
            metrics: dict[tuple[int, int], Span] = {}
            names = [span for span in doc.ents if span.label_ in ("ORG", "PERSON", "LOC")]
            for number, quantity in enumerate(pairs.quantities):
                rows = np.flatnonzero(pairs.heads == number)
                words, found = pairs.words[rows], scores[rows]
                chosen = choose_words(quantity, words, found[:, 0], self.cfg["softening"], self.cfg["beta"])
                score = float(np.mean([found[words == word, 0][0] for word in chosen])) if chosen else 0.0
                agreed = _is_agreed(doc, chosen, rules.get((quantity.start_char, quantity.end_char), ()))
                kept += self._measure(doc, quantity, chosen, self.calibrate(score, agreed), agreed, metrics)
                kept += self._name(quantity, words, found, names)
            doc.spans["metric"] = [metrics[key] for key in sorted(metrics)]
            doc._.relations = kept

    def _measure(
        self, doc: Doc, quantity: Span, chosen: list[int], score: float, agreed: bool, metrics: dict[Any, Span]
    ) -> list[dict[str, Any]]:
        rows = []
        for start, end in to_spans(doc, chosen):
            span = metrics.setdefault((start, end), Span(doc, start, end, label="METRIC"))
            rows.append(relation("MEASURES", quantity, span, round(score, 4), AGREED if agreed else ALONE))
        return rows

    def calibrate(self, score: float, agreed: bool) -> float:
        """Return how often links of this raw score were right, by the curves in `cfg`; without them, the score.

        `agreed`: whether the rules chose much the same words, which makes a link likelier to be right.
        """
        curves = self.cfg.get("calibration")
        curve = curves and curves[AGREED if agreed else ALONE]
        return float(np.interp(score, curve["raw"], curve["right"])) if curve else score

    def _name(
        self, quantity: Span, words: NDArray[np.int64], scores: NDArray[np.float32], names: list[Span]
    ) -> list[dict[str, Any]]:
        rows = []
        for column, label in enumerate(self.labels):
            best: tuple[float, Span] | None = None
            for name in names if label in MENTIONS else ():
                inside = (words >= name.start) & (words < name.end)
                if name.label_ in MENTIONS[label] and inside.any():
                    score = float(scores[inside, column].mean())
                    best = (score, name) if best is None or score > best[0] else best
            if best and best[0] >= self.cfg["threshold"]:
                rows.append(relation(label, quantity, best[1], round(best[0], 4), "model"))
        return rows

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch: the numbers as the pipeline found them, the links as the gold has them."""
        losses = losses if losses is not None else {}
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        validate_examples(examples, "RelationExtractor.update")
        batch = [(eg.predicted, find_pairs(eg.predicted)) for eg in examples]
        if not any(len(pairs.heads) for _, pairs in batch):
            return losses
        set_dropout_rate(self.model, drop)
        scores, backprop = self.model.begin_update(batch)
        targets = [read_targets(eg, pairs, self.labels) for eg, (_, pairs) in zip(examples, batch, strict=True)]
        gradients = []
        for rows, (wanted, weights) in zip(scores, targets, strict=True):
            error = (_logistic(rows) - wanted) * weights
            losses[self.name] += float((error**2).sum())
            gradients.append((error / LOSS_SCALE).astype(np.float32))
        backprop(gradients)
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: list[str] | None = None,
    ) -> None:
        """Give the model its shape from a few examples."""
        if labels is not None:
            self.cfg["labels"] = list(labels)
        sample = [eg.reference for _, eg in zip(range(4), get_examples(), strict=False)]
        width = len(self.labels)
        self.model.initialize(
            X=[(doc, find_pairs(doc)) for doc in sample], Y=[np.zeros((1, width), np.float32) for _ in sample]
        )


# Numbers of a passage share its encoder: the gradient of one pair is scaled down by about the words of a passage.
LOSS_SCALE = 30.0


def _is_agreed(doc: Doc, chosen: list[int], rows: Iterable[dict[str, Any]]) -> bool:
    """Tell whether the words of the rules' links reach F1 0.5 against the chosen ones."""
    spans = [row["child"][:2] for row in rows if row["type"] == "MEASURES"]
    theirs = {
        token.i
        for start, end in spans
        for token in doc.char_span(start, end, alignment_mode="expand") or ()
        if token.lower_ not in EDGES
    }
    return 2 * len(theirs & set(chosen)) >= 0.5 * (len(theirs) + len(chosen)) > 0


def _logistic(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    return (1 / (1 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
