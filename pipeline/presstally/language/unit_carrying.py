"""Units that are stated once for several numbers: "96 and 94 percent", "from 11 to 9 minutes"."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from presstally.language.number_borders import MOVED, Piece, first_value, own_unit
from presstally.language.sentences import Sentences
from presstally.language.share_lists import fill_shares
from presstally.language.text import text_between
from presstally.measures.date_words import word_set
from presstally.measures.number_styles import value_of
from presstally.measures.units import CURRENCIES, SECONDS, canonical_unit

_BILLIONS = re.compile(r"(?i)(?:billion|trillion|bln|bn|milliard|mlrd)s?\.?$")
_MILLIONS = re.compile(r"(?i)(?:million|mln|mn)\b")
_SCALE = re.compile(r"(?i)(?:thousand|million|billion|mln|bln|bn)\.?$")
_LIST = frozenset((",", "and", "or", "&", "to", "-", "–", "/"))
_DASHES = frozenset("-–—")
_LEVEL_BEFORE = word_set("to at was is from of were stood averaged reached made equalled equaled amounted stands")
COMPARED_BEFORE = frozenset(("from", "to", "against", "than", "with", "of", "was", "versus", "vs"))
_NAKED_AFTER = word_set(
    "in on at to and or from for against compared instead as with by than , ; . ) – — - : | while whereas "
    "but a the last year respectively during over this per were was is had up down before where among out"
)
_PRONOUNS = frozenset(
    ("them", "these", "those", "whom", "which", "this", "that", "it", "our", "his", "her", "their", "us")
)
_LONG_LIVED = frozenset(("percent", "month", "year", "day", "hour", "minute"))
_SCALE_DOWN = frozenset(("percent", "percentage_point"))
_TOLD_OF = word_set("it figure average median mean")
_MOVES = word_set("drop fall rise increase decrease growth decline reduction difference gain")
_MONEY_WORDS = word_set(
    "damage damages loss losses value valued worth fine fines cost costs budget currency cash sum amount property "
    "assets compensation compensated paid debts income revenue duties taxes harm confiscated recovered spent"
)
_COSTS = word_set("cost costs costing price prices priced fee fees tariff tariffs rate rates charge charges fare fares")
_PRICE_BEFORE = word_set("- – — : to at is was for and")
_OF_ANOTHER = "the unit is stated for another number"

Told = tuple[str | None, str | None]  # canonical unit, words for it


def is_naked(doc: Doc, end: int) -> bool:
    """Return whether nothing that could be counted follows a number."""
    return end >= len(doc) or doc[end].lower_ in _NAKED_AFTER or not doc[end].is_alpha


def is_decimal(doc: Doc, piece: Piece) -> bool:
    """Return whether a number has one or two decimals and is less than a thousand."""
    value = value_of(doc[piece.start].text)
    return value < 1000 and bool(value % 1) and len(doc[piece.start].text.replace(",", ".").rpartition(".")[2]) < 3


def carry_units(doc: Doc, pieces: list[Piece], sentences: Sentences) -> None:
    """Give each bare number the unit that a neighbour states for it."""
    told = [_told(doc, piece) for piece in pieces]
    for k in range(len(pieces) - 2, -1, -1):  # from the right: in a list the last one has the unit
        if not _together(doc, sentences, pieces[k], pieces[k + 1]):
            continue
        _lend_scale(doc, pieces[k], pieces[k + 1])
        if told[k][0] is None and _is_from_next(doc, pieces[k], pieces[k + 1], told[k + 1][0]):
            _lend(pieces, told, k + 1, k)
    for k, piece in enumerate(pieces):
        if told[k][0] in (None, *CURRENCIES) and not piece.own_unit and _is_percentage(doc, piece, sentences):
            told[k] = ("percent", "percent")
            piece.unit = "percent"
    for k in range(1, len(pieces)):
        if told[k][0] is None:
            _carry_on(doc, pieces, told, sentences, k)
    fill_shares(doc, pieces, told, sentences)


def _told(doc: Doc, piece: Piece) -> Told:
    own = own_unit(doc, piece)
    return (canonical_unit(piece.unit), piece.unit) if own[0] is None and piece.unit else own


def _lend(pieces: list[Piece], told: list[Told], lender: int, to: int) -> None:
    told[to] = told[lender]
    pieces[to].unit = told[lender][1]


def _together(doc: Doc, sentences: Sentences, left: Piece, right: Piece) -> bool:
    """Return whether two numbers stand in one sentence and in one cell."""
    if sentences.borders(left.start) != sentences.borders(right.start):
        return False
    signs = ("|", ";") if left.in_cell and right.in_cell else ("|",)
    between = text_between(doc, left.end, right.start)
    if not any(sign in between for sign in "|;\t"):
        return True
    return not any(doc[i].text in signs or "\t" in doc[i].text for i in range(left.end, right.start))


def _carry_on(doc: Doc, pieces: list[Piece], told: list[Told], sentences: Sentences, k: int) -> None:
    """Lend a bare number the unit of one before it, where a rule says so."""
    piece, last = pieces[k], pieces[k - 1]
    unit = told[k - 1][0]
    if unit == "percent" and doc[piece.start - 1].lower_ in ("plus", "minus") and is_decimal(doc, piece):
        return _lend(pieces, told, k - 1, k)
    if _together(doc, sentences, last, piece):
        if _is_from_previous(doc, last, piece, unit):
            return _lend(pieces, told, k - 1, k)
        bracketed = [j for j in range(max(0, k - 6), k - 1) if _is_bracketed(doc, pieces[j])]
        if bracketed and _is_bracketed(doc, piece) and _together(doc, sentences, pieces[bracketed[-1]], piece):
            signed = doc[piece.start - 1].text in "+-−–"
            whole = is_decimal(doc, pieces[bracketed[-1]]) and not is_decimal(doc, piece)  # "(-1.7%), 145 dead (-24)"
            if told[bracketed[-1]][0] == "percent" and (is_decimal(doc, piece) or (signed and not whole)):
                return _lend(pieces, told, bracketed[-1], k)
    anchor = next((j for j in range(k - 1, max(k - 5, -1), -1) if told[j][0]), None)
    if anchor is None:
        return None
    plain = [j for j in range(anchor + 1, k) if doc[pieces[j].start - 1].lower_ not in ("under", "over", "aged")]
    if not plain and _is_told_of(doc, pieces[anchor], piece, told[anchor][0], sentences):
        _lend(pieces, told, anchor, k)
    elif told[anchor][0] in CURRENCIES and (
        _is_sum(doc, pieces[anchor], piece, sentences) or _is_price(doc, pieces[anchor], piece, sentences)
    ):
        _lend(pieces, told, anchor, k)
        piece.doubt = _OF_ANOTHER
    return None


def _is_percentage(doc: Doc, piece: Piece, sentences: Sentences) -> bool:
    """Return whether the words before say that a bare number is a percentage."""
    if not is_naked(doc, piece.end):
        return False
    first = sentences.borders(piece.start)[0]
    near = {doc[i].lower_ for i in range(max(first, piece.start - 8), piece.start)}
    if is_decimal(doc, piece) and near & {"percentage", "percent", "%", "percents"}:
        return True
    far = {doc[i].lower_ for i in range(max(first, piece.start - 25), piece.start)}
    level = doc[piece.start - 1].lower_ in ("at", "was", "is", "as", "to", "than")
    whole = level and value_of(doc[piece.start].text) <= 100
    return bool(far & {"percentage"}) and (is_decimal(doc, piece) or (whole and bool(near & {"percentage"})))


def _is_from_next(doc: Doc, piece: Piece, following: Piece, unit: str | None) -> bool:
    if unit is None or unit == "times":
        return False
    between = [doc[i].lower_ for i in range(piece.end, following.start)]
    if unit in _SCALE_DOWN and _has_three_decimals(doc, piece):
        return False
    if len(between) <= 2 and between and all(word in _LIST for word in between):
        if unit in _SCALE_DOWN and ("or" in between or _begins_anew(doc, piece, following, between)):
            return False  # "338 or 2.6 percent" says one thing twice
        return doc[following.start].norm_ not in ("<money>", "<moneysign>")
    leaves = ")" in between and "(" not in between  # a bracket ends between them
    if unit in _SCALE_DOWN and is_naked(doc, piece.end) and not leaves and between[:1] != ["per"]:
        before = doc[piece.start - 1].lower_
        if is_decimal(doc, piece) and len(between) < 25:
            is_rate = doc[max(0, piece.start - 2) : piece.start].text == "rate of"
            return not is_rate and (unit == "percent" or before == "by")
        again = "or" in between[:2] and doc[following.start - 1].lower_ == "by"  # "by 94, or by 6.1 percent"
        parallel = not again and before == doc[following.start - 1].lower_ and before in ("by", "at")
        return parallel and between[:1] in ([","], ["and"], ["or"], [";"])
    return False


def _has_three_decimals(doc: Doc, piece: Piece) -> bool:
    """Return whether a mark stands before three digits: "6.240 fires" are thousands, no percentage."""
    return re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", doc[piece.start].text) is not None


def _lend_scale(doc: Doc, piece: Piece, following: Piece) -> None:
    """Give the lower end the scale of the other one: "shrank from 293.4 to 244.3 million euros"."""
    if doc[piece.start - 1].lower_ not in ("from", "between") or following.start - piece.end != 1:
        return
    scale, value = _SCALE.search(doc[following.start].text), value_of(doc[piece.start].text)
    if scale and value < 1000 and not _SCALE.search(doc[piece.start].text):
        other = value_of(doc[following.start].text[: scale.start()].strip() or "1")
        piece.scale = scale[0] if value and 1 / 30 < other / value < 30 else ""


def _begins_anew(doc: Doc, piece: Piece, following: Piece, between: list[str]) -> bool:
    """Return whether a percentage after a comma is of something else: "fell to 109, and 91.5 percent of them"."""
    if value_of(doc[piece.start].text) > 100:
        return True
    listed = piece.start > 1 and doc[piece.start - 1].text == ","
    share = any(token.lower_ == "of" for token in doc[following.end : following.end + 1])
    return "," in between and not listed and (share or "and" in between)


def _is_from_previous(doc: Doc, last: Piece, piece: Piece, unit: str | None) -> bool:
    if unit is None or (unit in _SCALE_DOWN and _has_three_decimals(doc, piece)):
        return False
    if unit == "percent" and _shares_go_on(doc, last, piece):
        return True
    after = doc[piece.end].lower_ if piece.end < len(doc) else ""
    if unit in SECONDS and after in ("shorter", "longer", "faster", "slower"):
        return True
    if not is_naked(doc, piece.end):
        return False
    between = [doc[i].lower_ for i in range(last.end, piece.start)]
    return bool(between) and (_is_alike(doc, last, piece, unit, between) or _is_compared(doc, last, piece, unit))


def _is_alike(doc: Doc, last: Piece, piece: Piece, unit: str, between: list[str]) -> bool:
    """Return whether the form of a bare number or its place says that it has the unit of the last one."""
    before, after = between[-1], doc[piece.end].lower_ if piece.end < len(doc) else ""
    listed = len(between) < 3 and all(word in _LIST for word in between)
    if listed and doc[last.start].norm_ in ("<money>", "<moneysign>"):
        return True
    near = 25 if unit in _LONG_LIVED else 12 if _is_bracketed(doc, piece) else 0
    if is_decimal(doc, piece) and len(between) < near:
        return True
    if unit in SECONDS or unit == "percent":
        at_last = doc[last.start - 1].lower_ if last.start else ""
        small = unit in SECONDS or value_of(doc[piece.start].text) <= 100
        if before == at_last and before in ("for", "among") and len(between) < 12 and small:
            return _is_alike_in_size(doc, last, piece)
    if after in ("in", "on", "at", "for") and unit in SECONDS:
        stop = max((i for i, word in enumerate(between) if word in (",", "and", ":")), default=-1)
        bare = stop >= 0 and all(word in ("a", "mere", "only", "just", "about") for word in between[stop + 1 :])
        if bare and len(between) < 8 and (doc[last.end].lower_ == after or between[stop] == ":"):
            return _is_alike_in_size(doc, last, piece)  # "20 minutes on weekends and 10 on weekdays"
    dashed = after in _DASHES and (before == "which" or (bool(last.unit) and doc[last.end].text in _DASHES))
    return unit not in _SCALE_DOWN and dashed  # "of which 402 - pastures"


def _is_compared(doc: Doc, last: Piece, piece: Piece, unit: str) -> bool:
    """Return whether a bare number is the level that the last one is compared with: "44 days, from 33 in 2020"."""
    before, between = doc[piece.start - 1].lower_, {doc[i].lower_ for i in range(last.end, piece.start)}
    if doc[last.end : piece.start].text.lower() == "out of" and unit not in (*_SCALE_DOWN, "times"):
        values = [first_value(doc, one) or 0 for one in (last, piece)]
        return values[0] <= values[1] and _is_alike_in_size(doc, last, piece)  # "27 km out of 134"
    if between <= {"(", "previously", "was", "formerly", "earlier", "against"} and "(" in between and len(between) > 1:
        return unit != "times"
    if before not in COMPARED_BEFORE or piece.start - last.end > 14 or unit == "times":
        return False
    if before == "of" and doc[piece.start - 2].lower_ in _MOVES:
        return unit not in _SCALE_DOWN
    if before == "of" and doc[piece.start - 2].lower_ != "instead":
        return False
    if unit in _SCALE_DOWN:
        moved = before in ("from", "to") and MOVED.intersection(between - {"up", "down"})
        level = last.start > 0 and doc[last.start - 1].lower_ in _LEVEL_BEFORE
        level = level or (
            before == "from"
            and between in ({",", "up", "from"}, {"up", "from"}, {",", "down", "from"}, {"down", "from"})
        )
        return level and unit == "percent" and not moved and value_of(doc[piece.start].text) <= 100
    return _is_alike_in_size(doc, last, piece)


def _is_alike_in_size(doc: Doc, last: Piece, piece: Piece) -> bool:
    """Return whether one number is at most fifty times the other; an amount without a numeral is alike to all."""
    values = [first_value(doc, one) for one in (last, piece)]
    return None in values or (bool(values[0]) and 1 / 50 <= (values[1] or 0) / (values[0] or 1) <= 50)


def _is_bracketed(doc: Doc, piece: Piece) -> bool:
    before = doc[piece.start - 2] if doc[piece.start - 1].text in "+-−–" and piece.start > 1 else doc[piece.start - 1]
    return before.text in ("(", "[") and doc[piece.end : piece.end + 1].text in (")", "]")


def _is_told_of(doc: Doc, anchor: Piece, piece: Piece, unit: str | None, sentences: Sentences) -> bool:
    """Return whether "it was 18" goes on "2.2 years at the median": in the same sentence or the next one."""
    if doc[piece.start - 1].lower_ not in ("is", "was") or doc[piece.start - 2].lower_ not in _TOLD_OF:
        return False
    first, last = sentences.borders(piece.start)
    near = sentences.borders(anchor.start)[1] >= first and not any(doc[i].lower_ == "per" for i in range(first, last))
    if not near or not is_naked(doc, piece.end) or (unit not in SECONDS and unit != "percent"):
        return False
    if unit == "percent" and value_of(doc[piece.start].text) > 100:
        return False
    return _is_alike_in_size(doc, anchor, piece)


def _is_sum(doc: Doc, anchor: Piece, piece: Piece, sentences: Sentences) -> bool:
    """Return whether a number of millions that counts nothing is money, as one before it is."""
    if doc[piece.start].norm_ != "<num>" or piece.end - piece.start > 1 or not is_naked(doc, piece.end):
        return False
    text, (first, last) = doc[piece.start].text, sentences.borders(piece.start)
    if _BILLIONS.search(text) and piece.start - anchor.end < 30:
        return True
    if anchor.start >= first:
        return bool(_BILLIONS.search(text) or _MILLIONS.search(text)) and piece.start - anchor.end < 40
    words = {doc[i].lower_ for i in range(first, last)}
    return bool(_MILLIONS.search(text) and _MONEY_WORDS & words) and piece.start - anchor.end < 150


def _is_price(doc: Doc, anchor: Piece, piece: Piece, sentences: Sentences) -> bool:
    """Return whether a bare number ends a clause on costs: "visas cost 25 dollars, to change them - up to 100"."""
    first, last = sentences.borders(piece.start)
    closed = piece.end >= len(doc) or doc[piece.end].text in (".", ",", ";", ")", "\n")
    if anchor.start < first or piece.start - anchor.end > 10 or not closed or piece.end > last:
        return False
    if any(doc[i].text == ";" for i in range(anchor.end, piece.start)):
        return False
    costs = any(doc[i].lower_ in _COSTS for i in range(first, anchor.start))
    return costs and doc[piece.start - 1].lower_ in _PRICE_BEFORE


def _shares_go_on(doc: Doc, last: Piece, piece: Piece) -> bool:
    """Return whether "51 of assaults" goes on "83 per cent of burglaries": both parts of things, no "of them"."""
    if doc[last.end : last.end + 1].text != "of" or doc[piece.end : piece.end + 1].text != "of":
        return False
    whole = doc[piece.end + 1].lower_ if piece.end + 1 < len(doc) else ""
    return (
        whole not in _PRONOUNS and value_of(doc[piece.start].text) <= 100 and doc[last.end + 1].lower_ not in _PRONOUNS
    )
