"""What a numeral is worth. Add a line: text | value, and after another | what the release or the counted thing says."""

import pytest

from presstally.errors import NumberFormatError
from presstally.measures.numbers import NO_STYLE, NumberStyle, parse_number, read_number, read_style

PLAIN = """
12,411 | 12411
247 964 | 247964
6\u00a0344 | 6344
6\u202f344 | 6344
1\u2009204\u2009331 | 1204331
20\u200b000 | 20000
1\u00ad204 | 1204
12'205 | 12205
12’205 | 12205
1852 | 1852
.9 | 0.9
0.125 | 0.125
0,632 | 0.632
29,3 | 29.3
86.7 | 86.7
2217,5 | 2217.5
1,234.5 | 1234.5
1.234,5 | 1234.5
12,231,507 | 12231507
12.231.507 | 12231507
1 234,56 | 1234.56
12,34,567 | 1234567
5.1 million | 5100000
14,7 mln | 14700000
14,7 mln. | 14700000
2.3bn | 2300000000
2.3 bln | 2300000000
29,3 thousand | 29300
15.381 million | 15381000
300 thsd | 300000
1,5 milliard | 1500000000
3 trillion | 3000000000000
2.5 lakh | 250000
7.84 crore | 78400000
5m | 5000000
20k | 20000
14 million 305 thousand | 14305000
1 million 122 thousand 461 | 1122461
5 thousand 300 | 5300
2 hundred | 200
two | 2
twenty-three | 23
twenty three | 23
Seventy-four | 74
one hundred | 100
a hundred | 100
three hundred and forty-two | 342
three hundred forty-two | 342
two hundred thousand | 200000
three thousand four hundred and six | 3406
one million two hundred thousand | 1200000
two and a half thousand | 2500
two and a half | 2.5
a million and a half | 1500000
half a million | 500000
half a dozen | 6
two dozen | 24
a dozen | 12
a thousand | 1000
a thousand and 37 | 1037
ninety-nine | 99
nineteen | 19
zero | 0
2½ | 2.5
¾ | 0.75
hundred and five thousand | 105000
""".strip().splitlines()


def _cases(lines: list[str]) -> list[tuple[str, float]]:
    return [(text.strip(" "), float(value)) for text, value in (line.split("|") for line in lines)]


@pytest.mark.parametrize(("number", "value"), _cases(PLAIN))
def test_numbers_that_read_one_way(number: str, value: float) -> None:
    assert parse_number(number) == pytest.approx(value)


# number, decimal mark of the release, its thousands mark, whole -> value, open?
THREE_DIGITS = [
    ("75.146", None, None, True, 75146, False),
    ("75.146", ".", ",", True, 75146, False),
    ("75,146", ",", None, True, 75146, False),
    ("632,152", ".", None, False, 632.152, False),
    ("632.152", None, None, False, 632.152, False),
    ("12.231", ",", ".", None, 12231, False),
    ("12.231", None, ".", None, 12231, False),
    ("12.231", ".", ",", None, 12.231, True),
    ("12.231", None, None, None, 12.231, True),
    ("12,231", None, None, None, 12231, False),
    ("12,231", ".", None, None, 12231, False),
    ("12,231", ",", None, None, 12.231, True),
    ("1,305 million", ".", None, None, 1305e6, False),
    ("1,305 million", ",", None, None, 1.305e6, False),
    ("0.231", ",", ".", True, 0.231, False),
]


@pytest.mark.parametrize(("number", "decimal", "thousands", "whole", "value", "is_open"), THREE_DIGITS)
def test_three_digits_after_a_mark(
    number: str, decimal: str | None, thousands: str | None, whole: bool | None, value: float, is_open: bool
) -> None:
    reading = read_number(number, NumberStyle(decimal, thousands), whole=whole)
    assert reading.value == pytest.approx(value)
    assert (reading.doubt is not None) is is_open


STYLES = [
    ("4,5 kg and 2217,5 ha of 12.231 and 4.018", ",", "."),
    ("86.7 percent of 26,004 and of 1,028", ".", ","),
    ("1,234.5 kg", ".", ","),
    ("1.234,5 kg", ",", "."),
    ("12 460 tablets and 3,6 kg", ",", None),
    ("on 24.10.2022 some 12 people", None, None),
    ("no numbers", None, None),
    ("3,614", None, None),
]


@pytest.mark.parametrize(("text", "decimal", "thousands"), STYLES)
def test_a_release_shows_its_style(text: str, decimal: str | None, thousands: str | None) -> None:
    style = read_style(text)
    assert (style.decimal, style.thousands) == (decimal, thousands)


def test_words_that_are_no_number_are_refused() -> None:
    with pytest.raises(NumberFormatError, match="manats"):
        parse_number("20 manats", NO_STYLE)
    with pytest.raises(NumberFormatError):
        parse_number("")
