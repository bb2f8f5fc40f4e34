"""Units from the heads of rows and columns; the cell that is asked for stands in brackets."""

import pytest

from presstally.language.table_units import find_table_base, find_table_unit, is_change_column
from presstally.measures.units import canonical_unit

CASES = [
    ("| Solved, % | [79,8] | 77,4 |", "percent"),
    ("| Solved, % | 79,8 | 77,4 | +[2,4] |", "percentage_point"),
    ("Heroin (kg) | [12] | 14", "kg"),
    ("Crimes | 2020 | Change, %\nThefts | 20 | [5,5]", "percent"),
    ("Crimes | 2020 | Change, %\nThefts | [20] | 5,5", None),
    ("Crimes\t2020\t% change\nThefts\t20\t-[5,5]", "percent"),
    ("Crimes | 2020 | 2021\n\nThefts | 20 | [5,5]", None),
    ("Losses, AZN | [20] | 30", "AZN"),
    ("Thefts, total | [20] | 30", None),
    ("7 | First engine, mins | [7.52] | 8", "minute"),
    ("Shares of outcomes, per cent\nKind\t2020\t2021\nCharged\t[15]\t13", "percent"),
    ("Seized, kg\n\nKind | 2020 | 2021\nOpium | [48] | 30", "kg"),
    ("Kind; 2020; 2021; change, per cent\nThefts; 91; 97; [6.5]", "percent"),
    ("Kind; 2020; 2021; change, per cent\nThefts; 91; [97]; 6.5", None),
    ("He paid 5; she paid 6; they paid [7], per cent", None),
    ("no table, % [20]", None),
    ("[20]", None),
]


@pytest.mark.parametrize(("text", "unit"), CASES)
def test_heads_state_units(text: str, unit: str | None) -> None:
    plain = text.replace("[", "").replace("]", "")
    found = find_table_unit(plain, text.index("["))
    assert (canonical_unit(found.unit) if found else None) == unit


SCALES = [
    ("Cocaine (t) | [37,9] | 34,6", ("t", "")),
    ("Cigarettes (million packs) | [41,3] | 44", ("", "million")),
    ("Losses, thousand manats | [41] | 44", ("manats", "thousand")),
    ("Pills, thousands | [41] | 44", ("", "thousand")),
]


@pytest.mark.parametrize(("text", "stated"), SCALES)
def test_heads_state_scales(text: str, stated: tuple[str, str]) -> None:
    assert find_table_unit(text.replace("[", "").replace("]", ""), text.index("[")) == stated


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kind | 2020 | Var. %\nTheft | 228 | [3,1]", True),
        ("Kind | 2020 | Difference\nTheft | 228 | [3]", True),
        ("Kind | 2020 | Difference\nTheft | [228] | 3", False),
        ("a change of [3]", False),
    ],
)
def test_heads_tell_changes(text: str, expected: bool) -> None:
    assert is_change_column(text.replace("[", "").replace("]", ""), text.index("[")) is expected


BASES = [
    ("Region; crimes; per 10,000 people\nNorth; 412; [18,9]", 10_000),
    ("Region; crimes; per 10,000 people\nNorth; [412]; 18,9", None),
    ("Region | Rate per 100,000 | Crimes\nNorth | 5 | 6\nSouth | [41.2] | 8", 100_000),
    ("no table, per 1,000 [20]", None),
]


@pytest.mark.parametrize(("text", "base"), BASES)
def test_heads_state_bases(text: str, base: float | None) -> None:
    at = text.index("[")
    assert find_table_base(text.replace("[", "").replace("]", ""), at) == base
