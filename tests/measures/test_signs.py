"""Signs and rate bases from the text before a number: `before | sign`."""

import pytest

from presstally.measures.modifiers import is_rate_base, read_rate_base, read_sign

SIGNS = [
    ("(-", -1), ("(+", 1), ("(−", -1), ("(–", -1), ("| -", -1), ("| +", 1), ("or -", -1), ("by −", -1), ("by –", -1), ("-", -1),
    ("–", -1), ("-$", -1), ("+£", 1), ("12.3% -", -1), ("fell –", None), ("16-", None), ("16–", None), ("crimes – ", None),
    ("\n-", None), ("\n- ", None), ("Tbilisi -", None), ("A-", None), ("", None), ("word ", None), ("1+", None), ("[-", -1),
]  # fmt: skip


@pytest.mark.parametrize(("before", "sign"), SIGNS)
def test_signs_are_no_dashes(before: str, sign: int | None) -> None:
    assert read_sign(before) == sign


BASES = [
    ("crimes per 100,000 inhabitants", 1e5), ("for every 1,000 people", 1e3), ("per 10 000 of population", 1e4), ("per million", 1e6),
    ("per hundred thousand inhabitants", 1e5), ("for each 1,000", 1e3), ("per day", None), ("per 100 cars", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "base"), BASES)
def test_bases_of_rates(text: str, base: float | None) -> None:
    found = read_rate_base(text)
    assert (found[2] if found else None) == base


def test_a_base_is_known_by_the_words_before() -> None:
    assert is_rate_base("crimes per ") and is_rate_base("for every ")
    assert not is_rate_base("persons and ")
