"""Periods told by two dates with words between: "from 7am on Friday to 7am on Monday", "2014 (up to 25 December)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from spacy.tokens import Doc

from presstally.measures.calendars import Days, add_months, whole_months
from presstally.measures.date_frame import Frame
from presstally.measures.date_words import simplify, word_set
from presstally.measures.dates import read_days
from presstally.pipes.release_dates import Mention

REACH = 30  # tokens between a day and the year that it cuts
GAP = 9  # tokens between the two dates
_OPENERS = frozenset(("from", "between"))
_TO = word_set("to until till through and up - – —")
_UP_TO = frozenset(("up", "to", "till", "until", "through", "as", "of", "on", "(", "the", "date", ",", "at"))
# What may stand beside a date without being part of it: clock times and edges of days.
_PLAIN = word_set(
    "the of on at in a early late dawn midnight noon midday night evening morning afternoon end close beginning start "
    "palm easter good holy hours hrs o'clock h a.m. p.m. am pm a.m p.m about around"
)
_CLOCK_WORDS = word_set("am pm a.m. p.m. a.m p.m o'clock h hrs hours")
_RELATIVE = re.compile(r"(?:this|last|pastweek|previous|reporting|same)\b|\w+ weekend")
_FISCAL = re.compile(r"\b(?:reporting|fiscal)\b")
_OPENED = word_set("began begun started launched announced opened commenced starting beginning")
_ENDED = word_set("ended concluded finished closed")
_CLOCK = re.compile(r"\d{1,2}(?:[.:]\d\d)?(?:am|pm|hrs|h)|\d{1,2}[.:]\d\d")

Ends = tuple[Mention, Mention]


def find_ranges(doc: Doc, mentions: Sequence[Mention]) -> list[Ends]:
    """Return the pairs of dates that are begin and end of one period."""
    return [
        ends
        for ends in pairwise(mentions)
        if any(test(doc, *ends) for test in (_is_range, _is_cut, _is_up_to, _is_to_date, _is_campaign))
    ]


def same_ones(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Ends]:
    """Yield (date, the one that tells its days): "this week (April 6-12)", "April to June 2020, the first quarter"."""
    for left, right in pairwise(mentions):
        gap = [doc[i].lower_ for i in range(left.end, right.start)]
        if not right.days or right.is_day or not left.days:
            continue
        closed = doc[right.end : right.end + 1].text == ")"
        if gap == ["("] and closed and _RELATIVE.match(simplify(left.words)) and _alike(left.days, right.days):
            yield left, right
        fiscal = [bool(_FISCAL.search(simplify(mention.words))) for mention in (left, right)]
        if gap == [",", "the"] and fiscal == [False, True] and whole_months(left.days) == whole_months(right.days):
            yield right, left


def _alike(one: Days, other: Days) -> bool:
    return abs((one[1] - one[0]).days - (other[1] - other[0]).days) < 6


def join_ranges(ranges: Iterable[Ends], frame: Frame) -> None:
    """Give both dates of each pair the days from the first to the last."""
    for left, right in ranges:
        if days := _between(left, right, frame):
            left.days = right.days = days


def _is_range(doc: Doc, left: Mention, right: Mention) -> bool:
    """ "From 12.01am Thursday to 11.59pm Monday": an opener before, a "to" and nothing but clock times between."""
    gap = range(left.end, right.start)
    if not 0 < len(gap) <= GAP or not any(doc[i].lower_ in _TO for i in gap):
        return False
    if not all(doc[i].lower_ in _TO or _is_plain(doc, i) for i in gap):
        return False
    return any(doc[i].lower_ in _OPENERS for i in _before(doc, left.start))


def _before(doc: Doc, start: int) -> Iterator[int]:
    """Yield the word before a date, clock times and articles skipped."""
    i = start - 1
    while i > max(0, start - 6) and doc[i].lower_ not in _OPENERS and _is_plain(doc, i):
        i -= 1
    if i >= 0:
        yield i


def _is_plain(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.lower_ in _PLAIN or token.text in "():," or _CLOCK.fullmatch(token.lower_):
        return True
    return token.norm_ == "<num>" and i + 1 < len(doc) and doc[i + 1].lower_ in _CLOCK_WORDS


def _is_campaign(doc: Doc, left: Mention, right: Mention) -> bool:
    """ "The campaign, announced on May 15, ended on June 15": one sentence, both days right behind their verbs."""
    if not left.is_day or not right.is_day or doc[left.start].sent.start != doc[right.start].sent.start:
        return False
    return _follows(doc, left.start, _OPENED) and _follows(doc, right.start, _ENDED)


def _follows(doc: Doc, start: int, verbs: frozenset[str]) -> bool:
    return (
        start > 1
        and doc[start - 1].lower_ in ("on", "in")
        and any(t.lower_ in verbs for t in doc[max(0, start - 12) : start] if t.ent_type_ != "DATE")
    )


def _is_cut(doc: Doc, left: Mention, right: Mention) -> bool:
    """ "During the year 2014 (up to 25th December)", "this year (till November)"."""
    if not 1 < right.start - left.end <= 5:
        return False
    gap = [doc[i].lower_ for i in range(left.end, right.start)]
    if gap[0] != "(" or not all(word in _UP_TO for word in gap):
        return False
    return bool({"to", "till", "until", "through"}.intersection(gap) or gap[1:2] == ["as"])


def _is_to_date(doc: Doc, left: Mention, right: Mention) -> bool:
    """ "Year to date at 30 September", "this year up to 29th December"."""
    gap = [doc[i].lower_ for i in range(left.end, right.start)]
    reduced = simplify(left.words)
    if not gap or len(gap) > 4 or not right.is_day or reduced not in ("ytd", "this year", "beginning this year"):
        return False
    if reduced == "ytd":
        return all(word in _UP_TO for word in gap) and gap != ["on"]
    return gap[:2] == ["up", "to"] or (gap[0] in ("to", "until", "till", "through") and gap[1:] in ([], ["the"]))


def _is_up_to(doc: Doc, left: Mention, right: Mention) -> bool:
    """ "Through December 15, ... seized this year", "as of 5 May, ... since the beginning of the year"."""
    before = doc[left.start - 1].lower_ if left.start else ""
    status = before == "of" and left.start > 1 and doc[left.start - 2].lower_ == "as"
    if not left.is_day or not (status or before in ("through", "until", "till")):
        return False
    if right.start - left.end > REACH or simplify(right.words) not in ("this year", "ytd", "beginning this year"):
        return False
    return not any(doc[i].text in ".;" or "\n" in doc[i].text for i in range(left.end, right.start))


def _between(left: Mention, right: Mention, frame: Frame) -> Days | None:
    if right.days and left.is_day and left.days and right.days[0] < left.days[0]:
        left, right = right, left  # "through December 15 this year"
    first = left.days or read_days(re.sub(r"^(?:early|late) ", "", simplify(left.words)), frame)
    if not first or not right.days:
        return None
    begin, end = first[0], right.days[1]
    weekday = left.is_day and "day" in left.words.lower()
    if begin > end or (begin == end and weekday):
        # "From Thursday" is the Thursday before that Monday, "18 December" that of the year before.
        begin = begin - timedelta(days=7) if weekday else add_months(begin, -12)
    return (begin, end) if timedelta(0) < end - begin < timedelta(days=3700) else None
