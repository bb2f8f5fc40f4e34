"""Bodies: a head word ("Service") with the capitalised words before it and what it is for after it."""

from __future__ import annotations

from presstally.language.names.words import (
    AND,
    BREAK,
    CAP,
    COMMA,
    COMPANY,
    DASH,
    DEMONYM,
    DIRECTION,
    FLAG,
    FUNCTION,
    GIVEN,
    NOT_NAME,
    ORG_HEAD,
    ORG_RANK,
    PLACE_HEAD,
    PORTFOLIO,
    POSSESSIVE,
    RANK,
    SURNAME,
    UPPER,
    WEAK_HEAD,
    Mention,
    Reading,
)

ARMY, CONNECTOR = FLAG["army_words"], FLAG["org_connectors"]
_MAX_COMPLEMENT = 14  # words; the longest names of commissions stay below


def find_organisations(reading: Reading, pairs: frozenset[str]) -> list[Mention]:
    """Return the bodies of a text; where one lies in another, the longest.

    Args:
        reading: the text.
        pairs: capitalised pairs, joined by `_`, that name no body ("working_group").
    """
    found: list[Mention] = []
    at = 0
    while at < len(reading):
        mention = _find_at(reading, at, pairs)
        if mention is None:
            at += 1
            continue
        if found and mention.start < found[-1].end:
            mention = mention._replace(start=min(mention.start, found.pop().start))
        found.append(mention)
        at = mention.end
    return found


def _find_at(reading: Reading, at: int, pairs: frozenset[str]) -> Mention | None:
    flags = reading.flags[at]
    if at in reading.bodies:
        start, end = _extend_left(reading, at), reading.bodies[at]
        while reading.has(end, CAP) and reading.has(end, ORG_HEAD):
            end += 1
        start = at if reading.caps_lines[at] else start
        return Mention(start, _extend_right(reading, end, any_head=False), "ORG", "gazetteer")
    if not flags & CAP:
        if flags & ARMY and reading.has(at - 1, DEMONYM) and reading.has(at - 1, CAP):
            return Mention(at - 1, at + 1, "ORG", "nationality")
        return None
    if flags & COMPANY and at and reading.has(at - 1, CAP) and flags & CAP:
        return Mention(_extend_left(reading, at), at + 1, "ORG", "company_form")
    if flags & ORG_HEAD:
        return _find_headed(reading, at, pairs)
    return None


def _find_headed(reading: Reading, head: int, pairs: frozenset[str]) -> Mention | None:
    """Return the body whose first head word stands at `head`."""
    if reading.in_place(head):
        return None  # "Russian Federation"
    titled = reading.lower(head) == "police" and reading.has(head + 1, RANK) and reading.has(head + 1, CAP)
    if titled and reading.has(head - 1, ORG_HEAD) and reading.has(head - 1, CAP):
        return None  # "Search Department Police Colonel Doe"
    start, end = _extend_left(reading, head), head + 1
    while _joins_core(reading, end):
        end = _next_core_end(reading, end)
    whole = _extend_right(reading, end, any_head=True)
    words, complement = end - start, whole > end
    if _is_title(reading, start):
        return None
    if words == 1 and not complement:
        return None
    if words == 2 and not complement and "_".join(reading.lower(n) for n in (start, start + 1)) in pairs:
        return None
    if words <= 2 and not complement and reading.has(end - 1, WEAK_HEAD) and not _is_telling(reading, start):
        return None
    if words == 1 and reading.has(head, RANK | PLACE_HEAD | NOT_NAME) and not reading.has(head + 1, CONNECTOR):
        return None
    return Mention(start, whole, "ORG", "head_word")


def _is_telling(reading: Reading, at: int) -> bool:
    """Tell whether a weak head's only modifier makes it a body: a place, a nationality, an acronym."""
    return reading.in_place(at) or reading.has(at, DEMONYM | UPPER) or reading.has(at + 1, POSSESSIVE)


def _joins_core(reading: Reading, at: int) -> bool:
    """Tell whether capitalised words from `at` run on to another head word ("Police" + "Department")."""
    return _next_core_end(reading, at) > at


def _next_core_end(reading: Reading, at: int) -> int:
    stop = at
    while stop < len(reading) and stop - at < 5:
        if reading.has(stop, POSSESSIVE) and reading.has(stop + 1, CAP):
            stop += 1
            continue
        if reading.has(stop, DASH) and reading.glued[stop - 1] and reading.glued[stop]:
            stop += 1
            continue
        if not reading.has(stop, CAP) or reading.has(stop, FUNCTION) or reading.in_place(stop):
            break
        if reading.lower(stop) == "police" and reading.has(stop + 1, RANK) and reading.has(stop + 1, CAP):
            break  # "Search Department Police Colonel Doe"
        if reading.has(stop, ORG_HEAD):
            return stop + 1
        if reading.has(stop, RANK | NOT_NAME) and not reading.has(stop, ORG_RANK | PORTFOLIO):
            break
        stop += 1
    return at


def _extend_left(reading: Reading, head: int) -> int:
    """Return where the words that belong to a head word begin."""
    start = head
    while start > 0:
        before = start - 1
        if reading.has(before, CAP):
            if not _is_modifier(reading, before):
                break
            start = before
        elif _joins_left(reading, before, start) or (
            reading.lower(before) == "of"
            and reading.has(before - 1, PLACE_HEAD)
            and reading.has(before - 1, CAP)
            and reading.in_place(start)
        ):
            start = before - 1
        else:
            break
    return _strip_left(reading, start, head)


def _is_modifier(reading: Reading, at: int) -> bool:
    """Tell whether a capitalised word can stand before a head word, in the body's name."""
    if reading.in_place(at):
        return True
    if reading.has(at, FUNCTION):
        return False
    if reading.caps_lines[at]:
        return reading.has(at, PORTFOLIO | ORG_HEAD | DIRECTION | PLACE_HEAD)
    if reading.has(at, NOT_NAME) and not reading.has(at, PORTFOLIO | ORG_HEAD):
        return reading.texts[at - 1] == "the"  # "the Safe Streets Unit", but "On Monday Kent Police"
    return True


def _joins_left(reading: Reading, mark: int, start: int) -> bool:
    """Tell whether the mark before `start` (possessive, dash, "and") ties the word before it to the name."""
    if not reading.has(mark - 1, CAP) or reading.has(mark - 1, FUNCTION):
        return False
    if reading.has(mark, POSSESSIVE):
        return not (reading.in_place(mark - 1) and not reading.has(mark - 1, PLACE_HEAD)) and not reading.has(
            mark - 1, DEMONYM | SURNAME
        )
    if reading.has(mark, DASH):
        return reading.glued[mark - 1] and reading.glued[mark]
    if reading.has(mark, AND):
        if reading.texts[mark] == "&":
            return True
        return not reading.has(start, RANK & ~ORG_RANK) and _is_half_of_name(reading, mark - 1)
    return False


def _is_half_of_name(reading: Reading, last: int) -> bool:
    """Tell whether the words before "and" lack their head: "the Human Rights and ...", "Information and ..."."""
    if reading.has(last, PORTFOLIO) and reading.has(last + 2, PORTFOLIO) and reading.lower(last - 1) != "of":
        return True  # "Kent Fire and Rescue Service"
    at = last
    while reading.has(at, CAP) and not reading.has(at, FUNCTION):
        if reading.in_place(at) or reading.has(at, ORG_HEAD | RANK | GIVEN | SURNAME | UPPER):
            return False
        at -= 1
    if reading.lower(at) == "the":
        return True
    lone = at == last - 1 and not reading.has(at, POSSESSIVE | AND | COMMA)
    return lone and reading.has(last, PORTFOLIO)


def _strip_left(reading: Reading, start: int, head: int) -> int:
    """Drop titles that stand before a body's name, and a person's name before a title."""
    for at in range(head - 1, start - 1, -1):
        owner = reading.has(at + 1, POSSESSIVE) or reading.has(at + 2, POSSESSIVE)
        titled = reading.has(at, RANK) and not reading.has(at, ORG_RANK | PORTFOLIO) and not owner
        if titled or (reading.has(at, GIVEN) and reading.has(at + 1, SURNAME) and not owner and at + 2 < head):
            return min(at + (1 if titled else 2), head)
    while start < head and reading.has(start, POSSESSIVE | DASH | AND):
        start += 1
    return start


def _extend_right(reading: Reading, end: int, any_head: bool) -> int:
    """Return where what a body is for ends: "of Internal Affairs of Georgia", "on Combating Drug Abuse"."""
    while reading.has(end, CONNECTOR) and (not reading.has(end, CAP) or reading.caps_lines[end]):
        connector = reading.lower(end)
        first = end + 1
        if reading.lower(first) == "the":
            first += 1
        if not reading.has(first, CAP) or reading.has(first, FUNCTION):
            break
        if first in reading.bodies and connector == "of" and reading.has(first, UPPER):
            end = reading.bodies[first]  # "Protection Department of the MIA"
            continue
        if first in reading.places and connector == "of":
            end = _end_of_place(reading, first)
            continue
        if not any_head or reading.in_place(first) or (reading.has(first, UPPER) and not reading.caps_lines[first]):
            break
        stop = _end_of_complement(reading, first, connector)
        if stop == first:
            break
        end = stop
    return end


def _end_of_place(reading: Reading, first: int) -> int:
    end = reading.places[first]
    while reading.has(end, CAP) and reading.has(end, PLACE_HEAD | ORG_HEAD):
        end += 1
    if reading.texts[end : end + 1] == ["and"] and end + 1 in reading.places and not reading.has(end + 1, ORG_HEAD):
        after = reading.places[end + 1]
        if not reading.has(after, CAP):
            return after
    return end


def _end_of_complement(reading: Reading, first: int, connector: str) -> int:
    """Return the end of the capitalised words after "of", "for", "on"; `first` if they are no part of the name."""
    at, limit = first, min(len(reading), first + _MAX_COMPLEMENT)
    strict = connector in ("on", "to", "for", "against")
    if strict and not reading.has(first, PORTFOLIO | ORG_HEAD | DIRECTION | DEMONYM | PLACE_HEAD):
        region = connector == "for" and reading.lower(first - 1) == "the" and reading.has(first + 1, PLACE_HEAD)
        return first + 2 if region and reading.has(first + 1, CAP) else first
    if reading.has(first, NOT_NAME) and not reading.has(first, PORTFOLIO | ORG_RANK | ORG_HEAD):
        return first
    if reading.has(first, RANK) and not reading.has(first, PORTFOLIO | ORG_RANK | ORG_HEAD):
        return first if strict or reading.has(first + 1, CAP) else first + 1  # "Cabinet of Ministers"
    end = first
    while at < limit:
        if reading.has(at, CAP) and not _ends_complement(reading, at, first):
            at += 1
            end = at
        elif (reading.has(at, POSSESSIVE) and reading.has(at + 1, CAP)) or (
            reading.has(at, DASH) and reading.glued[at - 1] and reading.glued[at]
        ):
            at += 1
        elif _joins_item(reading, at):
            at += 2 if reading.has(at, COMMA) and reading.has(at + 1, AND) else 1
        elif reading.lower(at) == "in" and reading.lower(at - 1) == "trafficking" and reading.has(at + 1, CAP):
            at += 1
        else:
            break
    return end


def _ends_complement(reading: Reading, at: int, first: int) -> bool:
    if reading.has(at, FUNCTION) or (reading.caps_lines[at] and not reading.has(at, PORTFOLIO)):
        return True
    if reading.has(at, NOT_NAME) and not reading.has(at, PORTFOLIO | ORG_HEAD):
        return True
    return at > first and reading.has(at, RANK) and not reading.has(at, ORG_RANK | ORG_HEAD)


def _joins_item(reading: Reading, at: int) -> bool:
    """Tell whether a comma or "and" goes on with the same body's field, and does not begin another name."""
    item = at + 1
    if reading.has(at, COMMA) and reading.has(item, AND):
        item += 1
    elif reading.has(at, COMMA):
        return reading.has(item, CAP) and reading.has(item, PORTFOLIO) and _list_goes_on(reading, item)
    elif not reading.has(at, AND):
        return False
    if (
        not reading.has(item, CAP)
        or reading.has(item, FUNCTION | RANK | DEMONYM | GIVEN | UPPER | BREAK)
        or item in reading.bodies
    ):
        return False
    return not reading.in_place(item) and not _is_body(reading, item)


def _list_goes_on(reading: Reading, at: int) -> bool:
    """Tell whether the words from `at` end at "and" or a comma with more of the list."""
    while reading.has(at, CAP) and not _ends_complement(reading, at, at):
        at += 1
    return reading.has(at, AND) or (reading.has(at, COMMA) and reading.has(at + 1, AND | PORTFOLIO))


def _is_body(reading: Reading, at: int) -> bool:
    """Tell whether the capitalised words from `at` are a body of their own ("State Border Service")."""
    while reading.has(at, CAP) and not reading.has(at, FUNCTION):
        if reading.has(at, ORG_HEAD) and not reading.has(at, PORTFOLIO):
            return True
        at += 2 if reading.has(at + 1, POSSESSIVE) else 1
    return False


def _is_title(reading: Reading, start: int) -> bool:
    """Tell whether the words are what a minister is for ("Secretary of State for the Home Department")."""
    at = start - 1
    if reading.lower(at) == "the":
        at -= 1
    if reading.lower(at) not in ("of", "for"):
        return False
    if reading.lower(at) == "for" and reading.lower(at - 1) == "state":
        return True
    return reading.lower(at - 1) in ("minister", "ministers")
