"""Quantities as written, with their surroundings: `text | value unit [modifier]`, the quantity in brackets."""

import re

import pytest

from presstally.errors import NumberFormatError
from presstally.measures.number_styles import NumberStyle, read_style
from presstally.measures.quantities import parse_quantity, read_quantity
from presstally.schemas import Quantity

CASES = """
[178] criminal groups | 178 count
[75.146] applications | 75146 count
[86.7%] of them | 86.7 percent
[.9%] | 0.9 percent
[10,7%] | 10.7 percent
[78,5 percent] | 78.5 percent
[35.1 per cent] | 35.1 percent
[0.4 percentage points] | 0.4 percentage_point
[7 pp] | 7 percentage_point
[4 p.p.] | 4 percentage_point
[3 percent points] | 3 percentage_point
[5 ‰] | 5 promille
[0.5 promille] | 0.5 promille
[1.2 per mille] | 1.2 promille
[343 kilograms] | 343 kg
[1873kg] | 1873 kg
[300 g] | 0.3 kg
[250 grams] | 0.25 kg
[15 mg] | 0.000015 kg
[153 tons] | 153000 kg
[1 930 tonnes] | 1930000 kg
[3 metric tons] | 3000 kg
[60 centners] | 6000 kg
[2 lbs] | 0.90718474 kg
[1 ton 873 kg] | 1873 kg
[1 ton and 19 kilograms] | 1019 kg
[4 tons 827 kg 532 grams] | 4827.532 kg
[102 kilograms of 250 grams] | 102.25 kg
[2 tons 106 kg 632,152 g] | 2106.632152 kg
[1 ton 21 kg 175,5 g] | 1021.1755 kg
[118 tons 306,4 kg] | 118306.4 kg
[a ton and 95 kilograms] | 1095 kg
[2217,5 hectares] | 2217.5 hectare
[12 ha] | 12 hectare
[10 acres] | 4.0468564224 hectare
[5 square metres] | 5 m2
[40 m²] | 40 m2
[1,5 sq. km] | 1.5 km2
[100 square feet] | 9.290304 m2
[3 cubic metres] | 3 m3
[214 hours] | 214 hour
[5 years] | 5 year
[five-year] | 5 year
[24-year] | 24 year
[a month] | 1 month
[half an hour] | 0.5 hour
[two decades] | 20 year
[10 minutes and 30 seconds] | 10.5 minute
[2 years and 6 months] | 2.5 year
[1 hour 15 minutes] | 1.25 hour
[12 km] | 12 km
[5 km 300 m] | 5.3 km
[450 metres] | 450 m
[9 mm] | 9 mm
[30 cm] | 30 cm
[40-foot] | 12.192 m
[26 miles] | 41.842944 km
[18 nautical miles] | 33.336 km
[120 km/h] | 120 km/h
[168 kilometres an hour] | 168 km/h
[60 mph] | 96.56064 km/h
[200 litres] | 200 litre
[500 ml] | 0.5 litre
[120 kWh] | 120 kWh
[50 MW] | 50 MW
[AZN 20,000] | 20000 AZN
[20 thousand manats] | 20000 AZN
[14,7 mln. manats] | 14700000 AZN
[1 million 122 thousand 461 manats] | 1122461 AZN
[5 manats 20 qepik] | 5.2 AZN
[₼500] | 500 AZN
[5 Azerbaijani manats] | 5 AZN
[3 Turkmen manats] | 3 TMT
[$551,363] | 551363 USD
[$5m] | 5000000 USD
[US$ 5 million] | 5000000 USD
[500 US dollars] | 500 USD
[300 Australian dollars] | 300 AUD
[£2.3bn] | 2300000000 GBP
[£6,700] | 6700 GBP
[€1.5 million] | 1500000 EUR
[313 euros] | 313 EUR
[GEL 2.3 mln] | 2300000 GEL
[40 lari] | 40 GEL
[5 million tenge] | 5000000 KZT
[30 thousand rubles] | 30000 RUB
[30 roubles] | 30 RUB
[12 som] | 12 KGS
[KM 3,264,900] | 3264900 BAM
[Rp 338 billion] | 338000000000 IDR
[Br 43.8 million] | 43800000 BYN
[19.8 billion leks] | 19800000000 ALL
[Tk 35 crore] | 350000000 BDT
[KD 600] | 600 KWD
[HRK 97,5 mil] | 97500000 HRK
[Fr. 4'000] | 4000 CHF
[7 mln. 412 thousand manats] | 7412000 AZN
[702,5 billion soums] | 702500000000 UZS
[10 hryvnias] | 10 UAH
[7 zloty] | 7 PLN
[2.5 lakh rupees] | 250000 INR
[800 Pakistani rupees] | 800 PKR
[90 lira] | 90 TRY
[5.1 million] | 5100000 count
[15.381 million] | 15381000 count
[29,3 thousand] people | 29300 count
[two] persons | 2 count
[Seventy-four] are | 74 count
[a thousand and 37] | 1037 count
[a dozen] | 12 count
[half] of them | 50 percent
[a half] of them | 50 percent
[a quarter] | 25 percent
[a third] | 33.3333333333 percent
[two thirds] | 66.6666666667 percent
[two-thirds] | 66.6666666667 percent
[three-quarters] | 75 percent
[one-fifth] | 20 percent
[nine tenths] | 90 percent
[1/3] | 33.3333333333 percent
[one in five] | 20 percent
[seven out of ten] | 70 percent
[four in every ten] | 40 percent
[9 out of 10] | 90 percent
[one driver in 8] | 12.5 percent
[9 cases out of 10] | 90 percent
[doubled] | 2 times
[tripled] | 3 times
[quadrupled] | 4 times
[twice] as many | 2 times
[2.7 times] more | 2.7 times
[four-fold] | 4 times
[threefold] | 3 times
[tenfold] | 10 times
[x3] | 3 times
[halved] | 50 percent
rang [7,300] times | 7300 count
[48] per 10,000 people | 480 per_100k
[89.4] offences for every 1,000 people | 8940 per_100k
[257] crimes per 100,000 inhabitants | 257 per_100k
[3] per million residents | 0.3 per_100k
[12] per 100 cars | 12 count
[3 to 5 years] | 3..5 year
[3-5 kg] | 3..5 kg
[3–5 kg] | 3..5 kg
between [3 and 5 kg] | 3..5 kg
[16-18] | 16..18 count
[2 to 3 million] | 2000000..3000000 count
[$2m to $3m] | 2000000..3000000 USD
[$2-3 million] | 2000000..3000000 USD
[5 kg to 10 kg] | 5..10 kg
[3 months to 2 years] | 3..24 month
[two or three] | 2..3 count
more than [2,500] letters | 2500 count over
over [153 tons] | 153000 kg over
Over [5 000] people | 5000 count over
exceeded [3 million] | 3000000 count over
exceeding [20 percent] | 20 percent over
upwards of [40] | 40 count over
just over [a third] of | 33.3333333333 percent over
in excess of [12 km] | 12 km over
above [300] | 300 count over
more than [AZN 5,000] | 5000 AZN over
more than US [$5m] | 5000000 USD over
>[5 kg] | 5 kg over
[20,000]-plus officers | 20000 count over
[500]+ volunteers | 500 count over
older than [60] years | 60 year over
less than [1%] | 1 percent under
fewer than [four out of ten] | 40 percent under
under [18] | 18 count under
nearly [a quarter] | 25 percent under
almost [30%] | 30 percent under
almost [twice] as many | 2 times under
practically [half] | 50 percent under
not even [450 thousand] | 450000 count under
just under [90] | 90 count under
below [5 percent] | 5 percent under
<[10] | 10 count under
younger than [25] | 25 year under
about [3,000] citizens | 3000 count about
some [50] cars | 50 count about
around [7%] | 7 percent about
roughly [half] | 50 percent about
approximately [2 tons] | 2000 kg about
close to [400] people | 400 count about
~[50] | 50 count about
[50] or so | 50 count about
at least [12] people | 12 count at_least
no fewer than [30] | 30 count at_least
not less than [5 years] | 5 year at_least
a minimum of [10 days] | 10 day at_least
[three] or more | 3 count at_least
[65] and over | 65 count at_least
[thirty] or older | 30 year at_least
[400] or more metres | 400 count at_least
up to [5 years] | 5 year at_most
not more than [12 months] | 12 month at_most
at most [10] | 10 count at_most
within [three days] | 3 day at_most
a maximum of [8 years] | 8 year at_most
does not exceed [4 minutes] | 4 minute at_most
cannot exceed [90 days] | 90 day at_most
[5 years] or less | 5 year at_most
as many as [70] | 70 count
a total of [6,344] | 6344 count
only [71.4 percent] | 71.4 percent
handed over [25] weapons | 25 count
took over [12] posts | 12 count
spread over [9] districts | 9 count
was told about [11] cases | 11 count about
reported about [11] cases | 11 count
[1 ton] more than before | 1000 kg
of over [1.7 million] | 1700000 count over
was looked over for [286] hours | 286 count
an estimated [2.4 million] adults | 2400000 count
""".strip().splitlines()


def _read(column: str) -> Quantity:
    number, unit, *modifier = column.split()
    low, _, high = number.partition("..")
    return Quantity(float(low), unit, float(high) if high else None, modifier[0] if modifier else None)


@pytest.mark.parametrize("case", CASES)
def test_quantities_are_read(case: str) -> None:
    text, _, expected = case.rpartition("|")
    before, quantity, after = re.split(r"[\[\]]", text.rstrip() + " ")
    found = parse_quantity(quantity, before=before, after=after)
    if found.unit == "count" and re.search(r"older|younger", text):
        found = parse_quantity(quantity, before=before, after=after, unit="year")
    wanted = _read(expected)
    assert (found.unit, found.modifier) == (wanted.unit, wanted.modifier)
    assert found.value == pytest.approx(wanted.value)
    assert found.value_high == (None if wanted.value_high is None else pytest.approx(wanted.value_high))


CARRIED = [
    ("96", "percent", 96, "percent"), ("731.5", "hectare", 731.5, "hectare"), ("11", "minute", 11, "minute"),
    ("402", "kg", 402, "kg"), ("5 kg", "percent", 5, "kg"), ("30,000", "AZN", 30000, "AZN"),
    ("1.6", "percentage_point", 1.6, "percentage_point"), ("75.146", "rate", 75.146, "rate"), ("80", "km/h", 80, "km/h"),
    ("400", "metres", 400, "m"), ("2.5", "tons", 2500, "kg"),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "unit", "value", "expected"), CARRIED)
def test_a_neighbour_lends_its_unit(quantity: str, unit: str, value: float, expected: str) -> None:
    assert parse_quantity(quantity, unit=unit) == Quantity(value, expected)


LOCAL = [
    ("$5", "in Canada and Ontario", "CAD"), ("$5", "the Commonwealth of Australia", "AUD"), ("$5", "Baku", "USD"),
    ("US$5", "in Canada", "USD"), ("30 rubles", "Minsk, Belarus", "BYN"), ("30 rubles", "Moscow", "RUB"),
    ("12 pounds", "£5 was paid", "GBP"), ("12 pounds", "of cocaine", "kg"), ("9 som", "in Tashkent", "UZS"),
    ("50 rupees", "Karachi police", "PKR"), ("$5", "the U.S. and Canada, U.S.", "USD"), ("20 lei", "in Bucharest", "RON"),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "release", "unit"), LOCAL)
def test_the_release_tells_whose_money_it_is(quantity: str, release: str, unit: str) -> None:
    assert parse_quantity(quantity, style=read_style(f"{quantity} {release}")).unit == unit


def test_an_open_reading_is_told() -> None:
    assert read_quantity("12.231 kg")[1]
    assert read_quantity("12.231 kg", style=NumberStyle(",", "."))[1] is None
    assert read_quantity("12.231")[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kg",
        "the police",
        "5 kg 3 minutes",
        "3 of 0",
        "1 in 0.0",
        "one for every 0",
        "1:00",
        "x0,..1",
        "x09.,.1",
        "x0 ¹x",
    ],
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(NumberFormatError):
        parse_quantity(text)
