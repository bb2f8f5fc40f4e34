"""Numbers in sentences: `[quantity = value unit modifier]` in the text; `{number = reason}` where it is no amount."""

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import presstally.language.tokenizer
import presstally.pipes.line_sentencizer
import presstally.pipes.pattern_ruler
import presstally.pipes.quantity_normalizer  # noqa: F401
from presstally.lexicon import read_lexicon


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "presstally.NumberTokenizer.v1"}}})
    ruler = nlp.add_pipe("pattern_ruler")
    ruler.add_patterns([row for row in read_lexicon().patterns if row["label"] in ("QUANTITY", "EXCLUDED")])
    nlp.add_pipe("line_sentencizer")
    nlp.add_pipe("quantity_normalizer")
    return nlp


CASES = """
The court heard [178 = 178 count] groups of [466 = 466 count] people.
Guards seized [1 ton 873 kg = 1873 kg] of hashish and more than [2,500 = 2500 count over] pills.
Response fell from [11 = 11 minute] to [9 minutes = 9 minute].
Of the appeals [96 = 96 percent] and [94 percent = 94 percent] were answered.
Murders fell from [118 = 118 count] to [109 = 109 count], and [91.5 percent = 91.5 percent] of them were solved.
Shares of [96 = 96 percent], [95 = 95 percent] and [94 percent = 94 percent] were told.
Fields of [731.5 = 731.5 hectare], [402 = 402 hectare] and [214.4 hectares = 214.4 hectare] burned.
Arson fell by [42 = 42 count], theft by [19 = 19 count].
Fraud rose by [eight = 8 percent] and extortion by [three per cent = 3 percent].
The share was [92.7 = 92.7 percent], for thefts only [71.4 percent = 71.4 percent].
He faces from [3 to 5 years = 3..5 year] in prison.
The suspects are aged [16 to 24 = 16..24 year].
Fines of between [100 and 200 manats = 100..200 AZN] apply.
It rose from [3 = 3 count] to [5 = 5 count].
The crime rate per {100,000 = base_of_rate} inhabitants fell by [8 = 8 per_100k] facts and came to [257 = 257 per_100k].
That is [89.4 = 8940 per_100k] offences for every {1,000 = base_of_rate} people.
Reports rose [2.7 times = 2.7 times].
The alarm rang [7,300 = 7300 count] times.
Seizures more than [doubled = 2 times over] and fires became [2.5 times = 2.5 times] fewer.
Almost [twice = 2 times under] as many drivers were fined.
He was convicted {twice = idiom} before.
Attempts became [four times = 4 times] rarer.
Traffic was [a third = 33.3333333333 percent] denser than usual; of those held [a fifth = 20 percent] Syrians.
Of the cases [a quarter = 25 percent] satisfied; {a third = ordinal} officer went.
[Three = 3 count] hit mines, [one = 1 count] of them died; he was {one = idiom} of the worst.
They report roughly {one = idiom} every [15 minutes = 15 minute].
A crime takes place every [2 minutes 35 seconds = 2.58333333333 minute].
[Three of ten = 30 percent] passengers and, in [nine cases of ten = 90 percent], the driver.
[Every tenth = 10 percent] of them was solved, [every twelfth = 8.33333333333 percent] of those proven.
They took [25 litres = 25 litre] of acid and [one = 1 count] hand grenade.
Calls to {101 = service_number} totalled [1,296 = 1296 count]; [407 = 407 count] came to the {102 = service_number} service.
Deaths: [145 = 145 count] (-[24 = 24 count]), injured [6,518 = 6518 count] (-[1.7% = 1.7 percent]), thefts [107 = 107 count] (-[42 = 42 count]).
Repairs cost [DKK 275 million = 275000000 DKK] on time.
Riders of {two = idiom}-wheelers stood at of KM {96 = road_kilometre} of the road.
[Half = 50 percent] of them were solved in the first half of the shift.
A third person fled, but [a third = 33.3333333333 percent] of the goods was found.
[One in five = 20 percent] calls was false; [7 out of 10 = 70 percent] callers were men.
[One driver in 8 = 12.5 percent] was drunk.
The value is [AZN 937,318 = 937318 AZN] ([$551,363 = 551363 USD]).
Losses: [£2.3bn = 2300000000 GBP].
Thefts fell to [82 = 82 count] ([98 = 98 count]) in total.
Drugs: [4681 = 4681 count] (+[512 = 512 count] or [12.3% = 12.3 percent]).
Under Article {234 = article_number} he may get up to [8 years = 8 year at_most].
Articles {120 = article_number}, {126 = article_number} and {134 = article_number} of the Code apply.
By Order No. {71 = order_number} [33 = 33 count] people were rewarded.
Call Service "{102 = service_number}" at once.
The hotline {126 = phone} is open.
He came {54th = rank} of {137 = rank} drivers, which is a list.
At the {27th = road_kilometre} kilometre of the road [two = 2 count] cars met.
A {9 = version_or_model} mm pistol and [12 = 12 count] cartridges were found.
Ammunition of {7.62 mm = version_or_model} calibre cartridges was kept.
Boris is one of the most wanted men.
No {one = idiom} was hurt and {one = idiom} must wait.
[One = 1 count] person was hurt.
Hundreds of people came, [65 = 65 count] of them on foot.
The memory was honoured with a minute of silence.
Police work {24 = idiom}/{7 = idiom}.
Phone: ({012 = phone}) {562 = phone}-{34 = phone}-{07 = phone}.
The unit used AKM-74 rifles [five = 5 count] times.
See Table {4 = name_number} for [12 = 12 count] regions.
Under the new table [1,906 = 1906 count] owners paid.
Views: {3417 = view_count}
{1 = list_number}. Thefts: [204 = 204 count]
{2 = list_number}) Robberies: [11 = 11 count]
The bridge is [9\u00a0km = 9 km] long.
A [five-year = 5 year] term and a [12-kilogram = 12 kg] bag.
[412 g = 0.412 kg], [338 g = 0.338 kg] and [7 kg = 7 kg] were found in the bags.
The terms run from [3 months to 2 years = 3..24 month].
Speed was [20 minutes = 20 minute] on weekends and [10 = 10 minute] on weekdays.
[Ten = 10 count] officers and [a dozen = 12 count] cadets took part.
The official exchange rate is {1 = exchange_rate} dollar to {1.7 = exchange_rate} manats.
The area is [400 = 400 m at_least] or more metres wide.
Dwellings: [16-18 = 16..18 count].
TROOPERS: [SIX = 6 count] KILLED, DOWN FROM [NINE = 9 count].
Drugs worth [P148.2 million = 148200000 PHP] and properties worth [N14.3bn = 14300000000 NGN] were lost.
Penalties of [R61 250 000 = 61250000 ZAR] and a sum of [R187 462,50 = 187462.5 ZAR] followed.
Compensation stood at [Sh. 57.4m = 57400000 KES]; crossing the R61 took time.
The damage was [9 mld. Kč = 9000000000 CZK], and [KGS 86,000 = 86000 KGS] in cash was found.
Informants got [J$31.4 million = 31400000 JMD]; loot of [ALL 611 million = 611000000 ALL] stayed away.
The damage came to [AZN 34,700 = 34700 AZN].
Rangers burned [4.6M = 4600000 count] doses and [14.6m = 14600000 count] cigarettes behind a [2m = 2 m] fence.
Control takes [an hour and a half = 1.5 hour] and moves [one ton and a half = 1500 kg].
It improved by [half a percentage point = 0.5 percentage_point], within [0.8 of a percentage point = 0.8 percentage_point at_most].
[Every third = 33.3333333333 percent] crime is online, [each fourth = 25 percent] call false, {every second = idiom} day quiet.
London has [one officer for every 230 = 0.434782608696 percent] inhabitants; the ratio is [1:500 = 0.2 percent].
There were [45 = 45 per_100k] crimes for every {100,000 = base_of_rate} residents.
Over [a quarter of a million = 250000 count over] parcels were opened.
Reports were more than [double = 2 times over] the [612,500 = 612500 count] of spring.
He is [34 = 34 year]; the driver, [71 = 71 year], fled; a man, now [29 = 29 year], was held.
The youngest was [13 = 13 year] and the oldest [67 = 67 year].
Swimmers aged [12 = 12 year] and [nine = 9 year] were saved, persons under [18 = 18 year under] were not.
Young people between [13 and 17 = 13..17 year] went missing, and among the over-[65 = 65 year over]s many.
The patrol met [nine = 9 count] boats, [34 = 34 count], [12 = 12 count at_least] and more.
Within [3 working days = 3 day at_most] the fines of between [EUR 1,500 and 2,000 = 1500..2000 EUR] are due.
Its price fell from [$3,200 = 3200 USD] to [$2,150 = 2150 USD].
The damage shrank from [293.4 = 293400000 EUR] to [244.3 million euros = 244300000 EUR].
Opium rose from [3,800 tons = 3800000 kg] to [6,200 = 6200000 kg].
Tik shrank to [44,9 kg = 44.9 kg], a drop of [16,3 = 16.3 kg].
Canals took [52 percent = 52 percent], rivers [27 = 27 percent], ponds [21 = 21 percent].
Canals took [52 percent = 52 percent], rivers [27 = 27 count], ponds [2 = 2 count].
Terms were [2.2 years = 2.2 year] at the median. For arson it was [18 = 18 year], for fraud [1.7 = 1.7 year].
Guards seized [1,097.4 tonnes = 1097400 kg] of cannabis, then tramadol ([23.1 = 23100 kg]) and codeine ([6.9 = 6900 kg]).
There were [4,581.0 = 4581 per_100k] thefts for every {100,000 = base_of_rate} people, versus [4,632.4 = 4632.4 per_100k].
It was [105 = 105 per_100k] per {100 000 = base_of_rate} people. The highest rates were in Leeds ([220 = 220 per_100k]) and Bath ([187 = 187 per_100k]).
It was [16.2 = 16.2 per_100k] per {100,000 = base_of_rate} people. The highest rate was in Leeds ([20.5 = 20.5 per_100k]), with [120 = 120 count] in Bath.
The brake was overridden [31 = 31 count] times that month, [six times = 6 times] that of May.
Deaths hit [44 = 44 count], down [32 per cent = 32 percent] from [65 = 65 count].
Losses ranged from [$340 to $75,000 = 340..75000 USD]; farmers lost [N$21,6 million = 21600000 NAD].
Control takes [20 minutes = 20 minute], against [an hour and a half = 1.5 hour] before, then from [an hour and a half = 1.5 hour] to [9 = 9 hour].
Trust is [57 percent = 57 percent], up from [52 = 52 percent].
Fires in houses, a [2.4 percent = 2.4 percent] part, rose from [6.240 = 6240 count] to [6.511 = 6511 count].
Toll-free {0800 = phone} {555 010 = phone}; SMS {22846 = service_number}.
Interstates {64 = name_number}, {77 = name_number} and {81 = name_number} were closed at Pier {3 = name_number}.
A BMW {530 = version_or_model} and [12 = 12 count] BMW engines were found.
Between {22.10 = clock_time} and {06.40 = clock_time} the room handled [12 = 12 count] calls.
{A kilogram = base_of_rate} of opium fetched [$256 = 256 USD].
Calls numbered [1,042 = 1042 count].
Cases fell by [121 = 121 count], of the dead by [15 = 15 count] and of the wounded by [94 = 94 count], or by [6.1 = 6.1 percent], [1.9 = 1.9 percent] and [5.0 percent = 5 percent] respectively.
A shepherd of [29 = 29 year] was found; a taxi operator of [24 = 24 year] got [five = 5 count] fines; a team of [24 = 24 count] came.
[Sixty percent = 60 percent] of them are under [35 = 35 year under]; the suspect was under [15 = 15 year under] and the price under [35 = 35 count under].
The man, who at [93 = 93 year] is the eldest, is a father of [four = 4 count].
The crime rate per {100,000 = base_of_rate} of the population fell by [7 = 7 per_100k] facts and was equal to [241 = 241 per_100k].
There were [316 = 316 per_100k] addicts for each {100,000 = base_of_rate} people, while the figure was [300 = 300 per_100k] a year before.
In South Africa he paid [R500 = 500 ZAR] and [R187 462,50 = 187462.5 ZAR] on the R61, off the R102 road.
A beekeeper and a fireman of [52 = 52 year] fled; [29 percent = 29 percent] of victims were under [18 = 18 year under].
The number of victims was under [50 = 50 count under]; a fine of [52 = 52 count] followed.
[Two = 2 count] riders died, both over [75 = 75 year over]; he had not yet turned [18 = 18 year].
The youngest, at [sixteen = 16 year], was a pupil; a man aged [58 = 58 year] drowned, and [9 = 9 count] were saved.
It took [97 days = 97 day] – [six days = 6 day] fewer; they held [19,700 = 19700 count] – [twelve percent = 12 percent] more.
The term is [3 months – 2 years = 3..24 month], the rest [five – six days = 5..6 day].
In Cape Town an R8 and a form R12 were found with notes of [R50 = 50 ZAR].
Outside he drove the R500 and an R8.
Of the border [27 km = 27 km] out of [134 = 134 km] is fenced, and [3 = 3 count] out of [14 = 14 count] posts.
Visas cost [3 to 25 dollars = 3..25 USD], to change them - up to [1,000 = 1000 USD at_most].
The crew came [two minutes = 2 minute] earlier than planned.
Detroit [14 = 14 count] / [19 = 19 count], case {14/19 = code}.
""".strip().splitlines()
MARK = re.compile(r"([\[{])(.*?) = (.*?)[\]}]")


def _plain(case: str) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, str]]]:
    text, at = "", 0
    quantities, excluded = [], []
    for found in MARK.finditer(case):
        text += case[at : found.start()]
        if found[1] == "[":
            quantities.append((len(text), len(text) + len(found[2]), found[3]))
        else:
            excluded.append((len(text), found[3]))
        text += found[2]
        at = found.end()
    return text + case[at:], quantities, excluded


def _written(doc: Doc) -> list[tuple[int, int, str]]:
    rows = []
    for span in doc.ents:
        if span.label_ == "QUANTITY":
            q = span._.quantity
            high = "" if q["value_high"] is None else f"..{q['value_high']:.12g}"
            words = [f"{q['value']:.12g}{high}", q["unit"], q["modifier"] or ""]
            rows.append((span.start_char, span.end_char, " ".join(words).strip()))
    return rows


@pytest.mark.parametrize("case", CASES)
def test_numbers_of_a_sentence(nlp: Language, case: str) -> None:
    text, quantities, excluded = _plain(case)
    doc = nlp(text)
    assert _written(doc) == quantities
    reasons = [(span.start_char, span.end_char, span.label_) for span in doc.spans["excluded"]]
    for start, reason in excluded:
        assert [label for first, last, label in reasons if first <= start < last] == [reason]


def test_every_numeral_is_somewhere(nlp: Language) -> None:
    text = "\n".join(_plain(case)[0] for case in CASES)
    doc = nlp(text)
    covered = {token.i for span in (*doc.ents, *doc.spans["excluded"]) for token in span}
    assert [token.text for token in doc if token.norm_ == "<num>" and token.i not in covered] == []


WORDS = st.sampled_from(
    "5 12,5 1204 2019 0,5 one two half third twice a an the kg percent % $ AZN times points m g years year month of in to from and or - – "
    "( ) , . ; : / | + = per 100,000 every out more than over Article No. № rate exchange 5.5 mm minus which on by number rank 27th "
    "17:40 million 012 aged persons fell".split()
)
TEXTS = st.lists(st.one_of(WORDS, st.sampled_from(["\n", "\u00a0", "\r\n\r\n", "\u200b", "İ"])), max_size=14)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([" ", ""]))
def test_any_text_is_read_and_no_numeral_is_lost(nlp: Language, words: list[str], space: str) -> None:
    text = space.join(words)
    doc = nlp(text)
    for span in (*doc.ents, *doc.spans["excluded"]):
        assert text[span.start_char : span.end_char] == span.text
    covered = {token.i for span in (*doc.ents, *doc.spans["excluded"]) for token in span}
    assert all(token.i in covered for token in doc if token.norm_ == "<num>")


def test_furniture_counts_nothing(nlp: Language) -> None:
    doc = nlp.make_doc("Comments 12 and 15 more\nPolice found 7 cars.")
    doc.spans["furniture"] = [doc[0:5]]
    for _, pipe in nlp.pipeline:
        doc = pipe(doc)
    assert [span.text for span in doc.ents if span.label_ == "QUANTITY"] == ["7"]
    assert {span.label_ for span in doc.spans["excluded"]} == {"furniture"}


def test_an_open_reading_needs_review(nlp: Language) -> None:
    doc = nlp("They seized 12.231 kg of tea.")
    assert doc.ents[0]._.review and doc.ents[0]._.method
    doc = nlp("Visas cost 3 to 25 dollars, to change them - up to 1,000.")
    assert [bool(span._.review) for span in doc.ents] == [False, True]
