"""Where numerals stand in running text. A case: text with every numeral in brackets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presstally.measures.numbers import find_numerals, is_numeral, numeral_class, parse_number

CASES = """
[12,411] crimes and [12.231] more
[247 964] persons
[6\u00a0344] persons; [6\u202f344] persons; [6\u2009344] persons
[20\u200b000] and [1\u00ad204]
[12'205] and [12’205]
[1852] cases
([.9]%) and ([.9]%)
[29,3 thousand], [14,7 mln], £[2.3bn]
[14,7 mln.] manats
[24,4 mil.] persons; Rp[338 billion], VNĐ[9.2 trillion]
[7 mln. 412 thousand] manats; it cost [7 mln.] [30] men came
[14 million 305 thousand] manats
[1 million 122 thousand 461] manats
$[5m], £[20k], $[2.5 m] and [5] m of road
EUR [3 m] was paid
AZN[20,000]
[three hundred and forty-two] men
[Two and a half thousand] people
[a thousand and 37] of them
[a dozen] of eggs, [half a million] trees, [half a dozen] men
[a million and a half] manats
[Seventy-four] are foreigners
[one hundred]; [twenty-three]
[one hundred and five] cars
[two hundred thousand] and [five thousand five hundred]
in [2020] [312] families
a list of [5], [120]
[9 000] [12 000]
On September [19] [120] people came
on Novruz [3 600] employees
[1873]kg, [300]g. and [20mln]
names AKM-74, G20, A4, Be-200, COVID-19, 11¹, 9K38, 4x4
the 1990s and the 30s
[16]-[18] years, [5]–[7] kg
[2019]-[2021]
mid-[2022], under-[18]
[562]-[34]-[07]
no number: 234.4.3 or 1.2.3.4
[5]-year term, [five]-year term
[2½] hours, [½] of it
[12,34,567] rupees, [2.5 lakh] and [3 crore]
between [five thousand] and [six thousand]
[2 thousand] and [300] tablets
[2.5 million] [300] times
a few hundred people, hundreds of them, anyone, someone, tone
[1,234.5] and [1.234,5] and [1 234,5] and [1'234.50]
[5.38 million]¹ and [1,028]¹
[Ten] of [ten]; [zero]
(+[512] or [12.3]%)
Wörter [12] ölçü
[sixty-one], twenty-third, [twenty]
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_numerals_are_found(case: str) -> None:
    text = re.sub(r"[\[\]]", "", case)
    found = [text[n.start : n.end] for n in find_numerals(text) if n.kind == "num"]
    assert found == re.findall(r"\[(.*?)\]", case)


KINDS = [
    ("27.10.2023", "numdate"), ("2021-01-18", "numdate"), ("18/07/2024", "numdate"), ("05.06.21", "numdate"),
    ("2023/24", "yearpair"), ("2022-23", "yearpair"), ("2019/2020", "yearpair"), ("17:40", "clock"), ("9.30am", "clock"),
    ("10 a.m.", "clock"), ("10pm", "clock"), ("27th", "nth"), ("1,000th", "nth"), ("twenty-third", "nth"), ("22nd", "nth"),
    ("12", "num"), ("one", "num"), ("14,7 mln.", "num"), ("5m", "num"), ("a dozen", "num"),
    ("a", None), ("and", None), ("tone", None), ("AKM-74", None), ("12kg", None), ("32.13.2020", None), ("", None), ("25:70", None),
]  # fmt: skip


@pytest.mark.parametrize(("word", "kind"), KINDS)
def test_words_have_a_class(word: str, kind: str | None) -> None:
    assert numeral_class(word) == kind
    assert is_numeral(word) is (kind == "num")


RAW = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(list("0123456789.,' -–’\u00a0\u202f\u200b\u00ad\u200f\ufeff\r\n%$əğİıÖş\u0301")),
    )
)
PIECES = st.lists(
    st.one_of(
        RAW,
        st.sampled_from(
            ["million", " thousand", "two", " and ", "a half", "hundred", " mln.", "th", "kg", "1 204", "12,5"]
        ),
    ),
    max_size=12,
).map("".join)


@given(PIECES)
def test_numerals_stand_in_bounds_and_can_be_read(text: str) -> None:
    at = 0
    for numeral in find_numerals(text):
        assert at <= numeral.start < numeral.end <= len(text)
        at = numeral.end
        if numeral.kind == "num":
            assert parse_number(text[numeral.start : numeral.end]) >= 0
