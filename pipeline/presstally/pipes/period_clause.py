"""A number's sentence, seen from the number: which of its dates is the number's own."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Span

from presstally.measures.date_words import word_set
from presstally.pipes.clauses import STOPS, TURNS, stops
from presstally.pipes.date_phrases import PRESENT
from presstally.pipes.period_roles import DateRoles, Found, days_of
from presstally.pipes.release_dates import is_other_period

# What may stand between a number and its date, and what measures against the level of another period.
LEADS = word_set("of in for during at on by the a as reported")
OVER = word_set("than above below from exceeds exceed exceeded exceeding to against with")
ARTICLES = word_set("the a an in for during at by of on over one two three")
COUNTS = word_set("count figure figures total toll number rate level share result results")
OPENERS = word_set("and or but while whereas which who whom when where that although though nor")
RELATIVES = word_set("who whom whose")
NOW = word_set("now today currently presently nowadays")


class Clause:
    """A number's sentence, seen from the number."""

    def __init__(self, quantity: Span, roles: DateRoles) -> None:
        self.quantity, self.roles, self.doc = quantity, roles, quantity.doc
        self.dates = roles.in_sentence(quantity)

    def own(self) -> Found | None:
        """Return the sentence's date that speaks for the number: in its bracket, right behind it, or before it."""
        if found := self._in_bracket():
            return found
        if found := self._of_the_other_period():
            return found
        dates = [date for date in self.dates if self.roles.reports(date) and not self._is_closed_off(date)]
        if self.quantity._.kind == "change":  # "in 2021 it was 24: the load grew by 6": grew since then
            dates = [date for date in dates if not self.roles.is_the_one_before(date)]
        behind = next((date for date in dates if date.start >= self.quantity.end), None)
        if behind is not None and self._is_attached(behind):
            return Found(behind, "clause")
        if behind is not None and self._is_of_the_next(behind):
            behind = None
        before = [date for date in dates if date.end <= self.quantity.start]
        if before and not self._belongs_to_another(before[-1]) and not self._is_now(before[-1]):
            return Found(before[-1], "sentence")
        if behind is not None and not before and self._reaches(behind):
            return Found(behind, "sentence")
        return None

    def _in_bracket(self) -> Found | None:
        """ "(5,307 in 2017)", "previous year (109)"."""
        opened = _opened(self.quantity)
        if opened is None:
            return None
        change = self.quantity._.kind == "change"
        inside = [
            date
            for date in self.dates
            if opened < date.start and _opened(date) == opened and (self.roles.reports(date) or not change)
        ]
        inside = [date for date in inside if not any(token.text == ";" for token in self._between(date))]
        if inside:
            return Found(min(inside, key=lambda date: abs(date.start - self.quantity.start)), "bracket")
        if self.quantity._.kind != "change" and self.quantity.start == opened + 1:
            named = [date for date in self.dates if date.end == opened and days_of(date)]
            return Found(named[0], "bracket") if named else None
        return None

    def _is_closed_off(self, date: Span) -> bool:
        """ "100,300 (2011: 100,140); seven": a date in a bracket speaks for the numbers in it."""
        opened = _opened(date)
        return opened is not None and opened != _opened(self.quantity)

    def _of_the_other_period(self) -> Found | None:
        """Return the period in "a year before, it had closed with 480": no word of comparison stands before it."""
        if self.quantity._.kind == "change":
            return None
        if found := self._right_behind():
            return found
        for date in reversed(self.dates):
            if date.end > self.quantity.start:
                continue
            gap = self._between(date)
            if not days_of(date) or any(token.text in STOPS or token.ent_type_ == "QUANTITY" for token in gap):
                return None
            first = [token.lower_ for token in gap if token.text != ","][:1]
            told = is_other_period(date.text) and self._opens_clause(date) and TURNS.isdisjoint(t.lower_ for t in gap)
            if told or first == ["when"] or (self.roles.compares[date.start] and self._is_counted_then(gap)):
                return self.roles.same_part(Found(date, "clause"))
            return None
        return None

    def _is_counted_then(self, gap: Span) -> bool:
        """ "Last year's count was nine"."""
        words = [token.lower_ for token in gap[:3]]
        return bool(words) and words[0] in ("'s", "’s") and not COUNTS.isdisjoint(words)

    def _opens_clause(self, date: Span) -> bool:
        """Return whether a date opens its clause: "a year before, it was 480", not "6 more than a year before"."""
        at = date.start - 1
        while at >= date.sent.start and self.doc[at].lower_ in ARTICLES:
            at -= 1
        if at < date.sent.start:
            return True
        token = self.doc[at]
        return (stops(token) or not token.is_alpha or token.lower_ in OPENERS) and token.ent_type_ != "QUANTITY"

    def _is_of_the_next(self, date: Span) -> bool:
        """ "Died: 23, in the previous year 36": the date behind a comma belongs to the number right behind it."""
        doc, end = self.doc, date.end
        while end < len(doc) and (doc[end].text == "," or doc[end].lower_ in ("it", "was", "were", "there", "had")):
            end += 1
        if end >= len(doc) or doc[end].ent_type_ != "QUANTITY":
            return False
        return any(token.text in (",", ";", ":", "(") for token in self._between(date))

    def _right_behind(self) -> Found | None:
        """Return the date in "than the 1,524 posted in the same period of last year", "the 53 of the previous year"."""
        behind = next((date for date in self.dates if date.start >= self.quantity.end), None)
        if behind is None or not days_of(behind) or not self._is_another(behind):
            return None
        gap = self._between(behind)
        plain = all(token.lower_ in LEADS or token.lower_.endswith(("ed", "en", "wn")) for token in gap)
        return self.roles.same_part(Found(behind, "clause")) if plain and len(gap) <= 4 else None

    def _is_another(self, date: Span) -> bool:
        """Return whether a date behind a number is another period: by its words, or in "than the 53 of ..."."""
        if self.roles.compares[date.start]:
            return True
        at = self.quantity.start - 1
        if at < 1 or self.doc[at].lower_ != "the":
            return False
        return self.doc[at - 1].lower_ in OVER

    def _between(self, date: Span) -> Span:
        first, last = sorted((self.quantity, date), key=lambda span: span.start)
        return self.doc[first.end : last.start]

    def _is_attached(self, date: Span) -> bool:
        """Return whether a date behind the number stands in its clause with no other number between."""
        gap = self._between(date)
        return not any(stops(token) or token.ent_type_ == "QUANTITY" for token in gap)

    def _reaches(self, date: Span) -> bool:
        """Return whether a date at the end of the sentence speaks for all numbers before it."""
        gap = self._between(date)
        return not any(token.text in STOPS or token.lower_ in TURNS or token.lower_ in RELATIVES for token in gap)

    def _is_now(self, date: Span) -> bool:
        """ "in 2015 it had 407 officers, now 688"; "12 are in custody at the moment; 7 were fined"."""
        gap = self._between(date)
        if date.text.lower() in PRESENT and any(token.text == ";" for token in gap):
            around = self.doc[date.end : min(self.quantity.end + 3, self.quantity.sent.end)]
            return any(token.lower_ in ("was", "were") for token in around)
        return any(token.lower_ in NOW for token in gap)

    def _belongs_to_another(self, date: Span) -> bool:
        """Return whether a date before the number is bound to a number of its own: "5,011 in 2022 to 4,685"."""
        at = bisect_left(self.roles.quantity_starts, date.start) - 1
        if at < 0:
            return False
        other = self.roles.quantities[at]
        if other.sent.start != date.sent.start:
            return False
        if self.roles.is_as_of(date) and self._is_aside(other, date):
            return True
        if date.start - other.end > 3 or any(stops(token) for token in self.doc[other.end : date.start]):
            return False
        if any(token.text == ";" for token in self._between(date)) and self.roles.reported is not None:
            return True
        return any(self.roles.reports(d) and d.start < other.start for d in self.dates) or _opened(date) is not None

    def _is_aside(self, other: Span, date: Span) -> bool:
        """ "The inspectors, 156 in staff as of 1 January, registered 38 accidents"."""
        if self.doc[other.start - 1].text != "," or any(stops(t) for t in self.doc[other.end : date.start]):
            return False
        return any(token.text == "," for token in self._between(date))

    def comparison(self) -> Found | None:
        """Return the date that a change is measured against: behind the number first."""
        dates = [date for date in self.dates if self.roles.compares[date.start] and days_of(date)]
        behind = [date for date in dates if date.start >= self.quantity.end]
        if behind:
            return Found(behind[0], "clause")
        return Found(dates[-1], "sentence") if dates else None

    def compared(self) -> Found | None:
        """Return the date of a level of the period compared with."""
        if found := self._in_bracket():
            return found
        behind = [date for date in self.dates if date.start >= self.quantity.end and days_of(date)]
        if behind and self._is_attached(behind[0]):
            return Found(behind[0], "clause")
        dates = [date for date in self.dates if self.roles.compares[date.start] and days_of(date)]
        near = [date for date in dates if date.end <= self.quantity.start] or dates
        return Found(near[-1], "sentence") if near else None


def _opened(span: Span) -> int | None:
    """Return the place of the bracket that is open before a span in its sentence."""
    doc = span.doc
    for i in range(span.start - 1, span.sent.start - 1, -1):
        if doc[i].text in (")", "]"):
            return None
        if doc[i].text in ("(", "["):
            return i
    return None
