"""Persons: a rank, initials, a known given name or a telling surname, and who was named before."""

from __future__ import annotations

from presstally.language.names.words import (
    ABSTRACT,
    AMBIGUOUS,
    AND,
    CAP,
    COMMA,
    DASH,
    DEMONYM,
    DIRECTION,
    FACILITY,
    FLAG,
    FUNCTION,
    GIVEN,
    INITIAL,
    LETTERS,
    NOT_NAME,
    ORG_HEAD,
    PARTICLE,
    PLACE_HEAD,
    PORTFOLIO,
    POSSESSIVE,
    RANK,
    SPEECH,
    STREET,
    SUFFIX,
    SURNAME,
    UPPER,
    Mention,
    Reading,
)

_NEVER = DIRECTION | FUNCTION | ORG_HEAD | RANK | NOT_NAME | DEMONYM | PLACE_HEAD | STREET | FACILITY | PORTFOLIO
_MAX_WORDS, _MAX_FIELD = 5, 12
_OF = ("of", "the", "for")
SERVICE = FLAG["rank_services"]


def find_persons(reading: Reading, taken: bytearray) -> list[Mention]:
    """Return the persons whose name stands beside proof of being one; `taken` marks tokens of other mentions."""
    found: list[Mention] = []
    at = 0
    while at < len(reading):
        if taken[at] or not is_name_word(reading, at):
            at += 1
            continue
        end = _end_of_run(reading, at, taken)
        method = _proof(reading, at, end)
        if method is None and end - at > 1:
            inner = _given_inside(reading, at, end)
            if inner is not None:
                at, method = inner, "given_name"
        if method:
            found.append(Mention(at, end, "PERSON", method))
        at = end
    return found


def find_namesakes(reading: Reading, persons: list[Mention], taken: bytearray) -> list[Mention]:
    """Return later mentions by surname alone of persons that are named in full somewhere."""
    surnames = set()
    for person in persons:
        last = person.end - 1
        while last > person.start and reading.has(last, SUFFIX):
            last -= 1
        name = reading.texts[last].rsplit(".", 1)[-1]
        if len(name) > 2 and (last > person.start or person.method == "rank" or "." in reading.texts[last]):
            surnames.add(name)
    found = []
    for at, word in enumerate(reading.texts):
        if word in surnames and not taken[at] and not _is_placed(reading, at):
            found.append(Mention(at, at + 1, "PERSON", "surname"))
    return found


def is_name_word(reading: Reading, at: int) -> bool:
    """Tell whether a word can be part of a person's name."""
    if not reading.has(at, CAP):
        return False
    if reading.has(at, INITIAL):
        return True
    if reading.has(at, GIVEN) and not reading.has(at, FUNCTION | RANK | ORG_HEAD | DEMONYM | NOT_NAME):
        return True
    return reading.has(at, LETTERS) and not reading.has(at, _NEVER)


def _end_of_run(reading: Reading, start: int, taken: bytearray) -> int:
    """Return the end of the name's words, with particles, hyphens and "Jr."."""
    at = start + 1
    while at < len(reading) and at - start < _MAX_WORDS and not taken[at]:
        if is_name_word(reading, at) or (reading.has(at, SUFFIX) and reading.has(at, CAP)):
            at += 1
        elif _follows_initial(reading, at):
            at += 1  # a surname, whatever else the word means: "O. Park"
        elif reading.has(at, DASH) and reading.glued[at - 1] and reading.glued[at] and is_name_word(reading, at + 1):
            at += 2
        elif reading.has(at, PARTICLE) and (
            is_name_word(reading, at + 1) or reading.lower(at).endswith(("lu", "zi", "zı", "zy"))
        ):
            at += 1
        else:
            break
    return at


def _follows_initial(reading: Reading, at: int) -> bool:
    initial = reading.has(at - 1, INITIAL) and reading.texts[at - 1][-1] == "." and not reading.in_place(at - 1)
    return initial and reading.has(at, LETTERS) and not reading.has(at, FUNCTION | RANK | ORG_HEAD)


def _proof(reading: Reading, start: int, end: int) -> str | None:
    """Return why the words are a person, or None."""
    if reading.has(end, CAP) and (reading.has(end, FACILITY | ORG_HEAD | STREET) or reading.has(end + 1, FACILITY)):
        return None
    words = end - start
    if _after_rank(reading, start) and _fits_rank(reading, start, end):
        return "rank"
    if reading.has(start, INITIAL) and _is_initialled(reading, start, end):
        return "initials"
    if words < 2 or (reading.in_place(start) and not reading.has(start, GIVEN)):
        return None
    if reading.has(start, GIVEN) and not reading.has(end - 1, ABSTRACT) and reading.places.get(start, 0) < end:
        return "given_name"
    if reading.has(start, UPPER):
        return None
    if reading.has(start, SURNAME) and reading.has(start + 1, GIVEN):  # "Petrov Ivan Pavlovich"
        return "given_name"
    if any(reading.has(at, SURNAME) for at in range(start + 1, end)) and words < 4:
        return "surname_form"
    if words < 4 and not reading.in_place(start) and _is_speaker(reading, start, end):
        return "speaker"
    return None


def _given_inside(reading: Reading, start: int, end: int) -> int | None:
    """Return where a given name begins inside capitalised words ("Yesterday Maria Popa")."""
    for at in range(start + 1, end - 1):
        if reading.has(at, GIVEN) and not reading.has(end - 1, ABSTRACT) and not reading.has(start, GIVEN | INITIAL):
            return at
    return None


def _after_rank(reading: Reading, start: int) -> bool:
    before = start - 1
    if reading.lower(before) == "." and reading.has(before - 1, RANK) and len(reading.texts[before - 1]) < 5:
        before -= 1  # "Insp." is two tokens
    if reading.lower(before) == "charge" and reading.lower(before - 1) == "in":
        return True
    return reading.has(before, RANK) or _after_field(reading, before)


def _after_field(reading: Reading, last: int) -> bool:
    """Tell whether a rank with its field ends at `last`: "General of Police", "Minister of Health of Georgia"."""
    at, field = last, False
    while (
        at > 0 and last - at < _MAX_FIELD and (reading.lower(at) in _OF or reading.has(at, AND | COMMA | CAP | SERVICE))
    ):
        if reading.has(at, RANK) and reading.lower(at + 1) in ("of", "for"):
            return field
        proper = reading.has(at, PORTFOLIO | SERVICE) or reading.in_place(at)
        if not proper and reading.lower(at) not in _OF and not reading.has(at, AND | COMMA):
            return False
        if at == last and not proper:
            return False
        field = True
        at -= 1
    return False


def _fits_rank(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the words after a rank can be its bearer: not "Major Crimes", not "minister London"."""
    if end - start > 1:
        return not (reading.in_place(start) and not reading.has(start, GIVEN) and reading.places.get(start, 0) >= end)
    if reading.has(start, UPPER | ABSTRACT) or (reading.has(start, INITIAL) and "." not in reading.texts[start][:-1]):
        return False
    if reading.in_place(start) and not reading.has(start, GIVEN):
        return False
    if reading.has(start - 1, CAP):
        return not reading.has(start - 1, AMBIGUOUS) or _is_known(reading, start) or not reading.has(end, CAP)
    return not reading.has(start - 1, AMBIGUOUS) or _is_known(reading, start)


def _is_known(reading: Reading, at: int) -> bool:
    return reading.has(at, GIVEN | SURNAME | INITIAL)


def _is_initialled(reading: Reading, start: int, end: int) -> bool:
    """Tell whether initials have their surname: "V.Eyvazov", "A. B. Smith"; not "U.S." or a lone "V."."""
    word = reading.texts[start]
    if word[-1] != ".":
        return True
    if start in reading.places or start in reading.bodies:
        return False
    last = reading.texts[end - 1]
    return end - start > 1 and last[-1] != "." and len(last) > 2 and not reading.has(end - 1, ABSTRACT)


def _is_speaker(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a verb of speech or a post stands beside the words."""
    if reading.has(end, SPEECH) or reading.has(start - 1, SPEECH):
        return True
    return reading.has(end, COMMA) and (reading.has(end + 1, RANK) or reading.lower(end + 1) == "head")


def _is_placed(reading: Reading, at: int) -> bool:
    """Tell whether the word is meant as a place here ("in Kent"), or belongs to a longer name."""
    if reading.has(at + 1, PLACE_HEAD | STREET | FACILITY | ORG_HEAD) and not reading.has(at, POSSESSIVE):
        return True
    return reading.in_place(at) and reading.lower(at - 1) in ("in", "near", "across", "throughout", "at", "to")
