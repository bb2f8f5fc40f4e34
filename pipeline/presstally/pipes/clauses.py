"""A number's clause: where it ends, and what in it says that the number belongs to no period."""

from __future__ import annotations

from spacy.tokens import Span, Token

from presstally.measures.date_words import word_set

# Ages, terms and deadlines are told in these.
NO_PERIOD_UNITS = frozenset(("year", "month", "m", "cm", "mm", "promille"))
SHORT_TIMES = frozenset(("week", "day", "hour", "minute", "second"))
# What a rule, a price or a building says, at any time.
STANDING = word_set(
    "fine fee salary norm threshold limit capacity target designed rated fit permitted punishable prescribed licensed"
)
PLANS = word_set(
    "will shall planned plans plan expected target targets intends aims would may can must should needed wants "
    "foreseen hopes"
)
STOPS = frozenset(";:()[]\n")
TURNS = word_set("while whereas whilst although though but")


def has_no_period(quantity: Span) -> bool:
    """Return whether a number is an age, a term, a rule or part of a plan."""
    reading = quantity._.quantity or {}
    if reading.get("unit") in NO_PERIOD_UNITS and quantity._.kind != "change":
        return True
    doc = quantity.doc
    if reading.get("unit") in SHORT_TIMES and quantity.start and doc[quantity.start - 1].lower_ == "within":
        return True
    start, end = clause_of(quantity)
    standing = doc[max(start, quantity.start - 7) : quantity.start]
    if quantity._.kind != "change" and any(token.lower_ in STANDING for token in standing):
        return True
    return any(token.lower_ in PLANS for token in doc[start:end])


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
