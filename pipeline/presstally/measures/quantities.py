"""The value of a quantity as written: compounds, ranges, fractions, multiples, rates and money."""

from __future__ import annotations

import re
from functools import lru_cache

from presstally.errors import NumberFormatError
from presstally.measures.modifiers import read_modifier, read_rate_base
from presstally.measures.number_styles import NO_STYLE, NumberStyle, Reading, parse_number, read_number
from presstally.measures.numbers import find_numerals
from presstally.measures.units import SECONDS, Unit, find_unit
from presstally.schemas import Quantity

COUNT = Unit("count", 1.0, "count")
# Before a number these are currencies, behind it kilograms and kilometres.
_CODES_BEFORE = {"KGS": Unit("KGS", 1.0, "money"), "KM": Unit("BAM", 1.0, "money")}
PERCENT = Unit("percent", 1.0, "share")
PER_100K = 1e5
_MULTIPLES = {
    "doubl": 2,
    "tripl": 3,
    "trebl": 3,
    "quadrupl": 4,
    "quintupl": 5,
    "twice": 2,
    "thrice": 3,
    "twofold": 2,
    "threefold": 3,
    "fourfold": 4,
    "fivefold": 5,
    "sixfold": 6,
    "sevenfold": 7,
    "eightfold": 8,
    "ninefold": 9,
    "tenfold": 10,
}
_MULTIPLE = re.compile("(" + "|".join(_MULTIPLES) + r")\w*", re.IGNORECASE)
_PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "hundredth": 100,
}
_NTH_PARTS = {**_PARTS, "second": 2, "other": 2}
_FRACTION = re.compile(rf"(?P<count>[\w.]+)[\s-]+(?P<part>{'|'.join(_PARTS)})s?", re.IGNORECASE)
_HALF_UNIT = re.compile(r"half\s+(?:an?\s+)?(?P<unit>[a-z]+)", re.IGNORECASE)
_OUT_OF = re.compile(r"(?P<part>.+?)\s+(?:in|out of|of|from)\s+(?:every|each)?\s*(?P<whole>.+)", re.IGNORECASE)
_A_UNIT = re.compile(
    r"^an? (?=(?:ton|tonne|kilogram|kilo|year|month|hour|minute|day)\w* and [0-9])", re.IGNORECASE
)  # "a ton and 95 kilograms"
_SCALE_AT_END = re.compile(r"(?:thousand|million|billion|trillion|mln|bn|bln)\.?$|(?<=[0-9])[mkb]$", re.IGNORECASE)
_TIMES_SIGN = re.compile(r"[x×хX](?P<number>[0-9].*)")
_AND_A_HALF = re.compile(r"(?P<count>.+?)\s+(?P<unit>[a-z]+)\s+and\s+a\s+half", re.IGNORECASE)
_OF_A_SCALE = re.compile(r"(?P<part>a quarter|a third|three quarters) of (?P<whole>a \w+)", re.IGNORECASE)
_FOR_EVERY = re.compile(r"(?P<part>[\w.,]+)(?: [^\W\d]+)? for every (?P<whole>.+)", re.IGNORECASE)
_EVERY_NTH = re.compile(r"(?:every|each) (?P<part>[a-z]+)", re.IGNORECASE)
_RATIO = re.compile(r"1:(?P<whole>[0-9]+)")
_POINT = re.compile(
    r"(?P<count>half|a|[\d.,]+)(?: of)?(?:(?<=half)|(?<=of)) a percentage point|a percentage point", re.IGNORECASE
)
_RANGE = re.compile(r"\s*(?:to|-|–|—|−|‑|or|and|till|until|up to)\s*", re.IGNORECASE)
_LOWER_FAMILY = {"mass", "time", "distance", "money", "volume", "area", "foot"}


def parse_quantity(
    quantity: str, *, before: str = "", after: str = "", style: NumberStyle = NO_STYLE, unit: str | None = None
) -> Quantity:
    """Return the value of a quantity in its canonical unit.

    `before` and `after`: the text around it (one sentence is enough), for the modifier and the base of a rate.
    `unit`: the unit that a neighbour states for it ("96 and 94 percent"), a canonical name or words.
    Raises NumberFormatError where no rule reads it.
    """
    return read_quantity(quantity, before=before, after=after, style=style, unit=unit)[0]


def read_quantity(
    quantity: str, *, before: str = "", after: str = "", style: NumberStyle = NO_STYLE, unit: str | None = None
) -> tuple[Quantity, str | None]:
    """Read a quantity as `parse_quantity` does, and say what stays open (None: nothing)."""
    text = _A_UNIT.sub("1 ", " ".join(quantity.split()))
    modifier = read_modifier(before, after)
    if special := _read_special(text):
        value, name = special
        return Quantity(value, name, modifier=modifier), None
    found_parts = _split_parts(text)
    if not found_parts:
        raise NumberFormatError(f"No number was found in {quantity!r}.", "A quantity holds digits or number words.")
    carried = _localize(_named_unit(unit), unit, style) if unit else None
    parts = [(number, between, _localize(own, text, style), sign) for number, between, own, sign in found_parts]
    units = [part_unit or (carried or COUNT) for _, _, part_unit, _ in parts]
    if _is_range(parts):
        return _read_range(parts, units, style, modifier)
    reading = _read_sum(parts, units, style)
    found = Quantity(_tidy(reading.value), units[0].name, modifier=modifier)
    return _as_rate(found, before, after) if units[0] is COUNT else found, reading.doubt


def _read_special(text: str) -> tuple[float, str] | None:
    """Read multiples, fractions and "N in M"; they have their value in their words."""
    if found := _MULTIPLE.fullmatch(text):
        return float(_MULTIPLES[found[1].lower()]), "times"
    lower = text.lower()
    if lower in ("halved", "halving", "half", "a half", "one half", "one-half"):
        return 50.0, "percent"
    if found := _TIMES_SIGN.fullmatch(text):
        return parse_number(found["number"]), "times"
    if (plain := _read_part_in_words(text)) is not None:
        return plain
    if found := _FRACTION.fullmatch(text):
        count = found["count"].lower()
        part = 1.0 if count in ("a", "an") else parse_number(count)
        return _tidy(100 * part / _PARTS[found["part"].lower()]), "percent"
    if (found := _HALF_UNIT.fullmatch(text)) and (unit := find_unit(found["unit"])):
        return 0.5 * unit.factor, unit.name
    if found := re.fullmatch(r"([1-9])\s?/\s?([1-9][0-9]?)", text):
        return _share(int(found[1]), int(found[2])), "percent"
    if (found := re.fullmatch(r"an?\s+(\w+)", lower)) and (unit := find_unit(found[1])):
        return unit.factor, unit.name
    found = _OUT_OF.fullmatch(text)
    if found and not find_unit(found["part"].split()[-1]):
        part = parse_number(re.sub(r"(?i)(?<=one) \w+$| cases$", "", found["part"]))
        whole = 100.0 if found["whole"] == "hundred" else parse_number(found["whole"], whole=True)
        return _share(part, whole), "percent"
    return None


def _read_part_in_words(text: str) -> tuple[float, str] | None:
    """Read "every third", "one for every 230", "1:500", "a ton and a half", "half a percentage point"."""
    if (found := _EVERY_NTH.fullmatch(text)) and (part := _NTH_PARTS.get(found["part"].lower())):
        return _tidy(100 / part), "percent"
    if found := _FOR_EVERY.fullmatch(text):
        return _share(parse_number(found["part"]), parse_number(found["whole"], whole=True)), "percent"
    if found := _RATIO.fullmatch(text):
        return _share(1, float(found["whole"])), "percent"
    if found := _OF_A_SCALE.fullmatch(text):
        share = {"a quarter": 0.25, "a third": 1 / 3, "three quarters": 0.75}[found["part"].lower()]
        return _tidy(share * parse_number(found["whole"])), "count"
    if (found := _AND_A_HALF.fullmatch(text)) and (unit := find_unit(found["unit"])):
        units = 1.0 if found["count"].lower() in ("a", "an") else parse_number(found["count"])
        return _tidy((units + 0.5) * unit.factor), unit.name
    if found := _POINT.fullmatch(text):
        count = (found["count"] or "a").lower()
        return 0.5 if count == "half" else 1.0 if count == "a" else parse_number(count), "percentage_point"
    return None


_JOIN = re.compile(r"(?i)^(?:to|and|or|of|-|–)\s*")
_JOINED = re.compile(r"\b(?:to|and|or)\b")
_UNIT_WORD = re.compile(r"[^\s\W_]+(?:[.²³](?=\s|$)|[²³])?|%|‰|°[cC]|[$£€₼₾₸₽₹₴₺/]|per-cent")
Part = tuple[str, str, Unit | None, str]  # numeral, words between it and the numeral before, its unit, a unit before it


@lru_cache(maxsize=8192)
def _split_parts(text: str) -> tuple[Part, ...]:
    """Split a quantity into its numerals, each with its unit; the sign of a currency before it counts for it."""
    numerals = [n for n in find_numerals(text) if n.kind == "num"]
    parts: list[Part] = []
    at = 0
    for position, numeral in enumerate(numerals):
        until = numerals[position + 1].start if position + 1 < len(numerals) else len(text)
        between = text[at : numeral.start].strip()
        unit, at = _unit_after(text, numeral.end, until)
        before = _JOIN.sub("", between)
        prefix = _CODES_BEFORE.get(before) or (find_unit(before) if before else None)
        parts.append((text[numeral.start : numeral.end], between, unit or prefix, before if prefix else ""))
    return tuple(parts)


def _unit_after(text: str, start: int, until: int) -> tuple[Unit | None, int]:
    """Return the unit that begins at `start`, the longest of up to four words, with where it ends."""
    words = list(_UNIT_WORD.finditer(text[start:until]))[:4]
    for count in range(len(words), 0, -1):
        end = start + words[count - 1].end()
        phrase = text[start:end].strip(" -‑")
        if unit := find_unit(phrase) if not _JOINED.search(phrase) else None:
            return unit, end
    return None, start


def _localize(unit: Unit | None, text: str, style: NumberStyle) -> Unit | None:
    """Return what a unit means in this release: pounds may be a weight, dollars Canadian."""
    if unit is None or unit.family != "money" or not style.local:
        return unit
    local = dict(style.local)
    if unit.name == "GBP":
        is_weight = "pound" in local and re.search(r"pounds?$", text) is not None
        return Unit("kg", 0.45359237, "mass") if is_weight else unit
    if unit.name in local and not re.search(rf"\b{unit.name}\b|\bUS\b|US\$", text):
        return unit._replace(name=local[unit.name])
    return unit


def _named_unit(name: str) -> Unit:
    found = find_unit(name.replace("_", " ") + ("s" if name == "percentage_point" else ""))
    return found._replace(factor=1.0) if found and found.name == name else found or Unit(name, 1.0, name)


def _is_range(parts: list[Part]) -> bool:
    if len(parts) != 2:
        return False
    (_, _, first, _), (_, between, second, sign) = parts
    joiner = between[: len(between) - len(sign)].strip() if sign else between
    if not _RANGE.fullmatch(joiner or " "):
        return False
    if joiner.lower() == "and" and first and second and first.name == second.name and first.factor > second.factor:
        return False
    return not (joiner.lower() == "and" and first and second and first != second)


def _read_range(
    parts: list[Part], units: list[Unit], style: NumberStyle, modifier: str | None
) -> tuple[Quantity, str | None]:
    low_unit = parts[0][2] or units[1]
    low, high = _scale_together(parts[0][0], parts[1][0])
    whole = True if low_unit is COUNT or low_unit.family == "money" else None
    first, second = read_number(low, style, whole=whole), read_number(high, style, whole=whole)
    low_value, high_value = first.value * low_unit.factor, second.value * _ratio(parts[1][2] or low_unit, low_unit)
    return (
        Quantity(_tidy(low_value), low_unit.name, value_high=_tidy(high_value), modifier=modifier),
        first.doubt or second.doubt,
    )


def _scale_together(low: str, high: str) -> tuple[str, str]:
    """Give the lower end the scale of the upper one: "2 to 3 million" begins at two million."""
    scale = _SCALE_AT_END.search(high)
    if (
        scale
        and not _SCALE_AT_END.search(low)
        and parse_number(low) <= parse_number(high[: scale.start()].strip() or "1")
    ):
        return f"{low} {scale[0]}", high
    return low, high


def _read_sum(parts: list[Part], units: list[Unit], style: NumberStyle) -> Reading:
    """Add up the parts of a compound in the first one's canonical unit."""
    total, doubt = 0.0, None
    for position, ((number, _, _, _), unit) in enumerate(zip(parts, units, strict=True)):
        reading = read_number(number, style, whole=_is_whole(position, unit))
        total += reading.value * _ratio(unit, units[0])
        doubt = doubt or reading.doubt
    return Reading(total, doubt)


def _is_whole(position: int, unit: Unit) -> bool | None:
    """Say whether a fraction makes sense: not for things counted, always in the lower part of a compound."""
    if unit is COUNT or (unit.family == "money" and not position):
        return True  # "34,700 manats": cents have two digits
    return False if position else None


def _ratio(unit: Unit, first: Unit) -> float:
    if unit.family == first.family == "time":
        return unit.factor * SECONDS[unit.name] / SECONDS[first.name]
    if unit.name == "cm" and first.name == "m":
        return 0.01
    if unit.name == "m" and first.name == "km":
        return 0.001
    if unit.name != first.name and unit.family != first.family:
        raise NumberFormatError(f"{unit.name} and {first.name} do not add up.")
    return unit.factor


def _as_rate(found: Quantity, before: str, after: str) -> Quantity:
    """Turn a count into a rate for 100,000 where its base stands right after it."""
    close = re.match(r"[^,.;:()0-9]{0,60}?(?=\b(?:per|for every|for each|in every|to every)\b)", after, re.IGNORECASE)
    base = read_rate_base(after[close.end() : close.end() + 40]) if close else None
    return scale_rate(found, base[2]) if base else found


def scale_rate(found: Quantity, base: float) -> Quantity:
    """Return a rate stated for `base` as a rate for 100,000."""
    factor = PER_100K / base
    high = None if found.value_high is None else _tidy(found.value_high * factor)
    return Quantity(_tidy(found.value * factor), "per_100k", high, found.modifier)


def _share(part: float, whole: float) -> float:
    """Return a part in percent of its whole."""
    if not whole:
        raise NumberFormatError("Nothing has a share in zero.")
    return _tidy(100 * part / whole)


def _tidy(value: float) -> float:
    """Cut the dust of binary fractions: 12 significant digits are more than any release writes."""
    return float(f"{value:.12g}")
