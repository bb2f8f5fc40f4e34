"""Levels take the way that the number behind them tells: "241, up from 187", "from 120 to 137", "51, 9 more"."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Doc, Span

# What parts a level and its words from the change that is told of it.
_MARKS = frozenset(", ( – — - /".split())
_ENDS = frozenset('; : | . " “ ”'.split())
_LEADS = frozenset(
    "or by a an the increase decrease rise fall drop decline growth reduction jump leap upsurge surge which that is "
    "are was were it means i.e. minus plus + − ~ whopping further only just even another of".split()
)
_RELATIVE = frozenset(("percent", "percentage_point", "times"))
_REACH = 18  # tokens between the two numbers


def tell_levels(doc: Doc, words: list[str], quantities: list[Span], skipped: frozenset[str]) -> None:
    """Set `direction` of the levels of one sentence by what follows them.

    Args:
        words: the text's tokens, lower case.
        quantities: those of a sentence, in order, with their movements.
        skipped: words that say nothing of a movement ("about", "some").
    """
    for one, other in pairwise(quantities):
        between = words[one.end : other.start]
        if one._.kind != "level" or other.start - one.end > _REACH or any("\n" in word for word in between):
            continue
        if _is_left_for(doc, one, other, skipped):
            low, high = one._.quantity["value"], other._.quantity["value"]
            other._.direction = "increase" if high > low else "decrease"
        elif not one._.compared and not one._.direction:
            one._.direction = _told_behind(between, one, other, skipped)


def _is_left_for(doc: Doc, one: Span, other: Span, skipped: frozenset[str]) -> bool:
    """Tell whether the two are "from 120 (last year) to 137", amounts of one unit."""
    values = [span._.quantity["value"] for span in (one, other)]
    alike = one._.quantity["unit"] == other._.quantity["unit"] and values[0] != values[1]
    if not (one._.compared and other._.kind == "level" and alike):
        return False
    plain = [token.lower_ for token in doc[one.end : other.start] if token.ent_type_ != "DATE"]
    told = [word for word in plain if word not in skipped and word not in ("in", "for", ",")]
    return told == ["to"] and doc[other.start - 1].lower_ not in ("up", "less", "more")


def _told_behind(between: list[str], one: Span, other: Span, skipped: frozenset[str]) -> str | None:
    """Return the way of a level that a change or "up from 187" follows within its clause."""
    if other._.compared:
        tail = [word for word in between if word not in skipped or word == "up"]
        way = {"up": "increase", "down": "decrease"}.get(tail[-2]) if tail[-1:] == ["from"] and tail[1:] else None
        return way if one._.quantity["unit"] == other._.quantity["unit"] else None
    if other._.kind != "change" or other._.quantity["unit"] not in {one._.quantity["unit"], *_RELATIVE}:
        return None
    at = next((i for i in range(len(between) - 1, -1, -1) if between[i] in _MARKS), None)
    if at is None or not all(word in _LEADS or word in skipped or word in ("up", "down") for word in between[at + 1 :]):
        return None
    told = between[:at]
    if told[-1:] in (["("], [","]):  # a sign behind the mark: "(-8.3%)"
        told = told[:-1]
    apart = any(word in _MARKS or word in _ENDS or word in ("while", "whereas", "but") for word in told)
    return None if apart else other._.direction
