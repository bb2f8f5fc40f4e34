"""Span algebra: trim, overlap, where a span stands. Character borders in, Spans out."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token


def trim(span: Span, drop: frozenset[str]) -> Span | None:
    """
    Return `span` without the tokens at its edges whose lower-case text is in `drop` or that are space or
    punctuation; None if nothing stays.
    """
    start, end, doc = span.start, span.end, span.doc
    while start < end and _edge(doc[start], drop):
        start += 1
    while end > start and _edge(doc[end - 1], drop):
        end -= 1
    return Span(doc, start, end, label=span.label, span_id=span.id) if start < end else None


def _edge(token: Token, drop: frozenset[str]) -> bool:
    return token.is_space or token.is_punct or token.lower_ in drop


def overlaps(a: Span, b: Span) -> bool:
    """Tell whether two spans share a token."""
    return a.start < b.end and b.start < a.end


def inside(spans: Iterable[Span], length: int) -> bytearray:
    """Return one byte a token, 1 where one of `spans` covers it (a doc of `length` tokens)."""
    mask = bytearray(length)
    for span in spans:
        mask[span.start : span.end] = b"\x01" * (span.end - span.start)
    return mask


def with_label(doc: Doc, label: str) -> list[Span]:
    """Return the entities of `doc` with this label, in order."""
    return [span for span in doc.ents if span.label_ == label]
