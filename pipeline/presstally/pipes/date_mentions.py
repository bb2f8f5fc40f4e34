"""Which words of a release are dates: trims, joins and drops what the patterns found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

from spacy.tokens import Doc, Token

from presstally.measures.date_frame import Frame
from presstally.measures.date_words import MONTHS, simplify, word_set
from presstally.measures.dates import read_days

Piece = tuple[int, int]  # first and one-past-last token

# With everything told, any wording that the date forms know gives days.
_TOLD = Frame(date(2021, 7, 20), (date(2021, 1, 1), date(2021, 6, 30)))
_OPEN = re.compile(r"next (?:\d+ )?\w+|(?:early|late|mid) .+|same \w+")
# Words of dates that are none by themselves.
_NONE = frozenset(("year", "period", "last day", "half", "next day", "next night"))
# Words that join two dates into one; "and" only behind "between".
JOINS = word_set("of in , to - – — through until till a one") | {
    "",
    "to the",
    "until the",
    "through the",
    ", to",
    ", through",
    ", until",
    "up to",
    "of the",
    "of a",
    "in the",
}
MONTH_PREPOSITIONS = word_set(
    "in since of by until till last this next during for from to through between and before after early late mid "
    "throughout over on than ( [ | – — - , / until"
)
SEASON_PREPOSITIONS = word_set("in since during until till by over this last throughout for of")
AMBIGUOUS_MONTHS = word_set("may march mar jan dec sep jun apr aug nov oct feb jul april june august")
SEASONS = word_set("spring summer autumn winter")
_EDGES = word_set("the a an of in on , . ; : ( ) - – —")


@lru_cache(maxsize=8192)
def is_date(text: str) -> bool:
    """Return whether the words are a date or period of any kind, also one that fixes no days ("previous years")."""
    words = simplify(text)
    if words in _NONE and not text.lower().endswith("past day"):
        return False
    return not words or read_days(text, _TOLD) is not None or bool(_OPEN.fullmatch(words))


def mask_of(pieces: Sequence[Piece], length: int) -> bytearray:
    """Return one byte a token, 1 where it is part of a piece."""
    mask = bytearray(length)
    for start, end in pieces:
        mask[start:end] = b"\x01" * (end - start)
    return mask


def clean_dates(doc: Doc, pieces: Iterable[Piece]) -> list[Piece]:
    """Return the dates among `pieces` (from patterns and bare years), joined where two are one."""
    kept = [piece for piece in (_shrink(doc, piece) for piece in sorted(pieces)) if piece]
    joined: list[Piece] = []
    for piece in kept:
        if joined and _are_one(doc, joined[-1], piece):
            joined[-1] = (joined[-1][0], piece[1])
        else:
            joined.append(piece)
    return [piece for piece in joined if not _is_other(doc, piece)]


def _shrink(doc: Doc, piece: Piece) -> Piece | None:
    """Cut a piece down to the words that are a date: "May 312" -> "May"."""
    start, end = piece
    while start < end and (doc[start].lower_ in _EDGES or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].lower_ in _EDGES or doc[end - 1].is_space):
        end -= 1
    if start < end and _month_then_count(doc, start, end):
        end -= 1
    for first, last in (
        (start, end),
        *((start, k) for k in range(end - 1, start, -1)),
        *((k, end) for k in range(start + 1, end)),
    ):
        if doc[first].lower_ not in _EDGES and is_date(doc[first:last].text):
            return first, last
    return None


def _month_then_count(doc: Doc, start: int, end: int) -> bool:
    """ "In May 12 people": a month by its preposition, and a count."""
    if (
        end - start != 2
        or doc[start].norm_ != "<month>"
        or doc[end - 1].norm_ != "<num>"
        or not start
        or end >= len(doc)
    ):
        return False
    return (
        doc[start - 1].lower_ in ("in", "during", "throughout")
        and doc[end].is_alpha
        and doc[end].is_lower
        and len(doc[end].text) > 3
    )


def _are_one(doc: Doc, left: Piece, right: Piece) -> bool:
    if right[0] - left[1] > 3 or "\n" in doc[left[0] : right[1]].text:
        return False
    gap = doc[left[1] : right[0]].text.lower().strip() if right[0] > left[1] else ""
    if gap == "and" and not (left[0] and doc[left[0] - 1].lower_ == "between") and not _are_months(doc, left, right):
        return False
    if gap == "," and _are_months(doc, left, right):
        return True
    return (gap in JOINS or gap == "and") and is_date(doc[left[0] : right[1]].text)


def _are_months(doc: Doc, left: Piece, right: Piece) -> bool:
    """ "August, September and October 2009": months that follow each other are one period."""
    months = MONTHS.index, simplify(doc[left[1] - 1].text), simplify(doc[right[0]].text)
    return months[1] in MONTHS and months[2] in MONTHS and months[0](months[2]) == months[0](months[1]) + 1


def _is_other(doc: Doc, piece: Piece) -> bool:
    """Return whether words that can be a date are none here: "may" the verb, "March" the walk, "spring" the water."""
    start, end = piece
    word = doc[start]
    lower = word.lower_.rstrip(".")
    if end - start > 1:
        return False
    before = doc[start - 1] if start else None
    after = doc[end] if end < len(doc) else None
    if lower in AMBIGUOUS_MONTHS:
        if len(lower) == 3 and lower != "may" and not (before is not None and before.lower_ in MONTH_PREPOSITIONS):
            return True
        return not word.is_title or _is_word_of_a_name(before, after, lower)
    if lower in SEASONS:
        return before is None or not _after_preposition(doc, start, SEASON_PREPOSITIONS) or _is_adjunct(after)
    return word.norm_ == "<weekday>" and not (word.is_title or word.is_upper)


def _is_word_of_a_name(before: Token | None, after: Token | None, lower: str) -> bool:
    if lower in ("may", "march"):
        return before is None or before.lower_ not in MONTH_PREPOSITIONS
    return (
        after is not None
        and after.is_title
        and after.is_alpha
        and len(after.text) > 3
        and before is not None
        and before.is_title
    )


def _after_preposition(doc: Doc, at: int, words: frozenset[str]) -> bool:
    at -= 1
    if at > 0 and doc[at].lower_ == "the":
        at -= 1
    return at >= 0 and doc[at].lower_ in words


def _is_adjunct(after: Token | None) -> bool:
    """ "in the summer camp": the season belongs to the next noun."""
    return after is not None and after.is_alpha and after.is_lower and after.lower_ not in _AFTER_SEASON


_AFTER_SEASON = word_set(
    "and or the a in of on at as for by with was were is are will has have had this last months month period season "
    "there when"
)


def freed_numerals(doc: Doc, before: Iterable[Piece], after: bytearray) -> Iterator[int]:
    """Yield the numerals that were in a date of the patterns (`before`) and are in none now."""
    for start, end in before:
        yield from (i for i in range(start, end) if not after[i] and doc[i].norm_ == "<num>")
