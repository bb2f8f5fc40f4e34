"""Which date of a sentence, a paragraph or the release speaks for a number, and which is only compared with."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date as day
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from presstally.measures.calendars import Days, shift, whole_months
from presstally.measures.date_words import simplify, word_set
from presstally.measures.dates import to_days
from presstally.pipes.clauses import stops
from presstally.pipes.date_phrases import PRESENT
from presstally.pipes.release_dates import is_other_period, make_mention
from presstally.pipes.reported_period import LONGEST, find_reported
from presstally.schemas import DateRange


class Found(NamedTuple):
    """The date that tells a number's period, and how it was found; `days` where the period is moved from the date's."""

    date: Span
    method: str
    days: Days | None = None


RUNNING = 90  # days: an event is told within these
BEGINNINGS = word_set(
    "born founded established created launched commissioned joined built adopted introduced started begun began dated"
)
LAWS = word_set("act law code constitution convention agreement decree ordinance resolution regulation treaty order")
AS_OF = word_set("of at on by from")
STATE = word_set("are is stand stands number numbers remain remains live work serve there")
ENTIRE = word_set("whole all entire full calendar")


def days_of(date: Span) -> Days | None:
    """Return the days that date_normalizer gave to a DATE."""
    return to_days(DateRange(**date._.dates)) if date._.dates else None


def same_year_before(earlier: Span, later: Span) -> bool:
    """Return whether one date's days are the other's, whole years before."""
    one, other = days_of(earlier), days_of(later)
    if not one or not other:
        return False
    years = other[1].year - one[1].year
    return years > 0 and shift(other, -12 * years) == one


class DateRoles:
    """The dates of a release: which of them report, which compare, and which period stands for the whole."""

    def __init__(self, doc: Doc, quantities: list[Span], dates: list[Span]) -> None:
        self.doc, self.quantities, self.dates = doc, quantities, dates
        self.starts = [date.start for date in dates]
        self.quantity_starts = [quantity.start for quantity in quantities]
        # Line breaks that end a paragraph: a sentence begins behind them.
        self.breaks = [
            token.i
            for token in doc
            if token.is_space and "\n" in token.text and (token.i + 1 >= len(doc) or doc[token.i + 1].is_sent_start)
        ]
        self.reported = self._find_reported()
        self.reported_days = days_of(self.reported) if self.reported is not None else None
        self.bracketed = next((date for date in dates if days_of(date) and self._is_of_brackets(date)), None)
        self.compares = {date.start: self._compares(date) for date in dates}

    def _find_reported(self) -> Span | None:
        mentions = [make_mention(self.doc, date.start, date.end) for date in self.dates]
        for mention, date in zip(mentions, self.dates, strict=True):
            mention.days = days_of(date)
        published = (self.doc._.release or {}).get("published")
        found = find_reported(self.doc, mentions, day.fromisoformat(published[:10]) if published else None)
        return next((date for date in self.dates if found and date.start == found.start), None)

    def _is_of_brackets(self, date: Span) -> bool:
        """ "31 March 2021 in round brackets", "in brackets, the figures of 2021": what numbers in brackets are of."""
        around = self.doc[max(date.sent.start, date.start - 6) : min(date.end + 4, date.sent.end)]
        return any(token.lower_ in ("brackets", "parentheses", "bracket") for token in around)

    def _compares(self, date: Span) -> bool:
        if is_other_period(date.text) or make_mention(self.doc, date.start, date.end).compares:
            return True
        before = self.doc[max(date.sent.start, date.start - 6) : date.start]
        changed = self._last_kind(date) == "change"
        if changed and any(token.lower_ in ("since", "as") for token in before):
            return True
        if any(token.lower_ == "since" for token in before) and any(
            _is_record(token) for token in self.doc[max(date.sent.start, date.start - 12) : date.start]
        ):
            return True
        if _is_genitive(date) and _is_year(date):
            return True
        at = bisect_left(self.quantity_starts, date.start) - 1
        near = self.quantities[at] if at >= 0 else None
        if near is not None and near._.compared and date.start - near.end <= 6 and near.sent.start == date.sent.start:
            return not any(stops(token) for token in self.doc[near.end : date.start])
        days = days_of(date)
        return bool(days and self.reported and changed and same_year_before(date, self.reported))

    def _last_kind(self, date: Span) -> str | None:
        """Return the kind of the nearest number before a date in its sentence."""
        at = bisect_left(self.quantity_starts, date.start) - 1
        if at < 0 or self.quantities[at].start < date.sent.start:
            return None
        return str(self.quantities[at]._.kind)

    def in_sentence(self, span: Span) -> list[Span]:
        """Return the dates of a span's sentence."""
        sentence = span.sent
        return self.dates[bisect_left(self.starts, sentence.start) : bisect_left(self.starts, sentence.end)]

    def reports(self, date: Span) -> bool:
        """Return whether a date can be a number's period: not compared with, and no day of the meeting."""
        days = days_of(date)
        if self.compares[date.start] or not days or self._is_of_a_thing(date):
            return False
        if self.reported is None or days[0] != days[1] or self._is_state(date):
            return True
        reported = days_of(self.reported)
        if reported and days[1] == reported[1] and date.start and self.doc[date.start - 1].lower_ in ("by", "the"):
            at = date.start - 1 - (self.doc[date.start - 1].lower_ == "the")
            return at < 0 or self.doc[at].lower_ != "by"  # "by the end of September": what came up to there
        return bool(reported and days[0] <= reported[1]) or self.is_as_of(date)

    def _is_of_a_thing(self, date: Span) -> bool:
        """ "Born in 1979", "a ship commissioned in 1967": the date belongs to a person or a thing, not to a number."""
        days = days_of(date)
        published = (self.doc._.release or {}).get("published")
        if days and days[0] != days[1] and published and days[1].isoformat() == published[:10]:
            return False  # "since the service was founded in 1979, it has ..."
        at = date.start - 1
        if at > 0 and self.doc[at].lower_ == "of" and self.doc[at - 1].lower_ in LAWS:
            return True
        while at > 0 and self.doc[at].lower_ in ("in", "on", "of", "the", "since", "from"):
            at -= 1
        return at >= 0 and at < date.start - 1 and self.doc[at].lower_ in BEGINNINGS

    def _is_state(self, date: Span) -> bool:
        """ "Today there are 588", "stands today at 7,318", "as of this morning": how many there are now."""
        if date.text.lower() in PRESENT:
            return True
        if date.text.lower() not in ("today", "this morning"):
            return False
        beside = self.doc[max(date.sent.start, date.start - 1) : min(date.end + 2, date.sent.end)]
        return any(token.lower_ in STATE for token in beside) or self.is_as_of(date)

    def is_as_of(self, date: Span) -> bool:
        """ "As of October 1", "as at 31 March"."""
        at = date.start - 1
        if at > 0 and self.doc[at].lower_ == "the":
            at -= 1
        return at > 0 and self.doc[at].lower_ in AS_OF and self.doc[at - 1].lower_ in ("as", "status")

    def is_planned(self, quantity: Span) -> bool:
        """Return whether the sentence looks to a date behind the release: "by 2030"."""
        published = (self.doc._.release or {}).get("published")
        if not published:
            return False
        last = day.fromisoformat(published[:10])
        return any((days := days_of(date)) is not None and days[0] > last for date in self.in_sentence(quantity))

    def standing(self, quantity: Span) -> Found | None:
        """Return the period that stands for a number without one of its own: the paragraph's, else the release's."""
        reported = self.reported
        for date in reversed(self.dates[: bisect_left(self.starts, quantity.sent.start)]):
            if bisect_left(self.breaks, date.start) != bisect_left(self.breaks, quantity.start):
                break
            if not self.reports(date) or (reported is not None and not self._is_within(date, reported)):
                continue
            if _is_last_year(date) or (reported is not None and self._is_state(date)):
                continue
            if _opens_sentence(date) or (reported is not None and days_of(date) == days_of(reported)):
                return Found(date, "paragraph")
        if reported is not None:
            return Found(self._nearest(quantity, reported), "reported")
        before = [date for date in self.dates[: bisect_left(self.starts, quantity.start)] if self._is_fresh(date)]
        return Found(before[-1], "running") if before else None

    def _is_within(self, date: Span, reported: Span) -> bool:
        """Return whether a period of days meets the reported one; a longer or another one is background."""
        days, whole = days_of(date), days_of(reported)
        if not days or not whole or (days[1] - days[0]).days > LONGEST:
            return days is not None and days == whole
        published = (self.doc._.release or {}).get("published")
        over = published is not None and days[1] <= day.fromisoformat(published[:10])
        return whole[0] <= days[1] and (days[0] <= whole[1] or over)

    def _is_fresh(self, date: Span) -> bool:
        """Return whether a date can be that of the event told: not long ago, and not the dateline's."""
        days, published = days_of(date), (self.doc._.release or {}).get("published")
        if not self.reports(date) or not days or _is_last_year(date):
            return False
        if not published:
            return True
        last = day.fromisoformat(published[:10])
        before = self.doc[date.start - 1].lower_ if date.start else ""
        dateline = days[0] == days[1] == last and before != "on"
        return not dateline and before != "since" and days[0] <= last and (last - days[1]).days <= RUNNING

    def _nearest(self, quantity: Span, reported: Span) -> Span:
        """Return the last mention of the reported period before a number, else the first one."""
        days = days_of(reported)
        before = self.dates[: bisect_left(self.starts, quantity.start)]
        return next(
            (date for date in reversed(before) if days_of(date) == days and not self.compares[date.start]), reported
        )

    def last_comparison(self, quantity: Span) -> Found | None:
        """Return the nearest period compared with that was named before a number."""
        before = self.dates[: bisect_left(self.starts, quantity.start)]
        for date in reversed(before):
            other = self.reported is not None and same_year_before(date, self.reported)
            since = date.start > 0 and self.doc[date.start - 1].lower_ == "since"
            told = days_of(date) and (other or (self.compares[date.start] and not since))
            if told and (self.reported is None or self.is_the_one_before(date)):
                return self.same_part(Found(date, "release"))
        return None

    def is_the_one_before(self, date: Span) -> bool:
        """Return whether a date lies within a year before the reported period and is as long, or is the year of it."""
        days, whole = days_of(date), self.reported_days
        if not days or not whole:
            return False
        near = days[1] < whole[1] and (whole[0] - days[1]).days <= 366
        alike = abs((days[1] - days[0]).days - (whole[1] - whole[0]).days) <= 3
        return near and (alike or _is_year(date))

    def year_before(self, quantity: Span) -> Found | None:
        """Return the reported period a year before: what "from 271" and "82 (98)" mean where nothing else is named."""
        if self.reported is None or self.reported_days is None:
            return None
        return Found(self._nearest(quantity, self.reported), "before", shift(self.reported_days, -12))

    def same_part(self, found: Found) -> Found:
        """Take a year, compared with in a report on part of a year, as that part of it: "(2016: 341)" in nine months.

        "In 2016" and "the whole of 2016" stay the year.
        """
        whole, days = self.reported_days, days_of(found.date)
        if not whole or not days or whole[0] == whole[1] or whole_months(whole) == 12 or not _is_year(found.date):
            return found
        before = [token.lower_ for token in self.doc[max(0, found.date.start - 4) : found.date.start]]
        if days[0].year >= whole[0].year or not ENTIRE.isdisjoint(before):
            return found
        if before and before[-1] in ("in", "for", "during") and found.date.text.isdigit():
            return found
        return found._replace(days=shift(whole, 12 * (days[0].year - whole[0].year)))


def _is_year(date: Span) -> bool:
    words = simplify(date.text)
    return words in ("last year", "previous year") or (words.isdigit() and len(words) == 4)


def _is_record(token: Token) -> bool:
    """ "the fewest since 2014", "the first since 2019"."""
    return token.lower_.endswith("est") or token.lower_ in ("first", "most", "least", "record")


def _is_last_year(date: Span) -> bool:
    return date.text.lower() in ("last year", "previous year", "past year")


def _is_genitive(date: Span) -> bool:
    """ "Last year's toll": the year of a thing, not of the number beside."""
    return date.end < len(date.doc) and date.doc[date.end].text in ("'s", "’s") and not date.text.isdigit()


def _opens_sentence(date: Span) -> bool:
    return date.start - date.sent.start <= 5
