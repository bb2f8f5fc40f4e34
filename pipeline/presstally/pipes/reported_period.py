"""The period that a release reports on, weighed among the dates that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc

from presstally.language.sentences import Sentences
from presstally.measures.calendars import Days, whole_months
from presstally.measures.date_words import simplify, word_set
from presstally.pipes.release_dates import LEAD, PUBLISHED, Mention

LONGEST = 370  # days: a report covers a year at most
LATE = 200  # days between the period's end and the release; from there on more must speak for it
LATE_WEIGHT = 3
BELOW_WEIGHT = 2.5
LATEST = 800  # days
AHEAD = timedelta(days=10)  # half-year results may appear in the last days of June
OPENING = 12  # tokens: the first sentence of so many, with a number, opens the release
_RESULTS = word_set(
    "results result outcomes work activities activity figures statistics report reports data summary review balance "
    "during over in for of"
)
# What is summed up is the period itself.
_SUMMED = re.compile(
    r"\b(?:results?|outcomes?|balance|summary|review) (?:of|for|in|over) "
    r"(?:the )?(?:work )?(?:of |in )?(?:the )?$|\bsum\w* up (?:the )?$"
)
_LENGTH = re.compile(
    r"\d month|quarter|half|reporting|fiscal|fy|\d{4}[/-]\d{2}| - |year (?:end|-)|week|ytd|last \d+ \w+"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_HOURS = re.compile(r"(?:last )?24 hour.*")
# The day in "Answer at the sitting of 14 May" is that of the meeting.
_MEETINGS = word_set(
    "sitting session plenary meeting answer answered question reply hearing conference interview speech"
)
_STATUS = frozenset(("as", "status"))
_OUTSIDE = re.compile(r"next|(?:this |last )?(?:winter|summer|spring|autumn|fall)")


@dataclass(frozen=True)
class _Page:
    """What a release's page tells of its dates: where the opening sentence stands, which sentences hold numbers."""

    doc: Doc
    sentences: Sentences
    counted: frozenset[int]  # first tokens of the sentences with a number
    opening: tuple[int, int]
    published: date | None

    def late(self, days: Days) -> int:
        return (self.published - days[1]).days if self.published else 0


def find_reported(doc: Doc, mentions: Sequence[Mention], published: date | None) -> Mention | None:
    """Return the mention of the period that the release reports on; None where it reports on none.

    Outside the lead, a period must be named twice.
    """
    page = _read_page(doc, published)
    found = [m for m in mentions if not m.compares and _may_be_reported(page, m)]
    named = Counter(m.days for m in found)
    found = [m for m in found if doc[m.start].idx <= LEAD or named[m.days] > 1]
    weights = {id(m): _weigh(page, m, named[m.days]) for m in found}
    for mention in found:
        parts = [weights[id(m)] for m in found if _is_part(m, mention) and _goes_with(page, m, mention)]
        if parts:  # "the third quarter and nine months": the longer one
            weights[id(mention)] = max(weights[id(mention)] + 2, max(parts) + 0.5)
    for mention in found:
        wholes = [weights[id(m)] for m in found if published and _is_cut_from(mention, m, published)]
        if wholes:  # "2021" in a title, "this year up to 29 December" below
            weights[id(mention)] = max(weights[id(mention)], max(wholes) + 0.5)
    told = [m for m in found if weights[id(m)] >= _least_weight(page, m)]
    return max(told, key=lambda m: (weights[id(m)], m.days, -m.start), default=None)


def _least_weight(page: _Page, mention: Mention) -> float:
    """Return the weight that a period needs: more where it is long over or stands below the opening sentence."""
    if mention.days and page.late(mention.days) > LATE:
        return LATE_WEIGHT
    return BELOW_WEIGHT if mention.start >= page.opening[1] else 0.5


def _read_page(doc: Doc, published: date | None) -> _Page:
    sentences = Sentences(doc)
    counted = dict.fromkeys(sentences.borders(span.start) for span in doc.ents if span.label_ == "QUANTITY")
    told = [borders for borders in counted if borders[1] - borders[0] >= OPENING]
    opening = next((borders for borders in told if not _is_title(doc, borders)), told[0] if told else (0, 0))
    return _Page(doc, sentences, frozenset(start for start, _ in counted), opening, published)


def _is_title(doc: Doc, borders: tuple[int, int]) -> bool:
    """Return whether a sentence is the first line and ends without a stop."""
    words = [token for token in doc[borders[0] : borders[1]] if not token.is_space]
    return borders[0] == 0 and bool(words) and words[-1].text not in ".!?" and borders[1] < len(doc)


def _may_be_reported(page: _Page, mention: Mention) -> bool:
    days, published = mention.days, page.published
    if days is None or (days[1] - days[0]).days > LONGEST:
        return False
    if _OUTSIDE.match(simplify(mention.words)) or _has_bracketed_number(page.doc, mention):
        return False
    if days[0] == days[1]:
        return _is_status(page, mention) or _is_title_day(page, mention) or _is_past_day(page, mention)
    if published is None:
        return whole_months(days) is not None
    return days[0] <= published and days[1] <= published + AHEAD and page.late(days) <= LATEST


def _has_bracketed_number(doc: Doc, mention: Mention) -> bool:
    """ "3,034 calls (3,190 in 2012)": the period of one bracketed number is not the release's."""
    counted = False
    for i in range(mention.start - 1, max(-1, mention.start - 8), -1):
        if doc[i].text in "([":
            return counted or (mention.end < len(doc) and doc[mention.end].text == ":")
        if doc[i].text in ")]" or "\n" in doc[i].text:
            return False
        counted = counted or doc[i].ent_type_ == "QUANTITY"
    return False


def _is_status(page: _Page, mention: Mention) -> bool:
    """Return whether a day in the title or the opening sentence is that of a count: "as at 31 March 2010"."""
    doc, at = page.doc, mention.start - 1
    if mention.start >= page.opening[1]:
        return False
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    return at > 0 and doc[at].lower_ in ("of", "at", "on") and doc[at - 1].lower_ in _STATUS


def _is_past_day(page: _Page, mention: Mention) -> bool:
    """Return whether title or opening sentence tell of a day: "during the past day", in the title "yesterday"."""
    words = simplify(mention.words)
    if words == "yesterday":
        return mention.start < page.opening[0]
    return mention.start < page.opening[1] and (words == "last day" or bool(_HOURS.fullmatch(words)))


def _is_title_day(page: _Page, mention: Mention) -> bool:
    """Return whether a title ends with the day of its count: "Fire update, 24 August 2009"; no dateline."""
    doc, start, end = page.doc, mention.start, mention.end
    if mention.start >= page.opening[0]:
        return False
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) and not doc[end].is_alpha and "\n" not in doc[end].text:
        end += 1
    words = [token for token in doc[start : mention.start] if token.is_alpha]
    told = len(words) > 1 and not any(token.lower_ in PUBLISHED or token.lower_ in _MEETINGS for token in words)
    return told and (end >= len(doc) or "\n" in doc[end].text or doc[end].lower_ in ("pm", "p.m", "p.m.", "am", "a.m."))


def _weigh(page: _Page, mention: Mention, times: int) -> float:
    """Return how likely a period is the one reported on."""
    doc, words, days = page.doc, simplify(mention.words), mention.days
    if days is None:
        return 0.0
    before = [token.lower_ for token in doc[max(0, mention.start - 6) : mention.start]]
    weight = 1.0 + min(times - 1, 3)
    since = bool(before) and before[-1] in ("since", "until", "by")
    weight += _kind(words, days, since)
    weight += _place(page, mention)
    weight += 1 if _YEAR.search(words) else 0
    weight += 1 if not _RESULTS.isdisjoint(before) else 0
    weight += 2 if _is_summed_up(doc, mention, before) else 0
    over = page.published is not None and page.published.month > 10
    weight -= {"last year": 1, "this year": 0.5 if over else 2, "previous year": 3}.get(words, 0)
    past = _is_past_day(page, mention)
    weight -= 2 if words == "this week" and (not before or before[-1] not in _RESULTS) else 0
    weight -= 2 if _is_status(page, mention) and mention.start > page.opening[0] + OPENING else 0
    weight -= 3 if since else 2 if days[0] == days[1] and not past and not _is_status(page, mention) else 0
    weight -= 2 if whole_months(days) == 1 and times == 1 and mention.start >= page.opening[1] else 0
    if page.late(days) > LATE:
        year = whole_months(days) == 12 and doc[mention.start].idx <= LEAD / 2
        weight -= 1.5 if year or mention.start < page.opening[0] else 4
    return weight


def _is_summed_up(doc: Doc, mention: Mention, before: list[str]) -> bool:
    """ "The results of last year"; in "the outcome of the 2017 patrol" the year belongs to the patrol."""
    if before and before[-1] == "the" and mention.words.isdigit():
        return False
    return bool(_SUMMED.search(" ".join(before) + " "))


def _kind(words: str, days: Days, since: bool) -> float:
    """Weigh the wording: a period by its length or by two days, then a day of status or a month, then a year."""
    if words.startswith("last ") and words[5:6].isdigit() and not whole_months(days):
        return 2.0  # "the past three months": the quarter by its name is more exact
    if (
        words == "last day"
        or _LENGTH.search(words)
        or not (days[0] == days[1] or whole_months(days) or since or "year" in words)
    ):
        return 3.0
    if days[0] == days[1]:
        return 2.0
    return 0.0 if since or whole_months(days) == 12 else 2.0 if _YEAR.search(words) else 1.0


def _place(page: _Page, mention: Mention) -> float:
    if mention.start < page.opening[0]:
        return 3.0  # the title
    if mention.start < page.opening[1]:
        return 2.0
    counted = page.sentences.borders(mention.start)[0] in page.counted
    return (0.5 if page.doc[mention.start].idx <= LEAD else 0.0) + 0.5 * counted


def _is_part(part: Mention, whole: Mention) -> bool:
    return bool(part.days and whole.days and part.days[1] == whole.days[1] and part.days[0] > whole.days[0])


def _is_cut_from(part: Mention, whole: Mention, published: date) -> bool:
    """Return whether a period is an unfinished year up to a day shortly before the release."""
    if not part.days or not whole.days or part.days[0] != whole.days[0] or whole_months(whole.days) != 12:
        return False
    return whole_months(part.days) is None and published - AHEAD < part.days[1] < published <= whole.days[1]


def _goes_with(page: _Page, part: Mention, whole: Mention) -> bool:
    """Return whether a period and its last part are told together; a quarter's report tells of nine months, too."""
    if part.days and whole.days and whole_months(part.days) == 3 and whole.days[0].month == 1:
        return whole_months(whole.days) in (6, 9)
    return page.sentences.borders(part.start) == page.sentences.borders(whole.start)
