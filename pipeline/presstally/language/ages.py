"""Ages without their unit: "he is 34", "the youngest was 13", "persons under 18", "aged 12 and nine"."""

from __future__ import annotations

from spacy.tokens import Doc

from presstally.language.number_borders import Piece, numerals_in, own_unit_name
from presstally.language.sentences import Sentences
from presstally.measures.date_words import word_set
from presstally.measures.modifiers import read_age_unit
from presstally.measures.number_styles import value_of

OLDEST = 110
_PERSON = word_set(
    "man woman boy girl driver suspect victim father mother son daughter brother sister husband wife teenager student "
    "officer sergeant pensioner resident citizen national passenger pedestrian cyclist motorcyclist rider swimmer "
    "fisherman farmer accused defendant leader accomplice girlfriend boyfriend child grandmother grandfather native"
)
_PEOPLE = word_set(
    "people persons person victims everyone everybody anyone anybody those adults children minors men women boys girls "
    "drivers youths youngsters students patients residents pensioners citizens passengers pupils teenagers offenders "
    "suspects prisoners inmates half one"
)
_AGE = frozenset(("youngest", "oldest", "eldest", "age", "ages", "aged"))
_THRESHOLD = frozenset(("under", "over", "below", "above"))
_BE = frozenset(("is", "was", "are", "were", "be"))
_VERBS = frozenset(("was", "were", "is", "has", "had"))
_AFTER_AGE = word_set("was is , : only just now of under over below above to and years")
_NAKED = word_set("and or when at in on with who has had was were is , . ; ) ( - – — :")


def take_ages(doc: Doc, pieces: list[Piece], sentences: Sentences) -> None:
    """Give year to the bare numbers that are ages."""
    last: Piece | None = None
    for piece in pieces:
        if piece.unit or own_unit_name(doc, piece) or not _is_small(doc, piece):
            last = None if piece.unit else last
            continue
        if _is_age(doc, piece, sentences) or (last is not None and _goes_on(doc, last, piece)):
            piece.unit, last = "year", piece


def _is_small(doc: Doc, piece: Piece) -> bool:
    if piece.end - piece.start == 1 and len(doc[piece.start].text) > 3 and doc[piece.start].text[0].isdigit():
        return False
    numbers = numerals_in(doc, piece.start, piece.end)
    values = [value_of(doc[i].text) for i in numbers]
    return bool(values) and all(0 < value < OLDEST and not value % 1 for value in values)


def _is_age(doc: Doc, piece: Piece, sentences: Sentences) -> bool:
    start, end = piece.start, piece.end
    first = sentences.borders(start)[0]
    text = doc[max(first, start - 8) : start].text_with_ws
    if read_age_unit(text, " " + doc[end : end + 4].text):
        return True
    before = [doc[i].lower_ for i in range(max(first, start - 9), start)]
    after = doc[end].lower_ if end < len(doc) else "."
    if not before:
        return False
    if _is_of_people(before, piece):
        return True
    if after not in _NAKED and not doc[end].is_space:
        return False
    return _is_apposition(doc, start, after) or _is_of_a_pronoun(before) or _is_of_an_age(before, piece)


def _is_apposition(doc: Doc, start: int, after: str) -> bool:
    """ "the driver, 34, fled", "Jane Doe (47)", "the man who shot him, now 29, ..." """
    if doc[start - 1].lower_ == "now" and start > 1:
        return doc[start - 2].text == "," and after == ","
    if start < 2 or doc[start - 1].text not in (",", "(") or after not in (",", ")", "."):
        return False
    named = doc[start - 2].ent_type_ == "PERSON" and doc[start].text.isdigit()
    return named or (doc[start - 2].lower_ in _PERSON and after != "." and doc[start].text.isdigit())


def _is_of_a_pronoun(before: list[str]) -> bool:
    """ "he is 34", "she turned 80"."""
    return before[-1] in ("is", "was", "turned") and len(before) > 1 and before[-2] in ("he", "she", "who")


def _is_of_an_age(before: list[str], piece: Piece) -> bool:
    """ "the youngest was 13", "the average age, 15", "by age: 18 to 29"."""
    if not _AGE.intersection(before) or before[-1] not in _AFTER_AGE | _AGE:
        return False
    return (
        before[-1] not in (",", "of", "to")
        or (len(before) > 1 and before[-2] in _AGE | {"up"})
        or piece.end - piece.start > 1
    )


def _is_of_people(before: list[str], piece: Piece) -> bool:
    """ "victims over 60", "half are under 30", "people between 13 and 17"."""
    whose = before[-3:-2] if before[-2:-1] and before[-2] in _BE else before[-2:-1]
    if not whose or whose[0] not in _PEOPLE or "per" in before:
        return False
    return before[-1] in _THRESHOLD or (before[-1] in ("between", "of") and piece.end - piece.start > 1)


def _goes_on(doc: Doc, last: Piece, piece: Piece) -> bool:
    """Return whether a number goes on a list of ages: "aged 12 and nine"."""
    if doc[piece.start].lower_ == "one":
        return False
    between = [doc[i].lower_ for i in range(last.end, piece.start)]
    after = doc[piece.end].lower_ if piece.end < len(doc) else "."
    return (
        bool(between) and set(between) <= {",", "and", "or", "to"} and (after in _NAKED - _VERBS or not after.isalpha())
    )
