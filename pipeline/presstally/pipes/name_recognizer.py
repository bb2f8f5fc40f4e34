"""A trained recognizer of PERSON, ORG and LOC that reads what the rules found: spaCy's own, over the rules' mentions.

The rules' mentions are features (Token.tag_), not verdicts: the recognizer keeps, mends or drops their names and finds
others. Numbers and dates stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans, registry
from thinc.api import Model, Optimizer

from presstally.language import extensions  # noqa: F401  (declares Span._.method)
from presstally.language.spans import inside

NAMES = frozenset(("PERSON", "ORG", "LOC"))
ATTRS, ROWS = ("LOWER", "PREFIX", "SUFFIX", "SHAPE", "TAG"), (2000, 1000, 1000, 500, 100)
MODEL = {
    "@architectures": "spacy.TransitionBasedParser.v2",
    "state_type": "ner",
    "extra_state_tokens": False,
    "hidden_width": 64,
    "maxout_pieces": 2,
    "use_upper": True,
    "tok2vec": {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": list(ATTRS),
            "rows": list(ROWS),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    },
}


@Language.factory(
    "name_recognizer",
    requires=["doc.ents"],
    assigns=["doc.ents", "token.tag"],
    default_config={"model": MODEL, "scorer": {"@scorers": "presstally.names_scorer.v1"}},
    default_score_weights={"names_f": 1.0, "names_p": None, "names_r": None, "names_per_type": None},
)
def make_name_recognizer(nlp: Language, name: str, model: Model, scorer: Callable | None) -> NameRecognizer:
    """Make the component; `model` is one for spaCy's `ner` that sees TAG."""
    return NameRecognizer(nlp.vocab, model, name, scorer=scorer)


@registry.scorers("presstally.names_scorer.v1")
def make_names_scorer() -> Callable:
    """Return the scorer of names alone: precision, recall and F1 of exact spans."""
    return score_names


def score_names(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Score PERSON, ORG and LOC among the entities."""
    return Scorer.score_spans(examples, "names", getter=lambda doc, _: [e for e in doc.ents if e.label_ in NAMES])


class NameRecognizer(EntityRecognizer):
    """Sets the PERSON, ORG and LOC of `doc.ents`; the other mentions stay and come first where both want a word."""

    def predict(self, docs: Iterable[Doc]) -> Any:
        """Read the Docs as if nothing stood in them but tags."""
        docs = list(docs)
        found = [list(doc.ents) for doc in docs]
        try:
            for doc in docs:
                _tag(doc)
                doc.ents = ()
            return super().predict(docs)
        finally:
            for doc, spans in zip(docs, found, strict=True):
                doc.ents = spans

    def set_annotations(self, docs: Iterable[Doc], states: Any) -> None:
        """Write the names; those that the rules found, too, keep their method, the others have "model"."""
        docs = list(docs)
        found = [list(doc.ents) for doc in docs]
        for doc in docs:
            doc.ents = ()
        super().set_annotations(docs, states)
        for doc, spans in zip(docs, found, strict=True):
            ruled = {(span.start, span.end, span.label_) for span in spans}
            names = [span for span in doc.ents if span.label_ in NAMES and not _in_furniture(doc, span)]
            for span in names:
                if (span.start, span.end, span.label_) not in ruled:
                    span._.method = "model"
            others = [span for span in spans if span.label_ not in NAMES]
            doc.ents = filter_spans([*others, *(name for name in names if not _meets(name, others))])

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
        """Learn from a batch: the names of the gold, with what the pipeline found before as tags."""
        told: dict[str, float] = super().update([_with_names(eg) for eg in examples], drop=drop, sgd=sgd, losses=losses)
        return told


def _with_names(example: Example) -> Example:
    """Return the example without other mentions than the gold's names."""
    bare, gold = example.predicted.copy(), example.reference.copy()
    for key, group in example.predicted.spans.items():
        bare.spans[key] = [Span(bare, span.start, span.end, label=span.label) for span in group]
    _tag(bare)
    bare.ents = ()
    names = [e for e in example.reference.ents if e.label_ in NAMES and _can_be_learned(bare, e)]
    gold.ents = [Span(gold, e.start, e.end, label=e.label) for e in names]
    return Example(bare, gold)


def _can_be_learned(doc: Doc, name: Span) -> bool:
    """Return whether a gold name keeps within a sentence of the pipeline and within a line: spaCy learns no other."""
    span = doc.char_span(name.start_char, name.end_char)
    return span is not None and not any(t.is_space for t in span) and not any(t.is_sent_start for t in span[1:])


def _tag(doc: Doc) -> None:
    """Note in each token's tag what the rules took it for, and page furniture, where no name is asked for."""
    furniture = inside(doc.spans.get("furniture", ()), len(doc))
    for token in doc:
        kind = f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "-"
        token.tag_ = "furniture" if furniture[token.i] else kind


def _in_furniture(doc: Doc, span: Span) -> bool:
    return any(span.start < part.end and part.start < span.end for part in doc.spans.get("furniture", ()))


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)
