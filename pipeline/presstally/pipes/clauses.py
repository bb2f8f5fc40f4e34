"""A number's clause: where it begins and ends."""

from __future__ import annotations

from spacy.tokens import Span, Token

from presstally.measures.date_words import word_set

STOPS = frozenset(";:()[]\n")
TURNS = word_set("while whereas whilst although though but")


def clause_of(span: Span) -> tuple[int, int]:
    """Return the tokens between the stops around a span: commas, semicolons, colons, brackets, the sentence's ends."""
    doc, sentence = span.doc, span.sent
    start, end = span.start, span.end
    while start > sentence.start and not stops(doc[start - 1]):
        start -= 1
    while end < sentence.end and not stops(doc[end]):
        end += 1
    return start, end


def stops(token: Token) -> bool:
    return token.text in STOPS or token.text == "," or token.lower_ in TURNS or "\n" in token.text
