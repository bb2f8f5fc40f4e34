"""Places: the gazetteers', words beside "district" or "street", and unknown words where only a place can stand."""

from __future__ import annotations

from presstally.language.names.persons import is_name_word
from presstally.language.names.words import (
    ABSTRACT,
    AND,
    CAP,
    COMMA,
    DASH,
    DIRECTION,
    FACILITY,
    FLAG,
    GIVEN,
    INITIAL,
    ORG_HEAD,
    PLACE_HEAD,
    PORTFOLIO,
    RANK,
    SPEECH,
    STREET,
    SURNAME,
    UPPER,
    Mention,
    Reading,
)

_PREPOSITION, _SURE_PREPOSITION = FLAG["place_prepositions"], FLAG["sure_place_prepositions"]
_NOT_AFTER, PREFIX = FLAG["not_place_after"], FLAG["place_prefixes"]
_MAX_WORDS = 3


def find_places(reading: Reading, taken: bytearray) -> list[Mention]:
    """Return the places of a text, in any order; they may overlap, the longest is meant."""
    found: list[Mention] = []
    for at in range(len(reading)):
        if taken[at]:
            continue
        if at in reading.places:
            found += _known_place(reading, at, taken)
        if reading.has(at, PLACE_HEAD | STREET):
            found += _headed_places(reading, at, taken)
        elif reading.has(at, _SURE_PREPOSITION):
            found += _prepositional_place(reading, at, taken)
    known = {mention.start: mention for mention in found}
    for mention in list(found):
        found += _listed_places(reading, mention, known, taken)
    return found


def _free(reading: Reading, start: int, end: int, taken: bytearray) -> bool:
    return not any(taken[start:end])


def _known_place(reading: Reading, at: int, taken: bytearray) -> list[Mention]:
    end = reading.places[at]
    if not _free(reading, at, end, taken):
        return []
    if reading.has(end, CAP) and (
        reading.has(end, _NOT_AFTER) or (reading.has(end, FACILITY) and not reading.has(end, STREET))
    ):
        return []
    if reading.has(at, UPPER) and end == at + 1 and reading.has(end, CAP) and reading.has(end, PLACE_HEAD | STREET):
        return []  # "U.S. District Judge"
    if reading.has(at - 1, PREFIX) and reading.has(at - 1, CAP) and at > 1 and not taken[at - 1]:
        at -= 1
    if reading.has(end, DASH) and reading.glued[end - 1] and reading.glued[end] and not reading.has(end + 1, CAP):
        return []  # "London-based" is an adjective
    if (
        reading.has(at - 1, DASH)
        and at > 1
        and reading.glued[at - 1]
        and reading.glued[at - 2]
        and not reading.has(at - 2, CAP)
    ):
        return []
    if reading.has(end, CAP) and reading.has(end, PLACE_HEAD) and not taken[end]:
        end += 1  # "Odesa Region": the head is part of the name
    elif reading.has(end, CAP) and reading.has(end, STREET) and not taken[end]:
        end += 1
    return [Mention(at, end, "LOC", "gazetteer")]


def _headed_places(reading: Reading, head: int, taken: bytearray) -> list[Mention]:
    """Return the places named beside a head: "Sabail and Nizami districts", "city of X", "Marsham Street"."""
    found = []
    capital, plural = reading.has(head, CAP), reading.lower(head).endswith("s")
    start = _start_of_run(reading, head, taken)
    abbreviated = start + 1 == head and reading.has(start, UPPER)  # "U.S. District Judge"
    named = start < head and not abbreviated and _names_place(reading, start, head)
    if named:
        found.append(Mention(start, head + 1 if capital and not plural else head, "LOC", "head_word"))
        if plural:
            found += _before_in_list(reading, start, taken)
    if reading.lower(head + 1) == "of" and reading.has(head, PLACE_HEAD):
        end = _end_of_run(reading, head + 2, taken)
        if end > head + 2 and _names_place(reading, head + 2, end):
            found.append(Mention(head if capital else head + 2, end, "LOC", "head_word"))
    return found


def _before_in_list(reading: Reading, start: int, taken: bytearray) -> list[Mention]:
    """Return the places before the last one of "A, B and C districts"."""
    found = []
    while reading.has(start - 1, AND | COMMA):
        end = start - 1
        if reading.has(end - 1, COMMA):
            end -= 1
        start = _start_of_run(reading, end, taken)
        if start == end or not _names_place(reading, start, end):
            break
        found.append(Mention(start, end, "LOC", "head_word"))
    return found


def _start_of_run(reading: Reading, end: int, taken: bytearray) -> int:
    at = end
    while at and end - at < _MAX_WORDS and not taken[at - 1]:
        if (
            is_name_word(reading, at - 1)
            or (reading.has(at - 1, DIRECTION) and reading.has(at - 1, CAP))
            or (at < end and reading.has(at - 1, DASH) and reading.glued[at - 1] and at > 1 and reading.glued[at - 2])
        ):
            at -= 1
        else:
            break
    while at < end and reading.has(at, DASH):
        at += 1
    return at


def _end_of_run(reading: Reading, start: int, taken: bytearray) -> int:
    at = start
    while at < len(reading) and at - start < _MAX_WORDS and not taken[at] and is_name_word(reading, at):
        at += 1
        if reading.has(at, DASH) and reading.glued[at - 1] and reading.glued[at] and is_name_word(reading, at + 1):
            at += 1
    return at


def _names_place(reading: Reading, start: int, end: int) -> bool:
    """Tell whether the words can name a place: some word is no mere direction, none is a title or a field of work."""
    words = range(start, end)
    if any(reading.has(at, RANK | PORTFOLIO | ORG_HEAD) and not reading.has(at, GIVEN) for at in words):
        return False
    quoted = start and reading.texts[start - 1] in "\"“«'‘"
    return not quoted and any(not reading.has(at, DIRECTION | DASH) for at in words)


def _prepositional_place(reading: Reading, at: int, taken: bytearray) -> list[Mention]:
    """Return an unknown capitalised word after "in", "near", "across", unless it is a person or an abbreviation."""
    start = at + 2 if reading.lower(at + 1) == "the" else at + 1
    if start >= len(reading) or taken[start] or start in reading.places or reading.caps_lines[start]:
        return []
    end = _end_of_run(reading, start, taken)
    if end == start or (start > at + 1 and not reading.has(end, COMMA | AND)):
        return []
    if reading.has(start, UPPER | INITIAL | ABSTRACT | RANK) or reading.has(end, CAP) or reading.has(end - 1, SURNAME):
        return []
    if (end - start > 1 and reading.has(start, GIVEN)) or reading.has(end, SPEECH) or start > at + 1:
        return []
    return [Mention(start, end, "LOC", "preposition")] if _names_place(reading, start, end) else []


def _listed_places(reading: Reading, first: Mention, known: dict[int, Mention], taken: bytearray) -> list[Mention]:
    """Return unknown words that a list goes on with after a place: "in Lachin, Foo and Bar"."""
    found: list[Mention] = []
    if not (reading.has(first.start - 1, _PREPOSITION) or reading.lower(first.start - 1) == "the"):
        return found
    at = first.end
    while reading.has(at, COMMA | AND):
        start = at + 2 if reading.has(at, COMMA) and reading.has(at + 1, AND) else at + 1
        if start in known:
            at = known[start].end
            continue
        end = _end_of_run(reading, start, taken)
        if (
            end == start
            or reading.has(start, UPPER | GIVEN | INITIAL | RANK | ABSTRACT)
            or reading.has(end - 1, SURNAME)
        ):
            break
        goes_on = reading.has(end, AND) or reading.has(at, AND) or reading.has(start - 1, AND)
        if not goes_on or reading.has(end, SPEECH | CAP) or not _names_place(reading, start, end):
            break
        found.append(Mention(start, end, "LOC", "list"))
        at = end
    return found
