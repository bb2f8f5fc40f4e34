"""Small releases whose numbers are linked to periods; kind and comparison are set by hand, as change_reader would."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from presstally.pipeline import build
from presstally.pipes.period_linker import PeriodLinker

# In the texts: [12] is a level, {12} a change, <12> a level of the period compared with; [5 year] has a unit.
MARK = re.compile(r"[\[{<](\d[\d,.]*)(?: (\w+))?[\]}>]")
KINDS = {"[": ("level", None), "{": ("change", None), "<": ("level", True)}


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = build()
    used = ("furniture_masker", "line_sentencizer", "entity_ruler", "date_normalizer")
    for name in [name for name in pipeline.pipe_names if name not in used]:
        pipeline.remove_pipe(name)
    return pipeline


def link(nlp: Language, marked: str, published: str) -> list[tuple[str, str | None, str | None]]:
    """Return (number, period, period compared with) of each marked number, periods as start/end."""
    text, marks = _unmark(marked)
    doc = nlp.make_doc(text)
    doc._.release = {"published": published}
    doc = nlp(doc)
    quantities = []
    for start, end, sign, unit in marks:
        span = doc.char_span(start, end, label="QUANTITY", alignment_mode="expand")
        assert span is not None
        span._.quantity = {"value": 1.0, "unit": unit or "count"}
        span._.kind, span._.compared = KINDS[sign]
        quantities.append(span)
    doc.ents = filter_spans([*[e for e in doc.ents if e.label_ == "DATE"], *quantities])
    PeriodLinker()(doc)
    return [(span.text, _child(doc, span, "DURING"), _child(doc, span, "COMPARED_TO")) for span in quantities]


def _unmark(marked: str) -> tuple[str, list[tuple[int, int, str, str | None]]]:
    text, at, marks = "", 0, []
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[0][0], mark[2]))
        text += mark[1] + (f" {mark[2]}s" if mark[2] else "")
        at = mark.end()
    return text + marked[at:], marks


def _child(doc: Doc, quantity: Span, kind: str) -> str | None:
    borders = [quantity.start_char, quantity.end_char, "QUANTITY"]
    found = [row for row in doc._.relations if row["type"] == kind and row["head"] == borders]
    assert len(found) < 2
    if not found:
        return None
    date = doc.char_span(*found[0]["child"][:2])
    assert date is not None
    days = found[0].get("days") or date._.dates
    return f"{days['start']}/{days['end']}"


Y20, Y21, Y22 = ("2020-01-01/2020-12-31", "2021-01-01/2021-12-31", "2022-01-01/2022-12-31")
H22, H21 = "2022-01-01/2022-06-30", "2021-01-01/2021-06-30"
N23, N22 = "2023-01-01/2023-09-30", "2022-01-01/2022-09-30"


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Results of 2022 are out.\n\n[40] thefts were registered.", "2023-01-20", [(Y22, None)]),
        ("Results of 2022 are out. Thefts fell by {4} compared with 2021.", "2023-01-20", [(Y22, Y21)]),
        ("In 2022, [40] thefts and [3] murders were registered.", "2023-01-20", [(Y22, None), (Y22, None)]),
        ("Thefts fell from <44> in 2021 to [40] in 2022.", "2023-01-20", [(Y21, None), (Y22, None)]),
        ("Results of 2022: thefts fell from <44> in 2021 to [40].", "2023-01-20", [(Y21, None), (Y22, None)]),
        ("[40] thefts were registered in 2022 (<44> in 2021).", "2023-01-20", [(Y22, None), (Y21, None)]),
        ("In the first half of 2022, [9] fires (-{2} or {18.2}% against the first half of 2021).", "2022-07-20",
         [(H22, None), (H22, H21), (H22, H21)]),
        ("In the first half of 2022, [9] fires broke out, {2} fewer than a year earlier.", "2022-07-20",
         [(H22, None), (H22, H21)]),
        ("Results of the first half of 2022 are out. Against the same months of 2021, thefts rose by {5}. "
         "Robberies were [7] instead of <9>.", "2022-07-20", [(H22, H21), (H22, None), (H21, None)]),
        ("In nine months of this year [12] groups were found.\n\nOn October 20 the Board met; [30] raids were praised.",
         "2023-10-20", [(N23, None), (N23, None)]),
        ("Results of nine months of 2023. As of October 1, [33] addicts were listed, [6] of them women.", "2023-10-20",
         [("2023-10-01/2023-10-01", None), ("2023-10-01/2023-10-01", None)]),
        ("Results of the first half of 2022.\n\nIn May a flood came. [46] houses stood under water.\n\n[5] boats went out.",
         "2022-07-20", [("2022-05-01/2022-05-31", None), (H22, None)]),
        ("Results of nine months of 2023. Over the past five years, [40] officers were trained.", "2023-10-27",
         [("2018-10-28/2023-10-27", None)]),
        ("Results of 2022. The second quarter brought [9] fires; a year before, it had closed with [11].", "2023-01-20",
         [("2022-04-01/2022-06-30", None), ("2021-04-01/2021-06-30", None)]),
        ("Results of 2022: thefts fell from <44> to [40].", "2023-01-20", [(Y21, None), (Y22, None)]),
        ("Results of the first half of 2022. Thefts: [9] (2021: <12>).", "2022-07-20", [(H22, None), (H21, None)]),
        ("Results of the first half of 2022. Thefts: [9] (<12> in 2021).", "2022-07-20", [(H22, None), (Y21, None)]),
        ("Results of 2022: {6} fewer fires than the [15] recorded in 2021.", "2023-01-20", [(Y22, Y21), (Y21, None)]),
        ("Results of 2022: [90] cars, exceeding by {58} the figure of 2021.", "2023-01-20", [(Y22, None), (Y22, Y21)]),
        ("In nine months of 2023, [40] fires; [7] people died since January.", "2023-10-20", [(N23, None), (N23, None)]),
        ("Through December 15, officers had seized [12] kg of heroin this year.", "2022-12-20",
         [("2022-01-01/2022-12-15", None)]),
        ("Thefts and robberies\n\nYear; Thefts; Robberies\n2021; [15]; [4]\n2022; [16]; [5]", "2023-01-20",
         [(Y21, None), (Y21, None), (Y22, None), (Y22, None)]),
        ("Offences in 2022\n\nType; 2021; 2022\nThefts; [15]; [4]\nRobberies; [16]; [5]", "2023-01-20",
         [(Y21, None), (Y22, None), (Y21, None), (Y22, None)]),
        ("Results of the first half of 2022.\n\nOn 5 May a boat sank. [12] men were saved.\n\n[5] boats went out.",
         "2022-07-20", [("2022-05-05/2022-05-05", None), (H22, None)]),
        ("The meeting summed up the results of last year, with [60] cars as of January 1.\n\n[7] fires broke out.",
         "2023-01-20", [("2023-01-01/2023-01-01", None), (Y22, None)]),
        ("Search work in the first quarter\n\nIn the past three months [12] men were found.", "2022-04-16",
         [("2022-01-01/2022-03-31", None)]),
        ("Criminal chronicle of the police\n\nDuring the past day, across the whole of the republic, [31] crimes were "
         "solved.\n\n[7] men were caught.", "2022-05-05", [("2022-05-04/2022-05-04", None)] * 2),
        ("In 2022, thefts more than doubled, by {2}, since 2020.", "2023-01-20", [(Y22, Y20)]),
        ("In 2022 there were [57] murders, the fewest since 2014.", "2023-01-20", [(Y22, None)]),
        ("In 2022 [3] men aged [20 year] were jailed for [5 year].", "2023-01-20",
         [(Y22, None), (None, None), (None, None)]),
        ("Results of 2022. [6] stations are open, [4] more will open.", "2023-01-20", [(Y22, None), (None, None)]),
        ("In 2022 a ship of a [5]-state group went down; [9] men died.", "2023-01-20", [(None, None), (Y22, None)]),
        ("In 2022 drivers each paid [60 EUR]. Fines in sum of [40 EUR] were imposed.", "2023-01-20",
         [(None, None), (Y22, None)]),
        ("Results of 2022. The helpers who passed out in May were [40].", "2023-01-20",
         [("2022-05-01/2022-05-31", None)]),
        ("Results of 2022. In the camps today are [29] men and [4] women.\n\n[7] fled.", "2023-01-20",
         [("2023-01-20/2023-01-20", None), ("2023-01-20/2023-01-20", None), (Y22, None)]),
        ("Results of January 2023. From 2 to 5 February, officers checked the roads. [40] cars were stopped.",
         "2023-02-06", [("2023-02-02/2023-02-05", None)]),
        ("Results of 2022. In 2021 the load was [24] cases; it grew by {6}.", "2023-01-20", [(Y21, None), (Y22, Y21)]),
        ("Results of 2022. Died of overdose: [23], in 2021 [36].", "2023-01-20", [(Y22, None), (Y21, None)]),
        ("Results of 2022. Thefts were {2} per cent up on 2021, when there were [19].", "2023-01-20",
         [(Y22, Y21), (Y21, None)]),
        ("Results of 2022. The crews, [15] in staff as of 1 January, put out [38] fires.", "2023-01-20",
         [("2023-01-01/2023-01-01", None), (Y22, None)]),
        ("Results of 2022. In [70] cases the search was short, one man, who had fled in 1994, being old.", "2023-01-20",
         [(Y22, None)]),
        ("Results of 2022. Last year's count was [9].", "2022-12-30", [(Y21, None)]),
        ("Results of 2022; 2021 in round brackets.\n\nStaff; [41]; ([42])\nCadets; [5]; ([6])", "2023-01-20",
         [(Y22, None), (Y21, None)] * 2),
        ("Results of 2022. Since the law came back on 12 November, crews have stopped [54] cars.", "2023-01-20",
         [("2022-11-12/2023-01-20", None)]),
        ("Since the unit was founded in 2003, it has found [65] people.", "2023-01-20",
         [("2003-01-01/2023-01-20", None)]),
        ("The year of the Melbourne crew: in 2021-22 [65] boats came.", "2022-08-20",
         [("2021-07-01/2022-06-30", None)]),
        ("Results of 2022\n\nMeasure | Actual | Target | Last year\nFires | [104] | [112] | [121]", "2022-12-30",
         [(Y22, None), (None, None), (Y21, None)]),
        ("On the last Friday of October 2022 [61] men were paid nothing.", "2024-04-18",
         [("2022-10-28/2022-10-28", None)]),
        ("By 2030 the force plans to hire [900] officers.", "2023-01-20", [(None, None)]),
        ("Offence | 2021 | 2022 | Change\nTheft | [44] | [40] | -{9.1}%", "2023-01-20",
         [(Y21, None), (Y22, None), (Y22, Y21)]),
        ("On 3 May officers stopped a car. In it [3] kg of heroin were found.", "2022-05-05",
         [("2022-05-03/2022-05-03", None)]),
        ("[3] kg of heroin were found.", "2022-05-05", [(None, None)]),
        ("Answer at the sitting of 14 May 2022\n\nIn 2021 the office received [40] requests.\n\n[12] were refused.",
         "2022-05-14", [(Y21, None), (Y21, None)]),
        ("Results of 2022: [9] fires. At present the crews guard [40] sites.\n\n[12] men are in custody at the moment; "
         "[7] were fined.", "2023-01-20",
         [(Y22, None), ("2023-01-20/2023-01-20", None), ("2023-01-20/2023-01-20", None), (Y22, None)]),
        ("Results of 2022. Under the Act of 2012, [40] men were fined.", "2023-01-20", [(Y22, None)]),
        ("YEAR-END REVIEW 2022\n\nIn all [40] men were held this year up to 28th December, most of them at night."
         "\n\n[9] fled.", "2022-12-30", [("2022-01-01/2022-12-28", None)] * 2),
        ("In nine months of 2023 the number of fires fell by {12}; deaths by {3}. "
         "The same period of 2022 had seen [50] fires.", "2023-10-20",
         [(N23, None), (N23, None), (N22, None)]),
    ],
)  # fmt: skip
def test_numbers_have_their_periods(
    nlp: Language, text: str, published: str, expected: list[tuple[str | None, str | None]]
) -> None:
    assert [(during, compared) for _, during, compared in link(nlp, text, published)] == expected


def test_dates_of_other_posts_give_no_period(nlp: Language) -> None:
    text = "Raid\n\n[3] kg of heroin were found.\n\nOther news:\n15 July  Raid in Shirvan\n14 July  Meeting with veterans\n"
    assert link(nlp, text, "2022-07-16") == [("3", None, None)]
