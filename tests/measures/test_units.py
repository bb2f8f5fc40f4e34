"""Units by their surface forms, and their agreement with the words of the lexicon."""

import pytest

from presstally.lexicon import read_lexicon
from presstally.measures.units import CURRENCIES, UNITS, find_unit

FORMS = [
    ("kg", "kg", 1), ("Kilograms", "kg", 1), ("g", "kg", 0.001), ("TONS", "kg", 1000), ("centners", "kg", 100), ("oz", "kg", 0.028349523125),
    ("km", "km", 1), ("mm", "mm", 1), ("feet", "m", 0.3048), ("ha", "hectare", 1), ("square metres", "m2", 1), ("sq. km", "km2", 1),
    ("sq m", "m2", 1), ("cubic meters", "m3", 1), ("square feet", "m2", 0.09290304), ("litres", "litre", 1), ("ml", "litre", 0.001),
    ("years", "year", 1), ("hrs", "hour", 1), ("percent", "percent", 1), ("per cent", "percent", 1), ("%", "percent", 1),
    ("percentage points", "percentage_point", 1), ("percentage point", "percentage_point", 1), ("pp", "percentage_point", 1),
    ("promille", "promille", 1), ("per mille", "promille", 1), ("kWh", "kWh", 1), ("km/h", "km/h", 1), ("km per hour", "km/h", 1),
    ("manats", "AZN", 1), ("US dollars", "USD", 1), ("Canadian dollars", "CAD", 1), ("Turkmen manats", "TMT", 1), ("qepik", "AZN", 0.01),
    ("₾", "GEL", 1), ("Rs.", "INR", 1), ("times", "times", 1), ("persons", None, 0), ("", None, 0), ("of drugs", None, 0),
]  # fmt: skip


@pytest.mark.parametrize(("words", "name", "factor"), FORMS)
def test_units_are_found(words: str, name: str | None, factor: float) -> None:
    unit = find_unit(words)
    assert (unit.name if unit else None) == name
    if unit:
        assert unit.factor == pytest.approx(factor)


def test_every_unit_word_of_the_lexicon_has_a_value() -> None:
    classes = read_lexicon().classes
    names = ("mass", "money", "moneysign", "cents", "distance", "area", "volume", "time", "share", "pp", "power")
    assert [word for name in names for word in sorted(classes[name]) if find_unit(word) is None] == []


def test_no_form_means_two_currencies() -> None:
    forms = [form for words in CURRENCIES.values() for form in words.split()]
    assert len(forms) == len(set(forms))
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)
    assert all(unit.factor > 0 for unit in UNITS.values())
