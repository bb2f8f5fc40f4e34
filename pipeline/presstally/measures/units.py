"""Units: surface forms, canonical names and factors. Pure tables and one look-up."""

from __future__ import annotations

from typing import NamedTuple

from presstally.measures.currencies import CENTS, CURRENCIES, NATIONAL


class Unit(NamedTuple):
    """A canonical unit; `factor` turns a number in the written unit into it; `family` says which units add up."""

    name: str
    factor: float
    family: str


def _table() -> dict[str, Unit]:
    """Return surface form (lower case) -> Unit. One line a unit: canonical name, factor, family, surface forms."""
    rows = """
        kg 1 mass kg kgs kilogram kilograms kilogramme kilogrammes kilo kilos
        kg 0.001 mass g gr gram grams gramme grammes
        kg 0.000001 mass mg milligram milligrams
        kg 1000 mass t ton tons tonne tonnes
        kg 100 mass centner centners quintal quintals
        kg 0.45359237 mass lb lbs
        kg 0.028349523125 mass oz ounce ounces
        km 1 distance km kms kilometre kilometres kilometer kilometers
        m 1 distance m metre metres meter meters
        cm 1 distance cm centimetre centimetres centimeter centimeters
        mm 1 distance mm millimetre millimetres millimeter millimeters
        km 1.609344 distance mile miles
        m 0.3048 distance foot feet ft
        m 0.0254 distance inch inches
        m 0.9144 distance yard yards
        hectare 1 area ha hectare hectares
        hectare 0.01 area sotka sotkas
        hectare 0.40468564224 area acre acres
        m2 1 area m2 m² sqm sq.m
        km2 1 area km2 km²
        litre 1 volume litre litres liter liters l
        litre 0.001 volume ml millilitre millilitres milliliter milliliters
        litre 10 volume decalitre decalitres
        m3 1 volume m3 m³
        litre 3.785411784 volume gallon gallons
        year 1 time year years yr yrs
        year 10 time decade decades
        month 1 time month months
        week 1 time week weeks
        day 1 time day days
        hour 1 time hour hours hr hrs h
        minute 1 time minute minutes min mins
        second 1 time second seconds sec secs
        percent 1 share % percent percents per-cent pct pc
        percentage_point 1 points pp pps ppt p.p. points point
        promille 1 promille ‰ promille promilles permille
        kWh 1 energy kwh
        MWh 1 energy mwh
        GWh 1 energy gwh
        kW 1 power kw
        MW 1 power mw
        MVA 1 power mva
        kV 1 voltage kv
        V 1 voltage volts
        km/h 1 speed km/h kmh kph
        km/h 1.609344 speed mph
        knot 1 speed knot knots
        °C 1 heat °c degrees
        dB 1 sound db
        hp 1 horse hp horsepower
        GB 1 data gb
        TB 1 data tb
        MB 1 data mb
        times 1 times times x fold
    """
    units = {}
    for row in rows.strip().splitlines():
        name, factor, family, *forms = row.split()
        units.update({form: Unit(name, float(factor), family) for form in forms})
    return units


UNITS = _table()
UNITS |= {form: Unit(code, 1.0, "money") for code, forms in CURRENCIES.items() for form in forms.split()}
UNITS |= {form: Unit(code, 0.01, "money") for form, code in CENTS.items()}
# Two words: a power of a length.
_POWERS = {
    ("square", "m"): "m2", ("square", "km"): "km2", ("cubic", "m"): "m3", ("square", "cm"): "cm2", 
 ("cubic", "cm"): "cm3",
}  # fmt: skip
# Seconds in the units of time that can stand in one compound; a year has twelve months and 365 days.
SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 31536000 / 12,
    "year": 31536000,
}


_SPEEDS = frozenset(
    f"{length} {per} {hour}"
    for length in ("km", "kilometres", "kilometers")
    for per, hour in (("/", "h"), ("per", "hour"), ("an", "hour"))
)


def find_unit(words: str) -> Unit | None:
    """Return the unit that a phrase names ("kg", "square metres", "US dollars", "per cent"); None for no unit."""
    parts = words.lower().replace("-", " ").replace("percentage", "").split()
    if not parts:
        return None
    phrase, last = " ".join(parts), parts[-1]
    if phrase in ("per mille", "per mill", "mg%"):
        return UNITS["promille"]
    if phrase in ("per cent", "points", "point", "p . p ."):
        return UNITS["percent" if phrase == "per cent" else "pp"]
    if phrase in _SPEEDS:
        return UNITS["km/h"]
    if phrase in ("miles per hour", "miles an hour"):
        return UNITS["mph"]
    if parts[0] == "nautical" and len(parts) == 2:
        return Unit("km", 1.852, "distance")
    unit = UNITS.get(last) or UNITS.get(last.rstrip("."))
    power = {"sq": "square", "sq.": "square", "cu": "cubic"}.get(parts[0], parts[0])
    if unit and (power, unit.name) in _POWERS:
        name = _POWERS[power, unit.name]
        return Unit(name, unit.factor ** (3 if power == "cubic" else 2), "volume" if power == "cubic" else "area")
    if unit and unit.family == "money" and len(parts) > 1:
        stem = last[:-1] if last.endswith("s") and last != "leus" else last
        if code := NATIONAL.get((parts[-2], stem)):
            return Unit(code, 1.0, "money")
    return unit


def canonical_unit(words: str) -> str:
    """Return the canonical name of a unit told in words or by that name itself ("tons" -> kg, "percentage_point")."""
    found = find_unit(words.replace("_", " ") + ("s" if words == "percentage_point" else ""))
    return found.name if found else words
