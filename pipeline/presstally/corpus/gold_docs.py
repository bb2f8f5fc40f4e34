"""Gold releases as spaCy Examples: the text as the pipeline meets it beside the Doc that it should become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans, registry

from presstally.corpus.doccano import read_doccano
from presstally.corpus.gold import GoldRelease, Mention
from presstally.language.relations import relation


@registry.readers("presstally.GoldCorpus.v1")
def make_gold_corpus(path: Path, limit: int = 0) -> Callable[[Language], Iterable[Example]]:
    """Return a reader of doccano JSONL for training; `limit`: read that many releases only, 0 all."""

    def read(nlp: Language) -> Iterator[Example]:
        for number, release in enumerate(read_doccano(Path(path))):
            if limit and number >= limit:
                break
            yield make_example(nlp, release)

    return read


def make_example(nlp: Language, release: GoldRelease) -> Example:
    """Return the Example of a release: its bare Doc, and its Doc with the gold mentions, values and relations."""
    predicted = nlp.make_doc(release.text)
    predicted._.release = {"id": release.doc_id, "published": release.published or None}
    return Example(predicted, make_gold_doc(nlp, release))


def make_gold_doc(nlp: Language, release: GoldRelease) -> Doc:
    """Return the Doc of a release as its annotation has it; spans are widened to whole tokens."""
    doc = nlp.make_doc(release.text)
    doc._.facts = [asdict(fact) for fact in release.facts]
    doc._.release = {"id": release.doc_id, "published": release.published or None}
    spans = [_make_span(doc, mention) for mention in release.mentions]
    numbers = [span for span in spans if span is not None and span.label_ == "QUANTITY"]
    others = [span for span in spans if span is not None and span.label_ not in ("QUANTITY", "METRIC")]
    doc.ents = filter_spans([*others, *numbers])
    doc.spans["metric"] = [span for span in spans if span is not None and span.label_ == "METRIC"]
    facts = {(fact.start, fact.end): fact for fact in release.facts}
    for mention, span in zip(release.mentions, spans, strict=True):
        fact = facts.get((mention.start, mention.end))
        if span is not None and fact and span.label_ == "QUANTITY":
            span._.quantity = {
                "value": fact.value,
                "value_high": fact.value_high,
                "unit": fact.unit,
                "modifier": fact.modifier,
            }
            span._.kind, span._.direction = fact.kind, fact.direction
    doc._.relations = [
        relation(row.type, head, child, 1.0, "gold")
        for row in release.relations
        if (head := spans[row.head]) is not None and (child := spans[row.child]) is not None
    ]
    return doc


def _make_span(doc: Doc, mention: Mention) -> Span | None:
    return doc.char_span(mention.start, mention.end, label=mention.label, alignment_mode="expand")
