"""Values, kinds and days of annotated mentions, read by the grammars of the pipeline of rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presstally.corpus.doccano import FACT_KEYS
from presstally.errors import NumberFormatError
from presstally.language.relations import relation
from presstally.loading import RULES, load_shared
from presstally.measures.number_styles import NumberStyle, read_style
from presstally.measures.quantities import parse_quantity

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

    from presstally.doccano.marks import Marks, Place

_READING = ("name_resolver", "quantity_normalizer", "date_normalizer")
_RELATING = ("metric_catalogue", "fact_builder")
_AROUND = 60  # characters on either side that a modifier or the base of a rate may stand in
Fact = dict[str, Any]


def reread(row: dict[str, Any], marks: Marks) -> dict[tuple[int, int], Fact]:
    """Return what the grammars say of each marked QUANTITY that they can read, by its borders.

    The text, date and publisher of `row` are what the grammars lean on.
    """
    nlp, text, published = load_shared(RULES), str(row["text"]), row.get("published")
    nlp.max_length = max(nlp.max_length, len(text) + 1)
    with nlp.memory_zone():
        doc = nlp.make_doc(text)
        doc._.release = {
            "id": "",
            "publisher": row.get("publisher") or None,
            "published": published or None,
            "published_from": "metadata" if published else None,
        }
        doc = _read_mentions(nlp, doc, marks)
        spans = _set_mentions(doc, marks, text)
        doc = nlp.get_pipe("change_reader")(doc)
        ends = [(kind, spans.get(head), spans.get(child)) for kind, head, child in marks.relations]
        doc._.relations = [
            relation(kind, head, child, 1.0, "annotation") for kind, head, child in ends if head and child
        ]
        for name in _RELATING:
            doc = nlp.get_pipe(name)(doc)
        borders = {(s.start_char, s.end_char): place[:2] for place, s in spans.items() if place[2] == "QUANTITY"}
        facts = {borders[fact["start"], fact["end"]]: fact for fact in doc._.facts}
        return {place: {key: fact[key] for key in FACT_KEYS} for place, fact in facts.items()}


def _read_mentions(nlp: Language, doc: Doc, marks: Marks) -> Doc:
    """Let the pipes that read mentions meet the marked ones as if the patterns had found them."""
    from spacy.util import filter_spans

    for name, pipe in nlp.pipeline:
        if name in _READING or name in ("furniture_masker", "entity_ruler", "line_sentencizer"):
            doc = pipe(doc)
        if name == "line_sentencizer":
            marked = [s for place in marks.mentions if place[2] != "METRIC" and (s := _span(doc, place))]
            others = [span for span in doc.ents if not any(_meet(span, mark) for mark in marked)]
            doc.ents = filter_spans([*marked, *others])
    return doc


def _set_mentions(doc: Doc, marks: Marks, text: str) -> dict[Place, Span]:
    """Make the marked mentions the Doc's only ones, with what was read of each; what cannot be read is left out."""
    from spacy.util import filter_spans

    quantities = {(s.start, s.end): s._.quantity for s in doc.ents if s.label_ == "QUANTITY"}
    days = {(s.start, s.end): s._.dates for s in doc.ents if s.label_ == "DATE"}
    style, spans = read_style(text), {}
    for place in marks.mentions:
        span = _span(doc, place)
        if span is None:
            continue
        key = (span.start, span.end)
        if place[2] == "QUANTITY":
            value = quantities.get(key) or _parse(text, place, style)
            if value is None:
                continue
            span._.quantity = value
        elif place[2] == "DATE":
            span._.dates = days.get(key) or {"start": None, "end": None}
        spans[place] = span
    kept = filter_spans([span for place, span in spans.items() if place[2] != "METRIC"])
    doc.ents = kept
    doc.spans["metric"] = [span for place, span in spans.items() if place[2] == "METRIC"]
    there = {(span.start, span.end) for span in kept}
    return {place: s for place, s in spans.items() if place[2] == "METRIC" or (s.start, s.end) in there}


def _parse(text: str, place: Place, style: NumberStyle) -> dict[str, Any] | None:
    start, end, _ = place
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    try:
        return parse_quantity(text[start:end], before=before, after=after, style=style).to_dict()
    except NumberFormatError:
        return None


def _span(doc: Doc, place: Place) -> Span | None:
    return doc.char_span(place[0], place[1], label=place[2], alignment_mode="expand")


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
