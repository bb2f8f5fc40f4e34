"""Units from the heads of rows and columns; the cell that is asked for stands in brackets."""

import pytest

from presstally.language.table_units import find_table_unit

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
    ("no table, % [20]", None),
    ("[20]", None),
]


@pytest.mark.parametrize(("text", "unit"), CASES)
def test_heads_state_units(text: str, unit: str | None) -> None:
    plain = text.replace("[", "").replace("]", "")
    assert find_table_unit(plain, text.index("[")) == unit
