"""Wordings of dates that no pattern of single words finds: read in the text itself, then set on its tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from presstally.language.text import text_of
from presstally.measures.date_words import MONTH_NAMES, WEEKDAYS, word_set
from presstally.pipes.date_mentions import Piece, is_date

_MONTH = "|".join((*MONTH_NAMES, "sept"))
_DAY = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)"
_YEAR = r"(?:19|20)\d\d"
_COUNT = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_ROMAN = r"(?:i{1,3}|i?v|vi{1,3}|i?x|xi{1,2})"
_OF_YEAR = rf"(?: of)?(?: the| this| last)?(?: current| same| past| previous)?(?: year\b| {_YEAR}\b)"
_FORMS = (
    r"(?:christmas|boxing) day|new year['’]s (?:day|eve)",
    rf"\d{{1,2}}\.\d{{1,2}}\.? ?[-–—] ?\d{{1,2}}\.\d{{1,2}}\.{_YEAR}",
    rf"(?:[1-9]|1[0-2])[-–](?:[1-9]|1[0-2])/{_YEAR}",
    rf"{_ROMAN}[-–]{_ROMAN},? {_YEAR}",
    r"year (?:that|which) (?:has |had )?(?:just )?(?:ended|passed|closed|gone by)|year just (?:ended|past|closed)",
    r"year gone by",
    rf"year of {_YEAR}",
    r"(?:year|month|quarter|week|day) prior(?! to)",
    rf"opening {_COUNT} (?:months|weeks|days|quarters)(?:{_OF_YEAR})?",
    rf"{_COUNT} months (?:passed|elapsed|gone) of (?:the|this)(?: current)? year",
    rf"(?:{'|'.join(WEEKDAYS)}|yesterday) (?:morning|afternoon|evening|night)|noon yesterday",
    rf"(?:1st|2nd) half(?:[- ]year)?(?:{_OF_YEAR})?|(?:1st|2nd|first|second) half[- ]year(?:{_OF_YEAR})?",
    r"(?:first|second|third|fourth)-quarter",
    r"\d+ hours (?:that )?(?:ending|ended|to) (?:[\w.:]+ ){0,4}(?:today|yesterday)",
    rf"{_DAY} (?:to|until|till|through) the {_DAY}(?: of)? (?:{_MONTH})(?:,? {_YEAR})?",
    rf"end-(?:{_MONTH})(?: {_YEAR})?",
    r"(?:comparative|like) period(?: (?:of )?(?:last year|the previous year))?",
    r"(?<=\bthe )weekend"
    r"(?= *[,.;:)\n]| (?:and|of|in|on|at|the|to|was|were|after|with|when|by|as|for|police)\b)",
    r"at present|currently|at the moment|at this hour|(?<!year )(?<!year-)to date",
    r"(?<=\bis )now|(?<=\bare )now|(?<=\bhas )now|(?<=\bhave )now|now(?= (?:is|are|has|have|\w+s)\b)",
    rf"(?:the )?year(?: {_YEAR})(?= (?:it|there|the|was|were|had|saw|brought|closed|ended)\b)",
)
_PHRASE = re.compile(rf"(?<![\w./-])(?:{'|'.join(_FORMS)})(?![\w/])", re.IGNORECASE)
# What is summed up early in the next year, or in December, is the year that is over.
_SUMMED_YEAR = re.compile(
    r"\b(?:results|outcomes?|totals|summary|finals|balance|sums up|summed up|summing up|(?:take|takes|took) stock)"
    r"(?: of)? the (year)\b(?! (?:\d|of|to|that|which|20|under))",
    re.IGNORECASE,
)
_LAST_DAY = re.compile(
    r"(?:(?<=for the )|(?<=during the )|(?<=over the ))last day(?! of)|(?<=of the )last day(?= *\n)", re.I
)
PRESENT = word_set("now currently") | {"at present", "at the moment", "at this hour", "to date"}


def find_phrases(doc: Doc) -> list[Piece]:
    """Return the token borders of the wordings in a release, in order."""
    found = [piece for match in _PHRASE.finditer(text_of(doc)) if (piece := _piece(doc, *match.span()))]
    return [piece for piece in found if is_date(doc[piece[0] : piece[1]].text)]


def find_summed(doc: Doc) -> dict[Piece, str]:
    """Return where "the year" or "the last day" stands that a release sums up, and what that means in plainer words."""
    text = text_of(doc)
    years = {_piece(doc, *match.span(1)): "year gone by" for match in _SUMMED_YEAR.finditer(text)}
    days = {_piece(doc, *match.span()): "past day" for match in _LAST_DAY.finditer(text)}
    return {piece: words for piece, words in (years | days).items() if piece}


def _piece(doc: Doc, start: int, end: int) -> Piece | None:
    span = doc.char_span(start, end)
    return (span.start, span.end) if span is not None else None


def without(pieces: Sequence[Piece], others: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces that share no token with any of `others` that is longer or as long."""
    for start, end in pieces:
        if not any(a < end and start < b and b - a >= end - start for a, b in others):
            yield start, end
