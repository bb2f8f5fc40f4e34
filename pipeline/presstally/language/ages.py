"""Ages without their unit: "he is 34", "the youngest was 13", "persons under 18", "aged 12 and nine"."""

from __future__ import annotations

import re

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
    "fisherman farmer accused defendant leader accomplice girlfriend boyfriend child grandmother grandfather native "
    "shepherd operator worker labourer teacher doctor nurse engineer soldier conscript policeman guard trader merchant "
    "vendor businessman entrepreneur mechanic welder carpenter builder cook waiter hunter miner herder peasant tourist "
    "foreigner youth lad widow widower nephew niece cousin uncle aunt neighbour neighbor inmate prisoner convict thief "
    "robber dealer courier smuggler hooligan killer murderer gunman attacker offender perpetrator detainee hiker "
    "climber skier biker bailiff juvenile accountant lawyer journalist clerk cashier seller refugee migrant patient "
    "lady gentleman person minor"
)
_PEOPLE = word_set(
    "people persons person victims everyone everybody anyone anybody those adults children minors men women boys girls "
    "drivers youths youngsters students patients residents pensioners citizens passengers pupils teenagers offenders "
    "suspects prisoners inmates half one them they whom accused detainees convicts dead injured"
)
_AGE = frozenset(("youngest", "oldest", "eldest", "age", "ages", "aged"))
_THRESHOLD = frozenset(("under", "over", "below", "above"))
_BE = frozenset(("is", "was", "are", "were", "be"))
_VERBS = frozenset(("was", "were", "is", "has", "had"))
_GOES_ON = word_set("got fell drowned died gave took fled lost went came shot stole sold had hid told")
_AFTER_AGE = word_set("was is , : only just now of under over below above to and years at them")
_LISTED = frozenset((",", "of", "to", "and"))
_COUNTED = word_set("number numbers count total toll figure share rate deaths cases score average")
_WORKS = re.compile(r".{3,}(?:man|woman|herd|smith)|.{4,}(?:ist|cian)")
_NAKED = word_set("and or near before when at in on with who has had was were is , . ; ) ( - – — :")


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
    before = [doc[i].lower_ for i in range(max(first, start - 9), start)]
    if before[-2:-1] and before[-2] in ("father", "mother") and before[-1] == "of" and not _is_old(doc, piece):
        return False  # "a father of four"
    if read_age_unit(text, " " + doc[end : end + 4].text):
        return True
    after = doc[end].lower_ if end < len(doc) else "."
    if not before:
        return False
    if _is_of_people(before, piece) or _is_of_a_person(doc, piece, before, after):
        return True
    if after not in _NAKED and not doc[end].is_space:
        return False
    if before[-1] == "turned" or _is_of_those(doc, first, piece, before):
        return True
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
    return before[-1] in ("is", "was", "turned", "at") and len(before) > 1 and before[-2] in ("he", "she", "who")


def _is_of_an_age(before: list[str], piece: Piece) -> bool:
    """ "the youngest was 13", "the average age, 15", "by age: 18 to 29"."""
    if not _AGE.intersection(before) or before[-1] not in _AFTER_AGE | _AGE:
        return False
    return (
        before[-1] not in _LISTED
        or (len(before) > 1 and before[-2] in _AGE | {"up"})
        or (before[-1] == "and" and before[-3:-2] == ["aged"])
        or piece.end - piece.start > 1
    )


def _is_of_people(before: list[str], piece: Piece) -> bool:
    """ "victims over 60", "half are under 30", "people between 13 and 17"."""
    told = bool(before[-2:-1]) and before[-2] in _BE
    whose = before[-3:-2] if told else before[-2:-1]
    if (
        not whose
        or whose[0] not in (_PEOPLE | _PERSON if told else _PEOPLE)
        or _COUNTED.union(("per",)).intersection(before)
    ):
        return False
    return before[-1] in _THRESHOLD or (before[-1] in ("between", "of") and piece.end - piece.start > 1)


def _is_of_a_person(doc: Doc, piece: Piece, before: list[str], after: str) -> bool:
    """ "a shepherd of 29", "a taxi operator of 24 got ...": two digits, and nothing counted behind."""
    if before[-1] != "of" or not _is_old(doc, piece) or not before[-2:-1]:
        return False
    if before[-2] not in _PERSON and not _WORKS.fullmatch(before[-2]):
        return False
    single = bool({"a", "an", "the", "his", "her", "another"}.intersection(before[-5:-2])) or len(before) == 2
    return single and (after in _NAKED | _GOES_ON or after.endswith("ed") or not after.isalpha())


def _is_of_those(doc: Doc, first: int, piece: Piece, before: list[str]) -> bool:
    """ "29 percent of the victims were under 18", "two riders died, both over 75": people told of in the sentence."""
    range_of = before[-1] == "between" and piece.end - piece.start > 1
    told = before[-1] in _THRESHOLD or range_of
    if (
        not told
        or before[-2:-1] == []
        or before[-2] not in _BE | {"both", "all"}
        or not (_is_old(doc, piece) or range_of)
    ):
        return False
    words = {doc[i].lower_ for i in range(first, piece.start)}
    words |= {word[:-1] for word in words if word.endswith("s")}
    return bool(words & (_PEOPLE | _PERSON)) and not words & _COUNTED


def _is_old(doc: Doc, piece: Piece) -> bool:
    return len(doc[piece.start].text) == 2 and doc[piece.start].text.isdigit()


_LISTED_AGES = frozenset((",", "and", "or", "to"))


def _goes_on(doc: Doc, last: Piece, piece: Piece) -> bool:
    """Return whether a number goes on a list of ages: "aged 12 and nine"."""
    if doc[piece.start].lower_ == "one":
        return False
    if last.end >= piece.start or not all(doc[i].lower_ in _LISTED_AGES for i in range(last.end, piece.start)):
        return False
    after = doc[piece.end].lower_ if piece.end < len(doc) else "."
    return after in _NAKED - _VERBS or not after.isalpha()
