"""The release's own date and the period it reports on, from its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc, Token

from presstally.measures.calendars import Days
from presstally.measures.date_frame import Frame
from presstally.measures.date_words import MONTHS, simplify, word_set
from presstally.measures.dates import read_days

LEAD = 900  # characters: title, dateline and first paragraph
_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"(?:\w+day )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)")
_FULL_DAY = re.compile(rf"(?:{_DAY.pattern}) \d{{4}}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}")
PUBLISHED = word_set("published date dated issued released posted updated release")
_COMPARING = word_set(
    "than compared comparison against versus vs unlike relative instead comparing opposed relates analogy contrast "
    "respect exceed exceeds exceeding exceeded above below"
)
BEGUN = word_set("launched begun started opened introduced created established founded began")
# "The fight against crime in 2020" compares nothing.
_AGAINST_WHAT = word_set(
    "fight fighting struggle struggling combat battle war campaign crime crimes offence offences offense offenses "
    "violence measures measure action actions operation operations work attacks attack activity activities acts "
    "vaccinated insured proceedings proceeding charges case cases complaints"
)
_RECORD = word_set("first most least record fewest best worst")
_OF_LEVEL = frozenset(("in", "for", "of", "during"))
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
    """Return whether a word of comparison stands within six words before, in the same clause.

    The level of that period may stand between: "against 15,406 in 2018", "from 20,114 in 2014 to".
    """
    at = start - 1
    if at > 0 and doc[at].lower_ in _OF_LEVEL:
        level = at - 1
        while level >= 0 and doc[level].ent_type_ == "QUANTITY":
            level -= 1
        if 0 <= level < at - 1 and (doc[level].lower_ == "from" or doc[level].lower_ in _COMPARING):
            return True
    for i in range(at, max(-1, start - 7), -1):
        token = doc[i]
        if token.lower_ in _COMPARING and not _is_fight(doc, i):
            return True
        if token.lower_ == "on" and i and doc[i - 1].lower_ in ("up", "down"):
            return True  # "eight down on the corresponding period"
        if token.ent_type_ == "QUANTITY":
            return _is_measure(doc, i, start)
        if token.text in ".;:)(" or "\n" in token.text or token.ent_type_ == "DATE":
            return False
    return False


def _is_fight(doc: Doc, i: int) -> bool:
    """Return whether "against" names a foe: "crimes against property", "struggle against trafficking"."""
    return doc[i].lower_ == "against" and i > 0 and doc[i - 1].lower_ in _AGAINST_WHAT


def is_of_record(doc: Doc, since: int) -> bool:
    """Return whether "since" tells of a record: "the lowest count since 2019", "the first since 2015"."""
    return any(_is_record(token) for token in doc[max(doc[since].sent.start, since - 5) : since])


def _is_record(token: Token) -> bool:
    ending = token.lower_.endswith("est") and token.lower_ not in (
        "arrest",
        "west",
        "request",
        "forest",
        "interest",
        "protest",
    )
    return ending or token.lower_ in _RECORD


def _is_measure(doc: Doc, last: int, start: int) -> bool:
    """Return whether the number that ends at `last` belongs to the comparison with the date at `start`.

    "Double the 612 taken in 2021", "34 less than the 153 recorded in 2021", "exceeding by 58 the figure of 2021".
    """
    i = last
    while i >= 0 and doc[i].ent_type_ == "QUANTITY":
        i -= 1
    if i < 1:
        return False
    gap = [doc[k].lower_ for k in range(last + 1, start)]
    if doc[i].lower_ == "by" and doc[i - 1].lower_.startswith("exceed"):
        return bool(gap) and gap[0] == "the"
    told = all(word in _OF_LEVEL or word == "the" or word.endswith(("ed", "en")) for word in gap)
    against = doc[i - 1].lower_ in _COMPARING or doc[i - 1].ent_type_ == "QUANTITY"
    return told and doc[i].lower_ == "the" and against


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
    if doc[start].idx > LEAD:
        return False
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    line = [token for token in doc[start:end] if token.is_alpha and not mention.start <= token.i < mention.end]
    before = [token for token in line if token.i < mention.start]
    if len(line) <= 4 or (len(line) <= 8 and any(t.text in "|•·" or t.lower_ in PUBLISHED for t in doc[start:end])):
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
