"""Dates of small releases: which words are dates, what days they name, and when the release appeared."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from presstally.pipeline import build


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = build()
    used = ("furniture_masker", "line_sentencizer", "entity_ruler", "quantity_normalizer", "date_normalizer")
    for name in [name for name in pipeline.pipe_names if name not in used]:
        pipeline.remove_pipe(name)
    return pipeline


def read(nlp: Language, text: str, published: str | None = None) -> Doc:
    doc = nlp.make_doc(text)
    doc._.release = {"id": "a.txt", "published": published} if published else {"id": "a.txt"}
    return nlp(doc)


def dates(doc: Doc) -> list[str]:
    return [span.text for span in doc.ents if span.label_ == "DATE"]


def days(doc: Doc) -> dict[str, str | None]:
    found = {span.text: span._.dates for span in doc.ents if span.label_ == "DATE"}
    return {words: value["start"] and f"{value['start']}/{value['end']}" for words, value in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 2020, 312 families were helped.", ["2020"]),
        ("A total of 2020 persons and 2019 cars were checked.", []),
        ("The number fell from 412 in 2019 to 388 in 2020.", ["2019", "2020"]),
        ("Between 2013 and 2015 the rate fell.", ["2013 and 2015"]),
        ("Thefts: 312 (2019: 340).", ["2019"]),
        ("Offence | 2021 | 2022\nTheft | 2031 | 1998", ["2021", "2022"]),
        ("Results of the 2015 operation.", ["2015"]),
        ("The 2015 persons were checked.", []),
        ("From 2019 to 2021 the force grew.", ["2019 to 2021"]),
        ("Inspectors may fine up to 12 drivers.", []),
        ("In May 12 people were detained.", ["May"]),
        ("On May 12 people were detained.", ["May 12"]),
        ("Police stopped the march of 300 people.", []),
        ("In March 300 people were fined.", ["March"]),
        ("Rescuers drew water from a spring near the road.", []),
        ("Fires doubled in the summer.", ["summer"]),
        ("The second patrol waited a second longer.", []),
        ("Raids went on from May 30 to June 2, 2021.", ["May 30 to June 2, 2021"]),
        ("On the night of 3 to 4 May the border was crossed.", ["3 to 4 May"]),
        ("In the year ending March 2024 thefts fell.", ["year ending March 2024"]),
        ("The third year in a row without losses.", []),
        ("Sheriff Delivers 2018 Report to the Board", ["2018"]),
        ("Annual report 2008 of the Federal Police", ["2008"]),
        ("In the financial year 2023/24 the force grew.", ["financial year 2023/24"]),
        ("Robbery is the lowest in ten years.", ["ten years"]),
        ("He was jailed for ten years.", []),
        ("The court met on Monday, 5 June 2023.", ["Monday, 5 June 2023"]),
        ("From January to September of this year, 14 fires broke out.", ["January to September of this year"]),
        ("Compared with the same period a year earlier, calls rose.", ["same period a year earlier"]),
        ("By the end of the year two posts will open.", ["end of the year"]),
        ("Cases of previous years were reopened.", ["previous years"]),
        ("At present 40 posts are open; 12 are now staffed.", ["At present", "now"]),
        ("Now and then a patrol passed.", []),
        ("Crews were out over the weekend.", ["weekend"]),
        ("The weekend market was closed.", []),
        ("The week from the 9th to the 15th of January was calm.", ["9th to the 15th of January"]),
        ("In the 1st half of the year thefts fell.", ["1st half of the year"]),
    ],
)
def test_words_that_are_dates(nlp: Language, text: str, expected: list[str]) -> None:
    assert dates(read(nlp, text, "2023-10-27")) == expected


def test_a_number_behind_a_month_stays_a_quantity(nlp: Language) -> None:
    doc = read(nlp, "In May 12 people were detained.", "2023-10-27")
    assert [(span.text, span._.quantity["value"]) for span in doc.ents if span.label_ == "QUANTITY"] == [("12", 12.0)]


@pytest.mark.parametrize(
    ("text", "published", "published_from"),
    [
        ("Board meeting\n\n24.10.2022\n\nIn nine months 412 thefts were registered.", "2022-10-24", "document"),
        ("Thefts fell\nStatistical bulletin | Home Office | 18 July 2024\nThefts fell.", "2024-07-18", "document"),
        ("OSLO, 5 March 2021 – Police detained three men.", "2021-03-05", "document"),
        ("On January 18 the board discussed the results of 2020.", "2021-01-18", "inferred"),
        ("On October 12 the board discussed the results of nine months of 2022.", "2022-10-12", "inferred"),
        ("On 4 May 2022 officers found 3 kg of heroin.", "2022-05-04", "inferred"),
        ("On October 27 the board discussed nine months of the current year.", None, None),
        ("Three men were detained.", None, None),
    ],
)
def test_the_release_tells_its_date(
    nlp: Language, text: str, published: str | None, published_from: str | None
) -> None:
    release = read(nlp, text)._.release
    assert (release.get("published"), release.get("published_from")) == (published, published_from)


def test_metadata_beats_the_dateline(nlp: Language) -> None:
    release = read(nlp, "24.10.2022\n\nThefts fell.", "2022-10-25")._.release
    assert (release["published"], release["published_from"]) == ("2022-10-25", "metadata")


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        (
            "Results of nine months of this year were discussed. Thefts fell against the same period of 2021.",
            "2023-10-20",
            {"nine months of this year": "2023-01-01/2023-09-30", "same period of 2021": "2021-01-01/2021-09-30"},
        ),
        (
            "Results of the first half of 2022 are out. The second quarter brought 40 fires, a year earlier 52.",
            "2022-07-20",
            {
                "first half of 2022": "2022-01-01/2022-06-30",
                "second quarter": "2022-04-01/2022-06-30",
                "year earlier": "2021-04-01/2021-06-30",
            },
        ),
        (
            "In 2020 crime fell. During the reporting year 12 gangs were broken up, fewer than in the previous year.",
            "2021-01-18",
            {
                "2020": "2020-01-01/2020-12-31",
                "reporting year": "2020-01-01/2020-12-31",
                "previous year": "2019-01-01/2019-12-31",
            },
        ),
        (
            "Since the beginning of the year 30 fires broke out.",
            "2023-05-12",
            {"beginning of the year": "2023-01-01/2023-05-12"},
        ),
        (
            "On September 19 a mine exploded; two men died on the same day.",
            "2023-10-27",
            {"September 19": "2023-09-19/2023-09-19", "same day": "2023-09-19/2023-09-19"},
        ),
        (
            "Recorded in the financial year 2022/23 (July 2022 to June 2023): 900 thefts; in 2021/22, 950.",
            "2023-09-01",
            {
                "financial year 2022/23": "2022-07-01/2023-06-30",
                "July 2022 to June 2023": "2022-07-01/2023-06-30",
                "2021/22": "2021-07-01/2022-06-30",
            },
        ),
        (
            "Over the nine months 40 posts were opened. The work of nine months of 2022 was praised.",
            "2022-10-11",
            {"nine months": "2022-01-01/2022-09-30", "nine months of 2022": "2022-01-01/2022-09-30"},
        ),
        ("In nine months of the year 12 fires broke out.", None, {"nine months of the year": None}),
        (
            "Since its launch in March 2021 the hotline has taken 300 calls, 40 of them this week.",
            "2023-10-25",
            {"March 2021": "2021-03-01/2023-10-25", "this week": "2023-10-23/2023-10-25"},
        ),
        (
            "It is the lowest count since 2019. From 2015 onwards 40 men died.",
            "2023-10-25",
            {"2019": "2019-01-01/2019-12-31", "2015": "2015-01-01/2023-10-25"},
        ),
        (
            "Year to date at September 30, 2018: 40 fires. Recorded this year up to 29th September: 39.",
            "2018-10-04",
            {
                "Year to date": "2018-01-01/2018-09-30",
                "September 30, 2018": "2018-01-01/2018-09-30",
                "this year": "2018-01-01/2018-09-29",
                "29th September": "2018-01-01/2018-09-29",
            },
        ),
        (
            "This week (April 6-12) 40 men were held, for crimes against property in 2021.",
            "2023-04-14",
            {
                "This week": "2023-04-06/2023-04-12",
                "April 6-12": "2023-04-06/2023-04-12",
                "2021": "2021-01-01/2021-12-31",
            },
        ),
        (
            "The report covers April to September 2020, the first six months of the reporting year.",
            "2020-11-25",
            {
                "April to September 2020": "2020-04-01/2020-09-30",
                "first six months of the reporting year": "2020-04-01/2020-09-30",
            },
        ),
        (
            "The campaign, announced on May 15, ended on June 15.",
            "2009-06-17",
            {"May 15": "2009-05-15/2009-06-15", "June 15": "2009-05-15/2009-06-15"},
        ),
        (
            "The blaze, which broke out on 12 August, has burnt 40 ha.",
            "2017-08-14",
            {"12 August": "2017-08-12/2017-08-14"},
        ),
        ("Minister names the results of the year", "2023-01-25", {"year": "2022-01-01/2022-12-31"}),
    ],
)
def test_dates_lean_on_what_the_release_reports(
    nlp: Language, text: str, published: str | None, expected: dict[str, str | None]
) -> None:
    assert days(read(nlp, text, published)) == expected


def test_dates_of_other_posts_do_not_count(nlp: Language) -> None:
    text = "Board meeting\n\nThefts fell to 40.\n\nOther news:\n15 July 2021  Raid in Shirvan\n14 July 2021  Meeting\n"
    release = read(nlp, text)._.release
    assert release.get("published") is None


BARE_YEARS = [
    ("If we put it beside 2008, thefts fell by 5.", ["2008"]),
    ("Ten above 2015 though, and 0.1% below 2021 (64).", ["2015", "2021"]),
    ("He has 314 fines on a 2009 Honda.", ["2009"]),
    ("For 2020 six more are planned.", ["2020"]),
    ("Police releases 2008 Crime Report", ["2008"]),
    ('Operation "Easter 2016" ended.', ["2016"]),
    ("It is three times the number of 2016.", ["2016"]),
    ("A total of 2016 crimes were registered, a number of 1998.", []),
    ("In comparison with 2010 decrease was noted.", ["2010"]),
    ("That is 398 kg less than 2017 gave.", ["2017"]),
    ("Firearms 647 (51.8%; 2022: 53.2%).", ["2022"]),
    ("The year before that, 2015, it was 1,208.", ["year before", "2015"]),
    ("They counted a 2009 crimes.", []),
    ("Seized: 2 tons (2022 – 1 ton 988 kg).", ["2022"]),
    ("Use is back at 2019's figure, after a 2016 count; it was 510 for 2021 altogether.", ["2019", "2016", "2021"]),
    ("Two brothers (born 1984) were held with a 2016 kg load.", ["1984"]),
    ("Kind; 2018; 2019\nThefts; 40; 50", ["2018", "2019"]),
]


# In a release of 2020
TOLD_YEARS = [
    ("Annual balance sheet 2019 of the office", ["2019"]),
    ("Forty men left. 2018, with 278, keeps the record.", ["2018"]),
    ("The figures for 2019 come late.", ["2019"]),
    ("The city closed 2019 with 62 fires.", ["2019"]),
    ("In the whole of 2019 firearms were given in.", ["2019"]),
    ("They checked 2019 drivers and for 2018 fines nobody paid.", []),
    ("The toll was 40 in 2019 cases.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_YEARS)
def test_years_that_the_release_is_about(nlp: Language, text: str, expected: list[str]) -> None:
    assert dates(read(nlp, text, "2020-04-08")) == expected


@pytest.mark.parametrize(("text", "expected"), BARE_YEARS)
def test_years_and_counts_of_four_digits(nlp: Language, text: str, expected: list[str]) -> None:
    assert dates(read(nlp, text)) == expected
