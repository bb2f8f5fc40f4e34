"""A trainable component that chooses the period of each number: none, a date of the release, or what the rules found.

It looks at the candidates of period_candidates, of which the rules' choice is one, and spreads one probability over
them. Candidates of the same days count together, so a period named twice is not halved.
"""

from __future__ import annotations

from collections import defaultdict
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
from thinc.api import Dropout, Linear, Model, Optimizer, Relu, chain, set_dropout_rate

from presstally.language.relations import relation
from presstally.pipes.period_candidates import N_FEATURES, Candidates, IsoDays, find_candidates

METHOD = "period_model"
Scores = NDArray[np.float32]
Place = tuple[int, int]


@registry.architectures("presstally.PeriodModel.v1")
def make_period_model(hidden_width: int = 64, dropout: float = 0.3) -> Model[Any, Any]:
    """Return the model: candidates x features -> candidates x 1, before the softmax over those of a number."""
    width = hidden_width
    return chain(
        Relu(nO=width, nI=N_FEATURES),
        Dropout(dropout),
        Relu(nO=width, nI=width),
        Dropout(dropout),
        Linear(nO=1, nI=width),
    )


@Language.factory(
    "period_extractor",
    requires=["doc._.relations", "span._.dates"],
    assigns=["doc._.relations"],
    default_config={
        "model": {"@architectures": "presstally.PeriodModel.v1", "hidden_width": 64},
        "scorer": {"@scorers": "presstally.period_scorer.v1"},
    },
    default_score_weights={"period_acc": 1.0},
)
def make_period_extractor(nlp: Language, name: str, model: Model, scorer: Callable | None) -> PeriodExtractor:
    """Make the component; it stands behind period_linker."""
    return PeriodExtractor(nlp.vocab, model, name, scorer=scorer)


@registry.scorers("presstally.period_scorer.v1")
def make_period_scorer() -> Callable:
    """Return the scorer: the share of the gold's numbers, found in the text, whose days are right."""
    return score_periods


class PeriodExtractor(TrainablePipe):
    """Replaces the DURING relations of period_linker by its own choice."""

    def __init__(
        self, vocab: Vocab, model: Model, name: str = "period_extractor", *, scorer: Callable | None = None
    ) -> None:
        self.vocab, self.model, self.name, self.scorer = vocab, model, name, scorer
        self.cfg: dict[str, Any] = {}

    def predict(self, docs: Iterable[Doc]) -> list[tuple[Candidates, Scores]]:
        """Return for each Doc its candidates and their probabilities."""
        found = [find_candidates(doc) for doc in docs]
        return [(rows, _softmax(rows, self.model.predict(rows.features))) for rows in found]

    def set_annotations(self, docs: Iterable[Doc], predictions: list[tuple[Candidates, Scores]]) -> None:
        """Write a DURING for each number that has a period; the rules' stays, with its method, where it is the same."""
        for doc, (rows, scores) in zip(docs, predictions, strict=True):
            ruled = {tuple(row["head"][:2]): row for row in doc._.relations or () if row["type"] == "DURING"}
            kept = [row for row in doc._.relations or () if row["type"] != "DURING"]
            for number, quantity in enumerate(rows.quantities):
                own = np.flatnonzero(rows.heads == number)
                days, score = _choose([rows.days[i] for i in own], scores[own])
                rule = ruled.get((quantity.start_char, quantity.end_char))
                if rule is not None and _days_of(doc, rule) == days:
                    kept.append(rule)  # also one to a DATE that fixes no days
                elif days is not None:
                    best = max((i for i in own if rows.days[i] == days), key=lambda i: float(scores[i]))
                    kept.append(_link(quantity, rows.dates[best], days, score))
            doc._.relations = kept

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch: the days of the gold's facts; a number whose days no candidate has teaches nothing."""
        losses = losses if losses is not None else {}
        losses.setdefault(self.name, 0.0)
        examples = list(examples)
        validate_examples(examples, "PeriodExtractor.update")
        set_dropout_rate(self.model, drop)
        for example in examples:
            rows = find_candidates(example.predicted)
            if not len(rows.heads):
                continue
            scores, backprop = self.model.begin_update(rows.features)
            told = _softmax(rows, scores)
            wanted, weights = _targets(rows, told, gold_days(example.reference))
            error = (told - wanted) * weights
            losses[self.name] += float((error**2).sum())
            backprop(error[:, None].astype(np.float32) / max(1, len(rows.quantities)) ** 0.5)
        if sgd is not None:
            self.finish_update(sgd)
        return losses

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
    ) -> None:
        """Give the model its weights; its shape is fixed."""
        self.model.initialize(X=np.zeros((1, N_FEATURES), np.float32), Y=np.zeros((1, 1), np.float32))
        last = self.model.layers[-1]
        last.set_param("W", 0 * last.get_param("W"))  # every seed begins with even chances


def _link(quantity: Span, date: Span | None, days: IsoDays, score: float) -> dict[str, Any]:
    assert date is not None  # only "none" has no date, and no days
    row = relation("DURING", quantity, date, round(score, 4), METHOD)
    if (date._.dates["start"], date._.dates["end"]) != days:
        row["days"] = {"start": days[0], "end": days[1]}
    return row


def _softmax(rows: Candidates, scores: Any) -> Scores:
    """Return probabilities, one sum of 1 for each number."""
    if not len(rows.heads):
        return np.zeros(0, np.float32)
    first = np.flatnonzero(np.diff(rows.heads, prepend=-1))
    flat = scores[:, 0]
    raised = np.exp(flat - np.maximum.reduceat(flat, first)[rows.heads])
    told: Scores = (raised / np.add.reduceat(raised, first)[rows.heads]).astype(np.float32)
    return told


def _choose(days: list[IsoDays | None], scores: Scores) -> tuple[IsoDays | None, float]:
    total: dict[IsoDays | None, float] = defaultdict(float)
    for period, score in zip(days, scores, strict=True):
        total[period] += float(score)
    best = max(total, key=lambda period: total[period])
    return best, total[best]


def _targets(rows: Candidates, told: Scores, gold: dict[Place, IsoDays | None]) -> tuple[Scores, Scores]:
    """Return the wanted probabilities and the weights: all right candidates together should have all of it."""
    wanted, weights = np.zeros_like(told), np.zeros_like(told)
    for number, quantity in enumerate(rows.quantities):
        place = (quantity.start_char, quantity.end_char)
        own = np.flatnonzero(rows.heads == number)
        right = [i for i in own if place in gold and rows.days[i] == gold[place]]
        if right:
            weights[own] = 1
            wanted[right] = told[right] / told[right].sum()
    return wanted, weights


def gold_days(doc: Doc) -> dict[Place, IsoDays | None]:
    """Return the days of each fact of a gold Doc under its characters, None where it has none."""
    return {
        (fact["start"], fact["end"]): (fact["period_start"], fact["period_end"]) if fact["period_start"] else None
        for fact in doc._.facts or ()
    }


def _days_of(doc: Doc, row: dict[str, Any]) -> IsoDays | None:
    span = doc.char_span(row["child"][0], row["child"][1])
    days = row.get("days") or (span._.dates if span is not None else None)
    return (days["start"], days["end"]) if days and days["start"] else None


def score_periods(examples: Iterable[Example], **_: Any) -> dict[str, float]:
    """Score the days of the numbers that both Docs have."""
    right = total = 0
    for example in examples:
        doc = example.predicted
        links = {tuple(row["head"][:2]): row for row in doc._.relations or () if row["type"] == "DURING"}
        found = {(span.start_char, span.end_char) for span in doc.ents if span.label_ == "QUANTITY"}
        for place, days in gold_days(example.reference).items():
            if place in found:
                total += 1
                right += days == (_days_of(doc, links[place]) if place in links else None)
    return {"period_acc": right / total if total else 0.0}
