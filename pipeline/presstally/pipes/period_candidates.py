"""The periods that a number may cover, with what can be seen of each: none, a date of the text, the rules' choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from presstally.language.sentences import Sentences
from presstally.language.spans import inside, with_label
from presstally.measures.calendars import Days
from presstally.pipes.period_roles import DateRoles, days_of
from presstally.pipes.timeless import has_no_period

MOST_DATES = 48  # of a release with more, the nearest to the number
DISTANCES = np.array([1, 2, 3, 4, 6, 8, 12, 18, 30, 60, 120])  # tokens between number and date; borders of the classes
LENGTHS = np.array([0, 1, 7, 31, 95, 190, 280, 366, 800])  # days that a date spans
LATENESS = np.array([-1, 0, 1, 7, 31, 100, 200, 366, 800])  # days from a date's end to the release
UNITS = ("count", "percent", "percentage_point", "times", "per_100k", "kg", "year", "month", "day", "hour", "minute")
BEFORE = (
    "in", "of", "on", "since", "by", "from", "than", "to", "until", "during", "for", "over", "compared", "with", "at",
    "and", "(", "the", "as", "till", "between", ",",
)  # fmt: skip
BEHIND = (",", ")", ":", ".", ";")
MARKS = (frozenset(","), frozenset("()[]"), frozenset(";:."))
_BRACKETS = frozenset("()[]")
METHODS = ("bracket", "table", "clause", "sentence", "paragraph", "reported", "release", "before", "running")

Rows = NDArray[np.float32]
IsoDays = tuple[str, str]


@dataclass(frozen=True)
class Candidates:
    """All candidates of a Doc, those of a number together and "none" first.

    `heads`: the number of each row; `dates`: its DATE, None for "none"; `days`: its days, None for "none"; `features`:
    rows x N_FEATURES.
    """

    quantities: list[Span]
    heads: NDArray[np.int64]
    dates: list[Span | None]
    days: list[IsoDays | None]
    features: Rows


@dataclass(frozen=True)
class Ruled:
    """What the rules chose for a number: a DATE by its first token, the days, whether these are moved, and how."""

    start: int
    days: IsoDays
    moved: bool
    method: str


def find_candidates(doc: Doc) -> Candidates:
    """Return the candidates of each QUANTITY outside page furniture; period_linker must have run."""
    furniture = inside(doc.spans.get("furniture", ()), len(doc))
    quantities = [span for span in with_label(doc, "QUANTITY") if not furniture[span.start]]
    if not quantities:
        return Candidates([], np.zeros(0, int), [], [], np.zeros((0, N_FEATURES), np.float32))
    every = [span for span in with_label(doc, "DATE") if not furniture[span.start]]
    roles = DateRoles(doc, quantities, every)
    days_by_date = [(span, period) for span in every if (period := days_of(span))]
    spans, days = [span for span, _ in days_by_date], [period for _, period in days_by_date]
    isos = [(first.isoformat(), last.isoformat()) for first, last in days]
    ruled = _read_rules(doc)
    own = _describe_dates(doc, roles, spans, days)
    table = _Table(doc, quantities, spans, roles)
    heads: list[int] = []
    chosen: list[Span | None] = []
    periods: list[IsoDays | None] = []
    blocks = []
    for number, quantity in enumerate(quantities):
        rule = ruled.get((quantity.start_char, quantity.end_char))
        near = table.nearest(quantity)
        moved = [place for place in near if rule and rule.moved and spans[place].start == rule.start]
        places = np.array([*near, *moved], int)
        head = _describe_number(quantity, roles, rule, bool(table.opened[quantity.start] >= 0))
        pairs = np.hstack([own[places], table.pair(quantity, places, rule)])
        block = np.zeros((len(places) + 1, N_FEATURES), np.float32)
        block[0, 0] = 1
        block[:, 1 : 1 + len(head)] = head
        block[1:, 1 + len(head) :] = pairs
        blocks.append(block)
        heads += [number] * len(block)
        chosen += [None, *(spans[place] for place in places)]
        periods += [None, *(isos[place] for place in near), *(rule.days for _ in moved if rule)]
    return Candidates(quantities, np.array(heads, int), chosen, periods, np.vstack(blocks))


def _read_rules(doc: Doc) -> dict[tuple[int, int], Ruled]:
    """Return the rules' choice under the characters of each number."""
    found = {}
    for row in doc._.relations or ():
        if row["type"] == "DURING" and row["method"].startswith("period_"):
            span = doc.char_span(row["child"][0], row["child"][1])
            days = row.get("days") or (span._.dates if span is not None else None)
            if span is not None and days and days["start"]:
                iso = (days["start"], days["end"])
                moved = bool(row.get("days")) and row["days"] != span._.dates
                found[row["head"][0], row["head"][1]] = Ruled(span.start, iso, moved, row["method"][len("period_") :])
    return found


def _one_hot(place: int, size: int) -> list[float]:
    row = [0.0] * size
    row[place] = 1.0
    return row


def _describe_dates(doc: Doc, roles: DateRoles, spans: Sequence[Span], days: Sequence[Days]) -> Rows:
    """Return what is seen of each date by itself."""
    published = (doc._.release or {}).get("published")
    day = date.fromisoformat(published[:10]) if published else None
    times = Counter(days)
    rows = [
        [
            roles.reports(span),
            roles.compares[span.start],
            roles.reported is not None and span.start == roles.reported.start,
            period == roles.reported_days,
            roles.is_as_of(span),
            day is not None and period[1] == day,
            min(times[period], 4) / 4,
            *_describe_words(doc, span),
            *_one_hot(int(np.searchsorted(LENGTHS, (period[1] - period[0]).days)), len(LENGTHS) + 1),
            *_one_hot(
                len(LATENESS) + 1 if day is None else int(np.searchsorted(LATENESS, (day - period[1]).days)),
                len(LATENESS) + 2,
            ),
        ]
        for span, period in zip(spans, days, strict=True)
    ]
    return np.array(rows, np.float32).reshape(len(rows), N_DATE)


def _describe_words(doc: Doc, span: Span) -> list[float]:
    words = span.text.lower()
    before = [doc[i].lower_ if i >= 0 else "" for i in (span.start - 1, span.start - 2)]
    behind = doc[span.end].text if span.end < len(doc) else ""
    told = ("year" in words, "same" in words, words.startswith(("last", "previous", "past")), "this" in words)
    return [
        span.text.isdigit(),
        any(letter.isdigit() for letter in words),
        *told,
        "current" in words,
        words in ("today", "yesterday", "now"),
        span.start - span.sent.start <= 5,
        span.start < 60,
        *(float(before[0] == word) for word in BEFORE),
        *(float(before[1] == word) for word in BEFORE),
        *(float(behind == mark) for mark in BEHIND),
    ]


def _describe_number(quantity: Span, roles: DateRoles, rule: Ruled | None, bracketed: bool) -> Rows:
    """Return what is seen of a number by itself."""
    unit = (quantity._.quantity or {}).get("unit") or "count"
    money = len(unit) == 3 and unit.isupper()
    row: list[Any] = [unit == name for name in UNITS]
    row += [money, unit not in UNITS and not money, quantity._.kind == "change", bool(quantity._.compared)]
    row += [bracketed, has_no_period(quantity), roles.is_planned(quantity), roles.reported is not None]
    row += [bool(roles.in_sentence(quantity)), rule is None, quantity.start < 60, quantity.text.isalpha()]
    row += [rule is not None and rule.method == name for name in METHODS]
    return np.array(row, np.float32)


class _Table:
    """Counts along a Doc, by which what stands between a number and a date is a difference."""

    def __init__(self, doc: Doc, quantities: Sequence[Span], spans: Sequence[Span], roles: DateRoles) -> None:
        self.starts = np.array([span.start for span in spans], int)
        self.ends = np.array([span.end for span in spans], int)
        self.counts = np.zeros((len(MARKS) + 3, len(doc) + 1), np.float32)
        texts = [token.text for token in doc]
        for row, marks in enumerate(MARKS):
            self.counts[row, 1:] = np.cumsum([text in marks for text in texts])
        self.counts[len(MARKS), 1:] = np.cumsum(["\n" in text for text in texts])
        for row, group in ((-2, quantities), (-1, spans)):
            for span in group:
                self.counts[row, span.end :] += 1
        opening = np.zeros(len(doc), int)
        opening[Sentences(doc).starts] = 1
        self.sentence = np.cumsum(opening)
        self.paragraph = np.searchsorted(np.array(roles.breaks, int), np.arange(len(doc)))
        self.opened = _open_brackets(texts, opening)
        self.brackets = self.opened[self.starts]

    def nearest(self, quantity: Span) -> list[int]:
        """Return the dates to look at, in the order of the text."""
        apart = np.abs(self.starts - quantity.start)
        return sorted(int(place) for place in np.argsort(apart, kind="stable")[:MOST_DATES])

    def pair(self, quantity: Span, places: NDArray[np.int64], rule: Ruled | None) -> Rows:
        """Return what is seen of a number with each of the dates."""
        starts, ends = self.starts[places], self.ends[places]
        left = ends <= quantity.start
        distance = np.where(left, quantity.start - ends + 1, starts - quantity.end + 1)
        buckets = np.searchsorted(DISTANCES, distance) + np.where(left, len(DISTANCES) + 1, 0)
        near = np.eye(2 * (len(DISTANCES) + 1), dtype=np.float32)[buckets]
        first = np.minimum(np.where(left, ends, quantity.end), np.where(left, quantity.start, starts))
        last = np.maximum(np.where(left, quantity.start, starts), first)
        between = np.minimum(self.counts[:, last] - self.counts[:, first], 6).T / 6
        apart = self.sentence[quantity.start] - self.sentence[starts]
        bracket = self.opened[quantity.start]
        chosen = np.array([rule is not None and start == rule.start for start in starts], bool)
        own = [left, apart == 0, apart == 1, apart == -1, apart > 1, apart < -1, np.minimum(np.abs(apart), 8) / 8]
        own += [between[:, -1] == 0, self.paragraph[starts] == self.paragraph[quantity.start]]
        own += [(self.brackets[places] == bracket) & (bracket >= 0), chosen]
        own += [chosen & (rule is not None and rule.moved)]
        own += [chosen & (rule is not None and rule.method == name) for name in METHODS]
        return np.hstack([near, between, np.array(own, np.float32).T])


def _open_brackets(texts: Sequence[str], opening: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each token the bracket that is open before it in its sentence, -1 where none is.

    `opening`: 1 at the first token of each sentence.
    """
    found, bracket = np.full(len(texts), -1), -1
    for i, text in enumerate(texts):
        bracket = -1 if opening[i] else bracket
        found[i] = bracket
        if text in _BRACKETS:
            bracket = i if text in "([" else -1
    return found


N_DATE = 7 + 10 + 2 * len(BEFORE) + len(BEHIND) + len(LENGTHS) + 1 + len(LATENESS) + 2
N_NUMBER = len(UNITS) + 12 + len(METHODS)
N_PAIR = 2 * (len(DISTANCES) + 1) + len(MARKS) + 3 + 12 + len(METHODS)
N_FEATURES = 1 + N_NUMBER + N_DATE + N_PAIR
