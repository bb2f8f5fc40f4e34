"""Numbers that belong to no period: ages, terms, rules, prices of one piece, capacities, plans."""

from __future__ import annotations

from spacy.tokens import Span

from presstally.measures.date_words import word_set
from presstally.pipes.clauses import clause_of

# Ages, terms and deadlines are told in these.
NO_PERIOD_UNITS = frozenset(("year", "month", "m", "cm", "mm", "promille"))
SHORT_TIMES = frozenset(("week", "day", "hour", "minute", "second"))
# What a rule or a building says, at any time.
STANDING = word_set(
    "norm threshold limit capacity target targets designed rated fit able permitted punishable prescribed "
    "licensed maximum minimum"
)
PRICES = word_set("fine fee salary wage tariff")
# A sum of such prices was paid within a period.
PAID = word_set("imposed collected realised realized recovered paid sum total totalling totaling amounted issued")
# A piece's price or length: "EUR 600 per head", "ten days each".
APIECE = frozenset(("each", "apiece"))
PIECES = word_set("head person piece day month year week hour one unit migrant inmate night")
PLANS = word_set("will shall planned plans plan expected targets intends aims foreseen hopes tasks")
# These tell a plan only before the number, and not in "would have", "can say".
MODALS = word_set("would can must should could may needed wants")
NO_PLAN = word_set("have say add")


def has_no_period(quantity: Span) -> bool:
    """Return whether a number is an age, a term, a rule, the price of a piece or part of a plan."""
    unit = (quantity._.quantity or {}).get("unit")
    start, end = clause_of(quantity)  # read once: it walks the sentence
    if quantity._.kind == "change":
        return _is_planned(quantity, start, end)
    if unit in NO_PERIOD_UNITS or _is_attribute(quantity):
        return True
    if unit in SHORT_TIMES and quantity.start and quantity.doc[quantity.start - 1].lower_ == "within":
        return True
    money = isinstance(unit, str) and len(unit) == 3 and unit.isupper()
    if (money or unit in SHORT_TIMES) and _is_apiece(quantity, start, end):
        return True
    return _is_standing(quantity, money, start, end) or _is_planned(quantity, start, end)


def _is_attribute(quantity: Span) -> bool:
    """ "A five-state region", "a 14-count indictment"; but "312,000-plus crossings"."""
    doc, end = quantity.doc, quantity.end
    if end + 1 >= len(doc) or doc[end].text not in ("-", "‐", "‑") or doc[end - 1].whitespace_ or doc[end].whitespace_:
        return False
    return doc[end + 1].is_alpha and doc[end + 1].lower_ not in ("plus", "odd", "strong", "fold")


def _is_apiece(quantity: Span, start: int, end: int) -> bool:
    doc = quantity.doc
    if any(token.lower_.startswith("average") for token in doc[start : end + 1]):
        return False  # an average is one of a period
    behind = [token.lower_ for token in doc[quantity.end : quantity.end + 3]]
    if behind[:1] and behind[0] in APIECE:
        return True
    if len(behind) > 1 and behind[0] in ("a", "per") and behind[1] in PIECES:
        return True
    before = [token.lower_ for token in doc[max(start, quantity.start - 8) : quantity.start]]
    return "each" in before


def _is_standing(quantity: Span, money: bool, start: int, end: int) -> bool:
    doc = quantity.doc
    before = {token.lower_ for token in doc[max(start, quantity.start - 7) : quantity.start]}
    if not STANDING.isdisjoint(before):
        return True
    return money and not PRICES.isdisjoint(before) and PAID.isdisjoint(token.lower_ for token in doc[start:end])


def _is_planned(quantity: Span, start: int, end: int) -> bool:
    doc = quantity.doc
    if any(token.lower_ in PLANS for token in doc[start:end]):
        return True
    return any(
        doc[i].text in MODALS and not (i + 1 < end and doc[i + 1].lower_ in NO_PLAN)
        for i in range(start, quantity.start)
    )
