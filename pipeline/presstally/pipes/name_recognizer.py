"""A trained recognizer of names, spaCy's own, beside mentions that rules have found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.pipeline.ner import DEFAULT_NER_MODEL, make_ner_scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model, Optimizer

LABELS = ("LOC", "ORG", "PERSON")


@Language.factory(
    "name_recognizer",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_config={"model": DEFAULT_NER_MODEL},
    default_score_weights={"ents_f": None, "ents_p": None, "ents_r": None, "ents_per_type": None},
)
def make_name_recognizer(nlp: Language, name: str, model: Model) -> NameRecognizer:
    """Make the component; `model` is one for spaCy's `ner`."""
    return NameRecognizer(nlp.vocab, model, name, scorer=make_ner_scorer())


class NameRecognizer(EntityRecognizer):
    """Finds PERSON, ORG and LOC around the entities that stand; it learns these labels only, whatever gold has."""

    def __init__(self, vocab: Vocab, model: Model, name: str = "name_recognizer", **settings: Any) -> None:
        super().__init__(vocab, model, name, **settings)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        *,
        nlp: Language | None = None,
        labels: dict[str, Any] | None = None,
    ) -> None:
        """Give the model its shape from names alone."""
        super().initialize(lambda: [_with_names(example) for example in get_examples()], nlp=nlp, labels=labels)

    def update(
        self,
        examples: Iterable[Example],
        *,
        drop: float = 0.0,
        sgd: Optimizer | None = None,
        losses: dict[str, float] | None = None,
    ) -> dict[str, float]:
        """Learn from a batch, as if nothing had been found before."""
        names = [_with_names(example) for example in examples]
        found: dict[str, float] = super().update(names, drop=drop, sgd=sgd, losses=losses)
        return found

    def set_annotations(self, docs: Iterable[Doc], states: Any) -> None:
        """Write the names, with `method` "model"; what the rules found stays."""
        docs = list(docs)
        before = [{(span.start, span.end) for span in doc.ents} for doc in docs]
        super().set_annotations(docs, states)
        for doc, known in zip(docs, before, strict=True):
            for span in doc.ents:
                if (span.start, span.end) not in known:
                    span._.method = "model"


def _with_names(example: Example) -> Example:
    """Return the example without other mentions than names: rules find the numbers and dates."""
    bare, gold = example.predicted.copy(), example.reference.copy()
    bare.ents = []
    gold.ents = [Span(gold, e.start, e.end, label=e.label) for e in example.reference.ents if e.label_ in LABELS]
    return Example(bare, gold)
