"""The release's own date and the period it reports on, from its dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc

from presstally.measures.calendars import Days, whole_months
from presstally.measures.date_frame import Frame
from presstally.measures.date_words import MONTHS, simplify, word_set
from presstally.measures.dates import read_days

LEAD = 900  # characters: title, dateline and first paragraph
TITLE = 160  # characters
LONGEST = 370  # days: a report covers a year at most
LATE = 200  # days
LATE_WEIGHT = 3  # a period that ended long before the release needs more to speak for it
LATEST = 400  # days between the end of the reported period and the release
_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"(?:\w+day )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)")
_FULL_DAY = re.compile(rf"(?:{_DAY.pattern}) \d{{4}}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}")
_PUBLISHED = word_set("published date dated issued released posted updated release")
_COMPARING = word_set(
    "than compared comparison against versus vs unlike relative instead comparing opposed relates analogy contrast"
)
_RESULTS = word_set(
    "results result outcomes work activities figures statistics report reports data summary during over in for of"
)
_LENGTH = re.compile(r"\d month|quarter|half|reporting|fiscal|fy|\d{4}[/-]\d{2}|\w{3} - \w{3}|year (?:end|-)|week|ytd")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass
class Mention:
    """A date in the text: its words, where it stands, and its days once they are known."""

    start: int
    end: int
    words: str
    compares: bool
    days: Days | None = None

    @property
    def is_day(self) -> bool:
        return self.days is not None and self.days[0] == self.days[1]


def make_mention(doc: Doc, start: int, end: int) -> Mention:
    """Return the mention of tokens `start` to `end`; it compares where its words or the words before say so."""
    words = doc[start:end].text
    return Mention(start, end, words, is_other_period(words) or follows_comparison(doc, start))


def is_other_period(words: str) -> bool:
    """Return whether the words by themselves name a period to compare with: "year earlier", "same months of 2021"."""
    reduced = simplify(words)
    if reduced.endswith("earlier"):
        return True
    return reduced.startswith("same ") and bool(re.search(r"\d{4}|(?:last|previous) year", reduced))


def follows_comparison(doc: Doc, start: int) -> bool:
    """Return whether a word of comparison stands within six words before, in the same clause."""
    for i in range(start - 1, max(-1, start - 7), -1):
        token = doc[i]
        if token.lower_ in _COMPARING:
            return True
        if token.text in ".;:)(" or "\n" in token.text or token.ent_type_ in ("QUANTITY", "DATE"):
            return False
    return False


def find_published(doc: Doc, mentions: Sequence[Mention]) -> tuple[date, str] | None:
    """Return the release's date and where it was read: `document` for a dateline, `inferred` from the text's words."""
    for mention in mentions:
        if _FULL_DAY.fullmatch(simplify(mention.words)) and _is_dateline(doc, mention):
            days = read_days(mention.words, Frame())
            if days:
                return days[0], "document"
    return _infer(mentions, doc)


def _is_dateline(doc: Doc, mention: Mention) -> bool:
    """Return whether the line, near the page's top, holds a date and hardly more, or opens with a place and a date."""
    start, end = mention.start, mention.end
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    if doc[mention.start].idx > LEAD:
        return False
    line = [token for token in doc[start:end] if token.is_alpha and not mention.start <= token.i < mention.end]
    before = [token for token in line if token.i < mention.start]
    if len(line) <= 4 or (len(line) <= 8 and any(t.text in "|•·" or t.lower_ in _PUBLISHED for t in doc[start:end])):
        return True
    behind = doc[mention.end] if mention.end < end else None
    return (
        len(before) <= 5
        and all(t.is_title or t.is_upper for t in before)
        and behind is not None
        and behind.text in "–—-:)./"
    )


def _infer(mentions: Sequence[Mention], doc: Doc) -> tuple[date, str] | None:
    """Results of 2020 discussed on January 18: the first such day after the period's end."""
    lead = [m for m in mentions if doc[m.start].idx <= LEAD and not m.compares]
    for mention in lead:
        if _FULL_DAY.fullmatch(simplify(mention.words)):
            days = read_days(mention.words, Frame())
            return (days[0], "inferred") if days else None
    day = next((m for m in lead if _DAY.fullmatch(simplify(m.words))), None)
    ends = [
        d[1] for m in lead if _YEAR.search(m.words) and (d := read_days(m.words, Frame())) and (d[1] - d[0]).days >= 27
    ]
    if not day or not ends:
        return None
    for year in (max(ends).year, max(ends).year + 1):
        days = read_days(f"{day.words} {year}", Frame())
        if days and timedelta(0) < days[0] - max(ends) < timedelta(days=200):
            return days[0], "inferred"
    return None


def find_reported(doc: Doc, mentions: Sequence[Mention], published: date | None) -> Mention | None:
    """Return the mention of the period that the release reports on, weighed by wording, place and frequency.

    Outside the lead, a period must be named twice.
    """
    found = [m for m in mentions if not m.compares and _may_be_reported(m, published)]
    named = Counter(m.days for m in found)
    found = [m for m in found if doc[m.start].idx <= LEAD or named[m.days] > 1]
    event = published is not None and any(
        m.is_day and m.days and 0 <= (published - m.days[0]).days <= 4 and doc[m.start].idx <= LEAD for m in mentions
    )
    begins = [m.days for m in found if m.days]
    ends = {last: min(first for first, end in begins if end == last) for _, last in begins}
    weights = {id(m): _weigh(doc, m, named[m.days], published, event) for m in found}
    for mention in found:
        if mention.days and ends[mention.days[1]] == mention.days[0]:
            weights[id(mention)] += 2  # "the third quarter and nine months": the longer one
    best = max(found, key=lambda m: (weights[id(m)], m.days, -m.start), default=None)
    if best is None:
        return None
    late = published is not None and best.days is not None and (published - best.days[1]).days > LATE
    return best if weights[id(best)] > (LATE_WEIGHT if late else 0) else None


def _weigh(doc: Doc, mention: Mention, times: int, published: date | None, event: bool) -> float:
    """Return how likely a period is the one reported on. `event`: the lead tells of a day close to the release."""
    words, place = simplify(mention.words), doc[mention.start].idx
    weight = 1.0 + min(times - 1, 3)
    weight += 3 if _LENGTH.search(words) else 0
    weight += 2 if place <= TITLE else 1 if place <= LEAD / 2 else 0
    weight += 1 if _YEAR.search(words) else 0
    weight += 1 if any(token.lower_ in _RESULTS for token in doc[max(0, mention.start - 6) : mention.start]) else 0
    weight -= {"last year": 1, "this year": 3, "previous year": 3}.get(words, 0)
    weight -= 3 if mention.start and doc[mention.start - 1].lower_ in ("since", "until", "by") else 0
    late = (published - mention.days[1]).days if published and mention.days else 0
    if late > LATE:
        weight -= 4 if event or place > TITLE else 2
    return weight


def _may_be_reported(mention: Mention, published: date | None) -> bool:
    days = mention.days
    if not days or (days[1] - days[0]).days < 6 or (days[1] - days[0]).days > LONGEST:
        return False
    if simplify(mention.words).startswith(("next", "winter", "summer")):
        return False
    if published is None:
        return whole_months(days) is not None
    return days[0] <= published and days[1] <= published + timedelta(days=10) and (published - days[1]).days <= LATEST
