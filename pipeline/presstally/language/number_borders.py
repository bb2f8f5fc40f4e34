"""Where quantities begin and end: what the patterns found, what they left, what belongs together or apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from spacy.attrs import NORM
from spacy.tokens import Doc, Span

from presstally.language.number_context import NUMERAL, is_multiple
from presstally.measures.date_words import word_set
from presstally.measures.number_styles import value_of
from presstally.measures.units import find_unit

_DASHES = frozenset("-–—−‑")
_RANGE_LEADS = frozenset(("aged", "ages", "age", "ranging", "ranged", "ranges", "ran", "varying", "varied", "vary"))
_JOINERS = _DASHES | {"to", "and"}
_AFTER_POINTS = frozenset(
    (".", ",", ";", ")", "lower", "higher", "more", "less", "above", "below", "up", "down", "on", "compared")
)
_UNIT_CLASSES = frozenset(
    f"<{name}>" for name in ("mass", "money", "cents", "distance", "area", "volume", "time", "share", "power", "pp")
)
_FIRST_WORD_COUNTS = frozenset(("touching_money", "money_code", "part_of_scale"))
MOVED = word_set(
    "going doubled doubling tripled halved bring brings bringing rose risen rise rises grew grown growth "
    "increased increase increases fell fallen fall falls "
    "decreased decrease decreases dropped drop drops declined decline reduced reduction went gone go goes "
    "climbed jumped surged moved changed down up shrunk shrank cut lengthened shortened improved raised "
    "lowered expanded extended brought reached came"
)


# What "from 3 to 5 ..." gives the bounds of, where nothing moved; of other things it gives two levels.
_RANGED = frozenset(("<time>", "<period>", "<money>", "<mass>", "<distance>", "<area>", "<volume>", "<power>"))


@dataclass
class Piece:
    """A stretch of tokens that may be one quantity.

    `unit`, `scale`: what a neighbour or the head of a table lends it; `doubt`: why that stays a guess;
    `named`: what `own_unit` found, once it was asked.
    """

    start: int
    end: int
    method: str
    unit: str | None = None
    own_unit: bool = False
    scale: str = ""
    doubt: str | None = None
    in_cell: bool = False
    named: tuple[str | None, str | None] | None = None

    def text(self, doc: Doc) -> str:
        return doc[self.start : self.end].text


def with_norm(doc: Doc, norms: Iterable[str]) -> list[int]:
    """Return the tokens whose NORM is one of `norms`."""
    wanted = [doc.vocab.strings.add(norm) for norm in norms]
    return np.flatnonzero(np.isin(doc.to_array([NORM]), np.array(wanted, dtype="uint64"))).tolist()


def numerals_in(doc: Doc, start: int, end: int) -> list[int]:
    """Return the tokens from `start` to `end` that are numerals."""
    return [i for i in range(start, end) if doc[i].norm_ == NUMERAL]


def first_value(doc: Doc, piece: Piece) -> float | None:
    """Return the value of the first numeral of a piece, None where it has none ("an hour and a half")."""
    numbers = numerals_in(doc, piece.start, piece.end)
    return value_of(doc[numbers[0]].text) if numbers else None


def from_pattern(doc: Doc, span: Span) -> list[Piece]:
    """Return the quantities of a mention that a pattern or a model found: trimmed, and split where it holds two."""
    start, end = span.start, span.end
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in ",;:"):
        end -= 1
    numbers = numerals_in(doc, start, end)
    if numbers and span.id_ not in _FIRST_WORD_COUNTS and _is_edge(doc, start, numbers[0]):
        start = numbers[0]
    method = "quantity_pattern"
    if span.id_ == "multiple_before":
        return [Piece(start, end - 1, method, own_unit=True)]
    if span.id_ == "touching_money" and doc[span.start].whitespace_:
        return [Piece(numbers[0], end, method)]
    if doc[end - 1].lower_ == "times" and not is_multiple(doc, start, end):
        return [Piece(start, end - 1, method)]
    if len(numbers) > 1 and (apart := _split_list(doc, start, end, numbers)):
        return apart
    if (
        len(numbers) == 2
        and doc[numbers[1] - 1].lower_ in ("in", "of", "every")
        and doc[end - 1].norm_ == NUMERAL
        and not _is_share_of(doc, numbers)
    ):
        return [_with_unit(doc, numbers[0]), _with_unit(doc, numbers[1])]
    if len(numbers) == 2 and (apart := _split_range(doc, start, end, numbers)):
        return apart
    return [Piece(start, end, method, own_unit=True)]


def _split_range(doc: Doc, start: int, end: int, numbers: list[int]) -> list[Piece]:
    """Split what only looks like a range: "from $3,200 to $2,150", "spent EUR 5 and 10 cars"; [] where it is one."""
    middle = next((i for i in range(numbers[0] + 1, numbers[1]) if doc[i].lower_ in _JOINERS), 0)
    if not middle:
        return []
    if doc[middle].lower_ != "to":
        rises = value_of(doc[numbers[0]].text) < value_of(doc[numbers[1]].text)
        if doc[middle].lower_ == "and":
            is_range = doc[start].norm_ == NUMERAL or (start and doc[start - 1].lower_ == "between")
        else:
            apart = bool(doc[middle].whitespace_) and doc[numbers[0] + 1].lower_ in _DASHES | {doc[end - 1].lower_}
            is_range = rises or (doc[start].norm_ == NUMERAL and not apart)  # "fell by 97 days – six days fewer"
        second = _with_unit(doc, numbers[1])
        return [] if is_range else [Piece(start, middle, "quantity_pattern", own_unit=True), second]
    if _is_one_range(doc, start, numbers):
        return []
    unit = doc[numbers[1] + 1 : end].text or None
    own = middle > numbers[0] + 1 or start < numbers[0]
    first = Piece(start, middle, "quantity_pattern", None if own else unit, True)
    return [first, Piece(middle + 1, end, "quantity_pattern", own_unit=end - middle > 2)]


def _looks_like_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and 1950 <= int(text) < 2050


def _split_list(doc: Doc, start: int, end: int, numbers: list[int]) -> list[Piece]:
    """Split a false compound, whose units do not get smaller ("412 g, 338 g and 7 kg"); [] where it is a true one."""
    if any(doc[i].lower_ in ("to", "-", "–", "in", "of", "every") for i in range(numbers[0], numbers[-1])):
        return []
    units = [find_unit(doc[i + 1].text) if i + 1 < end else None for i in numbers]
    if None in units or all(a.factor > b.factor or a.name != b.name for a, b in pairwise(units)):  # type: ignore[union-attr]
        return []
    return [Piece(i, i + 2, "quantity_pattern", own_unit=True) for i in numbers]


def _with_unit(doc: Doc, number: int) -> Piece:
    """Return the numeral with the currency before it or the unit behind it, which a longer false match had taken."""
    start, end = number, number + 1
    touching = doc[start - 1].text in ("N", "P") and not doc[start - 1].whitespace_ if start else False
    code = start > 0 and doc[start - 1].norm_ == "<money>" and doc[start - 1].is_upper
    if start and (doc[start - 1].norm_ == "<moneysign>" or touching or code):
        start -= 1
    elif end < len(doc) and doc[end].norm_ in _UNIT_CLASSES:
        end += 1
    return Piece(start, end, "quantity_pattern", own_unit=end - start > 1)


def _is_edge(doc: Doc, start: int, number: int) -> bool:
    """Return whether all before the first numeral is modifier, article or sign, and no currency."""
    return start < number and all(
        doc[i].norm_ not in _UNIT_CLASSES and doc[i].norm_ != "<moneysign>" and doc[i].lower_ != "us"
        for i in range(start, number)
    )


def _is_share_of(doc: Doc, numbers: list[int]) -> bool:
    """Return whether "N in M" is a share: both small, the first one smaller, and M not followed by a thing counted."""
    small, large = (value_of(doc[i].text, whole=True) for i in numbers)
    if not small < large or (large >= 1000 and doc[numbers[1] - 2].lower_ == "for"):
        return False  # "45 crimes for every 100,000" is a rate
    if numbers[1] - numbers[0] == 3 and doc[numbers[0]].lower_ == "one" and doc[numbers[1] - 1].lower_ == "in":
        after = doc[numbers[1] + 1] if numbers[1] + 1 < len(doc) else None
        return large <= 1000 and (
            after is None or not after.is_alpha or after.lower_ in ("over", "was", "is", "were", "had")
        )
    spelled = doc[numbers[0]].is_alpha and doc[numbers[1]].is_alpha
    if doc[numbers[1]].text.isdigit() and 1900 <= large <= 2100:
        return False
    return small == 1 or spelled or large in (10, 100, 1000) or doc[numbers[1] - 1].lower_ == "every"


def _is_one_range(doc: Doc, start: int, numbers: list[int]) -> bool:
    """Return whether "3 to 5 years" is one amount; after a verb of change or falling, "from 11 to 9", it is two."""
    low, high = (value_of(doc[i].text) for i in numbers)
    before = [doc[i].lower_ for i in range(max(0, start - 10), start)]
    scaled = doc[numbers[1]].text[-1:].isalpha() and not doc[numbers[0]].text[-1:].isalpha()
    if low >= high and not scaled and doc[numbers[0] + 1].norm_ not in _UNIT_CLASSES:
        return False
    if _looks_like_year(doc[numbers[0]].text):
        return False  # "from 20 in 2014 to 18"
    if before[-2:-1] and before[-2] in _RANGE_LEADS:
        return True
    if before and before[-1] in ("from", "by"):  # "rose by 97 to 642"
        unit = doc[numbers[1] + 1].norm_ if numbers[1] + 1 < len(doc) else ""
        return unit in _RANGED and not MOVED.intersection(before)
    return not (before and before[-1] in MOVED)


def from_numeral(doc: Doc, at: int, taken: bytearray) -> Piece:
    """Return the quantity that begins with a numeral no pattern took: with its unit, where space kept them apart."""
    end = at + 1
    after = end
    while after < len(doc) and doc[after].is_space and doc[after].text.count("\n") < 2:
        after += 1
    has_unit = after < len(doc) and doc[after].norm_ in _UNIT_CLASSES and not taken[after]
    if has_unit and (len(doc[after]) > 1 or doc[after].is_lower):
        return Piece(at, after + 1, "numeral", own_unit=True)
    words = [doc[i].lower_ for i in range(end, min(end + 3, len(doc)))]
    if (
        words[:2] in (["and", "more"], ["or", "more"], ["and", "over"])
        and len(words) == 3
        and doc[end + 2].norm_ in _UNIT_CLASSES
    ):
        return Piece(at, end, "numeral", unit=words[2])  # "400 or more metres"
    if end < len(doc) and doc[end].norm_ == "<points>":
        behind = doc[end + 1].lower_ if end + 1 < len(doc) else "."
        if value_of(doc[at].text) % 1 or behind in _AFTER_POINTS:
            return Piece(at, end + 1, "numeral", own_unit=True)
    return Piece(at, end, "numeral")


def join_ranges(doc: Doc, pieces: list[Piece]) -> list[Piece]:
    """Join two bare numerals that are one range: "16-18", "between 3 and 5 kg", "two to three"."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and not last.own_unit and piece.start == last.end + 1 and _makes_range(doc, last, piece):
            joined[-1] = Piece(last.start, piece.end, "range", piece.unit, piece.own_unit)
        else:
            joined.append(piece)
    return joined


def _makes_range(doc: Doc, low: Piece, high: Piece) -> bool:
    joiner = doc[low.end].lower_
    numbers = [*numerals_in(doc, low.start, low.end), *numerals_in(doc, high.start, high.end)]
    if len(numbers) != 2 or numbers[1] != high.start:
        return False
    first, second = (value_of(doc[i].text) for i in numbers)
    scaled = doc[numbers[1]].text[-1:].isalpha() and doc[numbers[0]].text[-1:].isdigit()
    if first >= second and not scaled:
        return False
    before = doc[low.start - 1].lower_ if low.start else ""
    if joiner in _DASHES:
        return (
            not doc[low.end].whitespace_
            and not doc[low.end - 1].whitespace_
            and not (before in _DASHES and not doc[low.start - 1].whitespace_)
        )
    if joiner == "and":
        return before == "between"
    if joiner == "or":
        return second == first + 1
    return joiner == "to" and _is_one_range(doc, low.start, numbers)


def own_unit_name(doc: Doc, piece: Piece) -> str | None:
    """Return the canonical unit written behind or before the numeral of a piece, None for a count."""
    return own_unit(doc, piece)[0]


def own_unit(doc: Doc, piece: Piece) -> tuple[str | None, str | None]:
    """Return the canonical unit of a piece and the words for it ("kg", "tons"); (None, None) for a count."""
    if piece.named is None:
        piece.named = _find_own_unit(doc, piece)
    return piece.named


def _find_own_unit(doc: Doc, piece: Piece) -> tuple[str | None, str | None]:
    if piece.end - piece.start == 1:
        return None, None  # a numeral alone
    numbers = numerals_in(doc, piece.start, piece.end)
    end = piece.end
    if len(numbers) > 1 and numbers[1] - numbers[0] > 1 and doc[numbers[0] + 1].norm_ in _UNIT_CLASSES:
        end = numbers[0] + 2  # a compound is told in its first unit
    words = [doc[i].text for i in range(piece.start, end) if doc[i].norm_ != NUMERAL and not doc[i].is_space]
    if [word.lower() for word in words[-3:]] == ["and", "a", "half"]:
        words = words[:-3]
    for count in range(min(3, len(words)), 0, -1):
        phrase = " ".join(words[-count:])
        if unit := find_unit(phrase):
            return unit.name, phrase
    return None, None
