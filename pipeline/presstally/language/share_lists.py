"""Shares of one whole whose unit only the first one has: "canals took 52 percent, rivers 27, ponds 21"."""

from __future__ import annotations

from spacy.tokens import Doc

from presstally.language.number_borders import Piece, first_value
from presstally.language.sentences import Sentences
from presstally.measures.number_styles import value_of

_AFTER = frozenset((",", ".", ";", ")", "and", "or"))
_WHOLE, _WHOLE_OF_TWO = (97.0, 101.0), (99.5, 100.5)  # shares of one whole, rounded
_OTHER_LEVEL = frozenset(("from", "to", "against", "than", "versus", "("))


def fill_shares(doc: Doc, pieces: list[Piece], told: list[tuple[str | None, str | None]], sentences: Sentences) -> None:
    """Give percent to the bare numbers of a list that make one hundred together with its percentages."""
    for k, piece in enumerate(pieces):
        if told[k][0] != "percent" or (k and told[k - 1][0] == "percent"):
            continue
        last = sentences.borders(piece.start)[1]
        listed = [k]
        for j in range(k + 1, len(pieces)):
            if pieces[j].start >= last or not _may_go_on(doc, pieces[j], told[j][0]):
                break
            listed.append(j)
            low, high = _WHOLE if len(listed) > 2 else _WHOLE_OF_TWO
            if low <= sum(first_value(doc, pieces[i]) or 0 for i in listed) <= high:
                for i in (i for i in listed if told[i][0] is None):
                    told[i], pieces[i].unit = ("percent", "percent"), "percent"
                break


def _may_go_on(doc: Doc, piece: Piece, unit: str | None) -> bool:
    if unit is not None:
        return unit == "percent"
    after = doc[piece.end].lower_ if piece.end < len(doc) else "."
    if doc[piece.start - 1].lower_ in _OTHER_LEVEL:
        return False
    return piece.end - piece.start == 1 and after in _AFTER and value_of(doc[piece.start].text) < 100
