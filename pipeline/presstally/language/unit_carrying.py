"""Units and bases of rates that are stated once for several numbers: "96 and 94 percent", "from 11 to 9 minutes"."""

from __future__ import annotations

import math
import re

from spacy.tokens import Doc

from presstally.language.number_borders import Piece, own_unit_name
from presstally.language.sentences import Sentences
from presstally.measures.date_words import word_set
from presstally.measures.number_styles import value_of
from presstally.measures.units import CURRENCIES, SECONDS

_DECIMAL = re.compile(r"[0-9]{0,3}[.,][0-9]{1,2}")
_BILLIONS = re.compile(r"(?i)(?:billion|trillion|bln|bn|milliard|mlrd)s?\.?$")
_LIST = frozenset((",", "and", "or", "&", "to", "-", "–", "/"))
_LEVEL_BEFORE = word_set("to at was is from of were stood averaged reached made")
_COMPARED_BEFORE = frozenset(("from", "to", "against", "than", "with", "of", "was"))
_NAKED_AFTER = word_set(
    "in on at to and or from for against compared instead as with by than , ; . ) – — - : | while whereas "
    "but a the last year respectively during over this per were was is had up down"
)
_VERB = word_set("was were is are have has had amounted made equalled stood decreased increased fell rose went")
_PRONOUNS = frozenset(
    ("them", "these", "those", "whom", "which", "this", "that", "it", "our", "his", "her", "their", "us")
)
_LONG_LIVED = frozenset(("percent", "month", "year", "day", "hour", "minute"))
_SCALE_DOWN = frozenset(("percent", "percentage_point"))


def is_naked(doc: Doc, end: int) -> bool:
    """Return whether nothing that could be counted follows a number."""
    return end >= len(doc) or doc[end].lower_ in _NAKED_AFTER or not doc[end].is_alpha


def carry_units(doc: Doc, pieces: list[Piece], sentences: Sentences) -> None:
    """Give each bare number the unit that a neighbour of its sentence states for it."""
    units = [own_unit_name(doc, piece) or piece.unit for piece in pieces]
    for k in range(len(pieces) - 1, -1, -1):  # from the right: in a list the last one has the unit
        if units[k] is None and k + 1 < len(pieces) and _same_sentence(sentences, pieces[k], pieces[k + 1]):
            units[k] = _from_next(doc, pieces[k], pieces[k + 1], units[k + 1])
            pieces[k].unit = units[k]
    for k, piece in enumerate(pieces):
        if units[k] in (None, *CURRENCIES) and not piece.own_unit and _is_percentage(doc, piece, sentences):
            units[k] = piece.unit = "percent"
    for k in range(1, len(pieces)):
        if units[k] is None and _same_sentence(sentences, pieces[k - 1], pieces[k]):
            units[k] = _from_previous(doc, pieces[k - 1], pieces[k], units[k - 1])
        if units[k] is None and units[k - 1] == "percent" and doc[pieces[k].start - 1].lower_ in ("plus", "minus"):
            units[k] = "percent" if _is_decimal(doc, pieces[k]) else None
        if units[k] is None and _is_large(doc, pieces[k]) and pieces[k].start - pieces[k - 1].end < 30:
            units[k] = units[k - 1] if units[k - 1] in CURRENCIES else None
        pieces[k].unit = units[k] or pieces[k].unit


def _is_percentage(doc: Doc, piece: Piece, sentences: Sentences) -> bool:
    """Return whether the words before say that a bare number is a percentage."""
    if not _is_decimal(doc, piece) or not is_naked(doc, piece.end):
        return False
    first = max(sentences.borders(piece.start)[0], piece.start - 8)
    words = {doc[i].lower_ for i in range(first, piece.start)}
    return bool(words & {"percentage", "percent", "%"})


def _same_sentence(sentences: Sentences, left: Piece, right: Piece) -> bool:
    return sentences.borders(left.start) == sentences.borders(right.start)


def _from_next(doc: Doc, piece: Piece, following: Piece, unit: str | None) -> str | None:
    if unit is None or unit == "times":
        return None
    between = [doc[i].lower_ for i in range(piece.end, following.start)]
    if len(between) <= 2 and between and all(word in _LIST for word in between):
        if unit in _SCALE_DOWN and ("or" in between or _begins_anew(doc, piece, following, between)):
            return None  # "338 or 2.6 percent" says one thing twice
        money_first = doc[following.start].norm_ in ("<money>", "<moneysign>")
        return None if money_first else unit
    if unit in _SCALE_DOWN and is_naked(doc, piece.end):
        if _is_decimal(doc, piece) and len(between) < 25:
            return unit
        parallel = doc[piece.start - 1].lower_ == doc[following.start - 1].lower_ and doc[piece.start - 1].lower_ in (
            "by",
            "at",
        )
        return unit if parallel and between[:1] in ([","], ["and"], ["or"], [";"]) else None
    return None


def _begins_anew(doc: Doc, piece: Piece, following: Piece, between: list[str]) -> bool:
    """Return whether a percentage after a comma is of something else: "fell to 109, and 91.5 percent of them"."""
    if value_of(doc[piece.start].text) > 100:
        return True
    listed = piece.start > 1 and doc[piece.start - 1].text == ","
    share = any(token.lower_ == "of" for token in doc[following.end : following.end + 1])
    return "," in between and not listed and (share or "and" in between)


def _from_previous(doc: Doc, last: Piece, piece: Piece, unit: str | None) -> str | None:
    if unit is None:
        return None
    if unit == "percent" and _shares_go_on(doc, last, piece):
        return unit
    if not is_naked(doc, piece.end):
        return None
    between = [doc[i].lower_ for i in range(last.end, piece.start)]
    return (
        unit
        if between and (_is_alike(doc, last, piece, unit, between) or _is_compared(doc, last, piece, unit))
        else None
    )


def _is_alike(doc: Doc, last: Piece, piece: Piece, unit: str, between: list[str]) -> bool:
    """Return whether the form of a bare number or its place says that it has the unit of the last one."""
    before, after = between[-1], doc[piece.end].lower_ if piece.end < len(doc) else ""
    if (
        doc[last.start].norm_ in ("<money>", "<moneysign>")
        and len(between) < 3
        and all(word in _LIST for word in between)
    ):
        return True
    if _is_decimal(doc, piece) and ((unit in _LONG_LIVED and len(between) < 25) or between[0] == before == "("):
        return True
    if before in ("and", ",") and after in ("in", "on", "at", "for") and len(between) < 8 and unit in SECONDS:
        return doc[last.end].lower_ == after  # "20 minutes on weekends and 10 on weekdays"
    return unit not in _SCALE_DOWN and before == "which" and after in ("-", "–", "—")  # "of which 402 - pastures"


def _is_compared(doc: Doc, last: Piece, piece: Piece, unit: str) -> bool:
    """Return whether a bare number is the level that the last one is compared with: "44 days, from 33 in 2020"."""
    before = doc[piece.start - 1].lower_
    if before not in _COMPARED_BEFORE or piece.start - last.end > 14 or unit == "times":
        return False
    if before == "of" and doc[piece.start - 2].lower_ != "instead":
        return False
    if unit in _SCALE_DOWN:
        level = last.start > 0 and doc[last.start - 1].lower_ in _LEVEL_BEFORE and unit == "percent"
        return level and value_of(doc[piece.start].text) <= 100
    return True


def _shares_go_on(doc: Doc, last: Piece, piece: Piece) -> bool:
    """Return whether "51 of assaults" goes on "83 per cent of burglaries": both parts of things, no "of them"."""
    if doc[last.end : last.end + 1].text != "of" or doc[piece.end : piece.end + 1].text != "of":
        return False
    whole = doc[piece.end + 1].lower_ if piece.end + 1 < len(doc) else ""
    return (
        whole not in _PRONOUNS and value_of(doc[piece.start].text) <= 100 and doc[last.end + 1].lower_ not in _PRONOUNS
    )


def _is_large(doc: Doc, piece: Piece) -> bool:
    """Return whether a number of billions stands alone: beside a sum of money it is one, too."""
    return bool(_BILLIONS.search(doc[piece.start].text)) and is_naked(doc, piece.end)


def _is_decimal(doc: Doc, piece: Piece) -> bool:
    value = value_of(doc[piece.start].text)
    return value < 1000 and bool(value % 1) and len(doc[piece.start].text.replace(",", ".").rpartition(".")[2]) < 3


def find_rates(doc: Doc, pieces: list[Piece], bases: list[int], sentences: Sentences) -> dict[int, float]:
    """Return start of piece -> base, for the numbers of a sentence that a base stated elsewhere in it makes rates.

    A base before the numbers ("the crime rate per 100,000 fell by 8 and amounted to 257") holds for them until a number
    counts something that acts of its own; a base after a number holds for the levels that it is compared with.
    """
    rates: dict[int, float] = {}
    for at in bases:
        base = value_of(doc[at].text, whole=True)
        if not 1000 <= base < math.inf:
            continue
        first, last = sentences.borders(at)
        counts = [p for p in pieces if first <= p.start < last and not p.unit and own_unit_name(doc, p) is None]
        before = [p for p in counts if p.end <= at and at - p.end <= 6]
        behind = [p for p in counts if p.start > at]
        stated = before[-1] if before and not _has_verb(doc, before[-1].end, at) else None
        if stated is not None:
            rates[stated.start] = base
            earlier = [p for p in counts if p.end < stated.start and stated.start - p.end <= 2 and is_naked(doc, p.end)]
            rates.update({p.start: base for p in earlier if doc[p.start - 1].lower_ == "from"})
            behind = [p for p in behind if is_naked(doc, p.end) and doc[p.start - 1].lower_ in _COMPARED_BEFORE]
        for piece in behind:
            apart = any(doc[i].text == ";" for i in range(at, piece.start)) and not _is_decimal(doc, piece)
            if apart or _acts(doc, piece.end):
                break
            if doc[piece.end : piece.end + 1].text not in ("a", "an", "per", "each"):
                rates[piece.start] = base
    return rates


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].lower_ in _VERB for i in range(start, end))


def _acts(doc: Doc, end: int) -> bool:
    """Return whether a number counts things that a verb of their own follows ("312 crimes were solved")."""
    if is_naked(doc, end):
        return False
    return any(
        doc[i].lower_ in ("was", "were", "are", "have", "had", "been") for i in range(end, min(end + 4, len(doc)))
    )
