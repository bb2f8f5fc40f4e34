"""Checks of one row's facts: closed vocabularies, days, and values that their text does not say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from presstally.corpus.findings import Finding, Source
from presstally.errors import NumberFormatError
from presstally.measures.number_styles import NumberStyle, read_style
from presstally.measures.quantities import parse_quantity
from presstally.measures.units import UNITS, find_unit
from presstally.schemas import Quantity

MODIFIERS = (None, "over", "under", "about", "at_least", "at_most")
KINDS = ("level", "change")
DIRECTIONS = (None, "increase", "decrease")
_CURRENCY = re.compile(r"[A-Z]{3}")
_NAMES_OF_UNITS = {unit.name for unit in UNITS.values()} | {"count", "per_100k", "m2", "m3", "km2"}
_METRIC_ID = re.compile(r"[^\W\sA-Z][\w'’-]*(?:\.[\w'’-]+)*%?")
_PER = re.compile(r"\b(?:per|for every|for each|to each|in every|out of)\b", re.IGNORECASE)
_RATES = (0.01, 0.1, 10.0, 100.0, 1000.0)  # what a rate may be stated for, against 100,000
_WORDS = re.compile(r"[^\W\d_]+\.?|'000|[€$£%]")
_POWERS = {
    **dict.fromkeys(("thousand", "thousands", "thous", "'000", "k"), 1e3),
    **dict.fromkeys(("million", "millions", "mln", "mn", "m"), 1e6),
    **dict.fromkeys(("billion", "billions", "bln", "bn", "milliard", "mlrd"), 1e9),
}
_AROUND = 120  # characters on either side that a modifier or the base of a rate may stand in
Fact = dict[str, Any]


def check_facts(source: Source) -> Iterator[Finding]:
    """Check every fact, and that quantities and facts belong together one to one."""
    row = source.row
    quantities = [(e["start_offset"], e["end_offset"]) for e in row["entities"] if e["label"] == "QUANTITY"]
    places = [(fact["start"], fact["end"]) for fact in row["facts"]]
    linked = _heads(row, "MEASURES")
    for start, end in quantities:
        if (start, end) not in places:
            yield source.finding("no_fact", f"the quantity {row['text'][start:end]!r} has no fact", start, end)
    for place in sorted({place for place in places if places.count(place) > 1}):
        yield source.finding("no_quantity", "two facts stand on one quantity", *place)
    style = read_style(row["text"])
    during, compared = _heads(row, "DURING"), _heads(row, "COMPARED_TO")
    for fact in row["facts"]:
        place = fact["start"], fact["end"]
        if place not in quantities:
            yield source.finding("no_quantity", "a fact stands where no QUANTITY is", *place)
            continue
        if place not in linked:
            yield source.finding("no_metric", f"{row['text'][slice(*place)]!r} measures nothing", *place)
        for rule, message in [*_vocabulary(fact), *_days(fact, place in during, place in compared)]:
            yield source.finding(rule, message, *place)
        for rule, message in _value(fact, row["text"], style):
            yield source.finding(rule, message, *place)


def _heads(row: dict[str, Any], kind: str) -> set[tuple[int, int]]:
    entities = {entity["id"]: entity for entity in row["entities"]}
    heads = (entities.get(relation["from_id"]) for relation in row["relations"] if relation["type"] == kind)
    return {(head["start_offset"], head["end_offset"]) for head in heads if head}


def _vocabulary(fact: Fact) -> Iterator[tuple[str, str]]:
    if fact["unit"] not in _NAMES_OF_UNITS and not _CURRENCY.fullmatch(fact["unit"]):
        found = find_unit(fact["unit"])
        yield "unit", f"{fact['unit']!r} is no canonical unit" + (f"; write {found.name!r}" if found else "")
    for key, allowed in (("modifier", MODIFIERS), ("kind", KINDS), ("direction", DIRECTIONS)):
        if fact[key] not in allowed:
            yield key, f"{fact[key]!r} is none of {', '.join(str(name) for name in allowed)}"
    if fact["kind"] == "change" and fact["direction"] is None:
        yield "direction", "a change has a direction"
    if not _METRIC_ID.fullmatch(fact["metric_id"] or ""):
        yield "metric_id", f"{fact['metric_id']!r} is no metric_id: words in lower case with dots, % behind a share"


def _days(fact: Fact, has_date: bool, has_comparison: bool) -> Iterator[tuple[str, str]]:
    for stem, linked, relation in (("period", has_date, "DURING"), ("comparison", has_comparison, "COMPARED_TO")):
        start, end = fact[f"{stem}_start"], fact[f"{stem}_end"]
        try:
            first, last = (date.fromisoformat(day) if day else None for day in (start, end))
        except ValueError:
            yield "period", f"{start}/{end} are no days"
            continue
        if (first is None) != (last is None) or (first and last and first > last):
            yield "period", f"the {stem} {start}/{end} does not run from a day to a later one"
        if linked and first is None:
            yield "open_period", f"{relation} leads to a date, but the {stem} has no days"
    if fact["kind"] == "level" and fact["comparison_start"]:
        yield "period", "a level has no comparison"


def _value(fact: Fact, text: str, style: NumberStyle) -> Iterator[tuple[str, str]]:
    """Read the quantity from its text and compare; a unit or scale that stands elsewhere counts for bare numbers."""
    words = text[fact["start"] : fact["end"]]
    before, after = text[max(0, fact["start"] - _AROUND) : fact["start"]], text[fact["end"] : fact["end"] + _AROUND]
    wanted = fact["value"], fact["value_high"]
    if fact["value_high"] is not None and fact["value_high"] < fact["value"]:
        yield "value", f"{fact['value']:g} to {fact['value_high']:g} is no range"
    readings: list[Quantity] = []
    for own_style in (style, NumberStyle()):
        for unit in (None, fact["unit"]):
            with suppress(NumberFormatError):
                readings.append(parse_quantity(words, before=before, after=after, style=own_style, unit=unit))
    scales = _scales(fact["unit"], words, text)
    if not readings:
        yield "value_unread", f"no rule reads {words!r}; check that {_show(*wanted)} {fact['unit']} is meant"
    elif not any(_is_same(wanted, reading, scale) for reading in readings for scale in scales):
        first = readings[0]
        told = f"{_show(first.value, first.value_high)} {first.unit}, not {_show(*wanted)} {fact['unit']}"
        yield "value", f"{words!r} reads as {told}"


def _scales(unit: str, words: str, text: str) -> set[float]:
    """Return what a reading may be multiplied by: what the rest of the text says of a number without unit."""
    own_words = {word.lower() for word in _WORDS.findall(words)}
    if own_words - set(_POWERS):
        return {1.0}
    if unit == "per_100k":
        return {1.0, *(_RATES if _PER.search(text) else ())}
    found = {word.lower().rstrip(".") for word in _WORDS.findall(text)}
    factors = {own.factor for form, own in UNITS.items() if own.name == unit and form in found} | {1.0}
    if unit == "kg" and found & {"pound", "pounds"}:  # as a word alone, a pound is money
        factors.add(UNITS["lb"].factor)
    powers = {1.0} if own_words else {scale for word, scale in _POWERS.items() if word in found} | {1.0}
    return {factor * power for factor in factors for power in powers}


def _is_same(wanted: tuple[float, float | None], read: Quantity, scale: float) -> bool:
    if wanted[1] is None or read.value_high is None:
        return wanted[1] is read.value_high and _is_close(wanted[0], read.value * scale)
    return _is_close(wanted[0], read.value * scale) and _is_close(wanted[1], read.value_high * scale)


def _is_close(one: float, other: float) -> bool:
    return abs(one - other) <= max(0.005, 1e-5 * abs(one))


def _show(value: float, high: float | None) -> str:
    return f"{value:.12g}" if high is None else f"{value:.12g}..{high:.12g}"
