"""Numbers that a base stated elsewhere makes rates: "per 100,000 inhabitants it was 257 against 269"."""

from __future__ import annotations

import math

from spacy.tokens import Doc

from presstally.language.number_borders import Piece, own_unit_name, with_norm
from presstally.language.sentences import Sentences
from presstally.language.unit_carrying import COMPARED_BEFORE, is_decimal, is_naked
from presstally.measures.date_words import word_set
from presstally.measures.number_styles import value_of

_VERB = word_set("was were is are have has had amounted made equalled stood decreased increased fell rose went")
_RATE = word_set("rate rates index coefficient level levels highest lowest")
_NO_RATE = word_set(
    "percent per cent % clearance detection solve solved conviction disclosure resolution clear-up success response "
    "employment exchange interest"
)
_REACH = 8  # sentences in which a base still holds
_STATED_BEFORE = "the base of this rate is stated in an earlier sentence"
_BEFORE_NOW = frozenset(("before", "earlier", "ago", "previously"))  # "it was 300 a year before"
_FORMERLY = frozenset((")", "before", "earlier", "previously", "formerly"))


def find_rates(doc: Doc, pieces: list[Piece], bases: list[int], sentences: Sentences) -> dict[int, float]:
    """Return start of piece -> base, for the numbers that a base stated elsewhere makes rates.

    A base before the numbers ("the crime rate per 100,000 fell by 8 and amounted to 257") holds for them until a number
    counts something that acts of its own; a base after a number holds for the levels that it is compared with.
    """
    rates: dict[int, float] = {}
    counts = [p for p in pieces if not p.unit and own_unit_name(doc, p) is None]
    for at in sorted({*bases, *_spelled_bases(doc)}):
        base = value_of(doc[at].text, whole=True)
        if not 1000 <= base < math.inf:
            continue
        first, last = sentences.borders(at)
        own = _of_its_sentence(doc, [p for p in counts if first <= p.start < last], at)
        rates.update(dict.fromkeys(own, base))
        _go_on(doc, counts, rates, sentences, at, base)
    return rates


def _spelled_bases(doc: Doc) -> list[int]:
    """Return the tokens of bases in words: "per million inhabitants"."""
    return [i for i in with_norm(doc, ("million", "thousand")) if i and doc[i - 1].lower_ in ("per", "every", "each")]


def _of_its_sentence(doc: Doc, counts: list[Piece], at: int) -> list[int]:
    found: list[int] = []
    before = [p for p in counts if p.end <= at and at - p.end <= 6]
    behind = [p for p in counts if p.start > at]
    stated = before[-1] if before and not _has_verb(doc, before[-1].end, at) else None
    if stated is not None:
        found.append(stated.start)
        earlier = [p for p in counts if p.end < stated.start and stated.start - p.end <= 2 and is_naked(doc, p.end)]
        found += [p.start for p in earlier if doc[p.start - 1].lower_ == "from" or doc[p.end].text in (",", "and")]
        behind = [p for p in behind if _is_other_level(doc, p)]
    for piece in behind:
        apart = any(doc[i].text == ";" for i in range(at, piece.start)) and not is_decimal(doc, piece)
        if (apart and not _is_highest(doc, piece)) or _acts(doc, piece.end):
            break
        each = doc[piece.end : piece.end + 1].text in ("a", "an", "per", "each")
        if not each or doc[piece.end + 2 : piece.end + 3].text in _BEFORE_NOW:
            found.append(piece.start)
    return found


def _is_other_level(doc: Doc, piece: Piece) -> bool:
    """Return whether a number is the level that a rate is compared with: ", versus 4,632.4", "(37,3 before)"."""
    before = doc[piece.start - 1].lower_
    if before == "(":
        return doc[piece.end : piece.end + 1].text.lower() in _FORMERLY
    return before in COMPARED_BEFORE and is_naked(doc, piece.end)


def _go_on(doc: Doc, counts: list[Piece], rates: dict[int, float], sentences: Sentences, at: int, base: float) -> None:
    """Add the rates of later sentences: "The highest rates were in Leeds (220) and Bath (187)"."""
    known = [value_of(doc[start].text) for start, own in rates.items() if own == base]
    whole = all(not value % 1 for value in known)
    behind = [p for p in counts if p.start > at and p.start not in rates]
    start, last = sentences.borders(at)
    for _ in range(_REACH):
        if last >= len(doc) or not known:
            return
        start, last = sentences.borders(last)
        words = {doc[i].lower_ for i in range(start, last)}
        if not _RATE & words or _NO_RATE & words:
            continue
        for piece in (p for p in behind if start <= p.start < last):
            value = value_of(doc[piece.start].text)
            alike = any(other / 30 <= value <= other * 30 for other in known if other)
            if alike and whole == (not value % 1) and _stands_alone(doc, piece):
                rates[piece.start], piece.doubt = base, _STATED_BEFORE


def _stands_alone(doc: Doc, piece: Piece) -> bool:
    before, after = doc[piece.start - 1], doc[piece.end].text if piece.end < len(doc) else "."
    if before.text == "(":
        return after == ")"
    return after in (".", ",", ";", "(", ":") and (before.is_title or before.lower_ in ("of", "at", "was", "is", ","))


def _is_highest(doc: Doc, piece: Piece) -> bool:
    words = (doc[i].lower_ for i in range(max(0, piece.start - 6), piece.start))
    return is_naked(doc, piece.end) and any(word in ("highest", "lowest") for word in words)


def _has_verb(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].lower_ in _VERB for i in range(start, end))


def _acts(doc: Doc, end: int) -> bool:
    """Return whether a number counts things that a verb of their own follows ("312 crimes were solved")."""
    if is_naked(doc, end):
        return False
    for i in range(end, min(end + 4, len(doc))):
        if doc[i].lower_ == "and":
            return False  # "fell by 7 facts and was equal to 241"
        if doc[i].lower_ in ("was", "were", "are", "have", "had", "been"):
            return True
    return False
