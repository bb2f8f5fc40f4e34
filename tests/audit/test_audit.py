"""What does not fit is found, what fits is left alone."""

import json

import pytest
from make_facts import fact
from typer.testing import CliRunner

from presstally.audit.audit import audit_run
from presstally.audit.ledger import find_unseen
from presstally.cli import app
from presstally.runs import Run

Y20, Y21, Y22 = (f"{year}-01-01/{year}-12-31" for year in (2020, 2021, 2022))
UP, DOWN = {"kind": "change", "direction": "increase"}, {"kind": "change", "direction": "decrease"}


def rules(*facts):
    return [finding.rule for finding in audit_run(Run(None, list(facts))).findings]


def told(year, value, **more):
    return fact(
        value=value, period=f"{year}-01-01/{year}-12-31", document=f"{year}.txt", published=f"{year + 1}-01-20", **more
    )


INSIDE = [
    ([fact(value=104, unit="percent")], ["share_over_100"]),
    ([fact(value=104, unit="percent", **UP)], []),
    ([fact(value=119.9, unit="percent", sentence="Occupancy of prisons: 119.9")], []),
    ([fact(value=50, quantity="halved", unit="percent", **DOWN), fact(value=40), fact(value=100, period=Y21)], []),
    ([fact(value=9, unit="percent", **DOWN), fact(value=4, unit="percent", **DOWN), fact(value=40), fact(value=50, period=Y21)], []),
    ([fact(value=90), fact(value=100, period=Y21), fact(value=10, **DOWN)], []),
    ([fact(value=90), fact(value=100, period=Y21), fact(value=12, **DOWN)], ["change_and_levels"]),
    ([fact(value=90), fact(value=100, period=Y21), fact(value=10, **UP)], ["change_and_levels"]),
    ([fact(value=90), fact(value=100, period=Y20), fact(value=12, comparison=Y20, **DOWN)], ["change_and_levels"]),
    ([fact(value=90), fact(value=100, period=Y21), fact(value=12, modifier="over", **DOWN)], []),
    ([fact(value=90), fact(value=100, period=Y21, place="Baku"), fact(value=12, **DOWN)], []),
    ([fact(value=1.2, unit="kg"), fact(value=0.9, unit="kg", period=Y21), fact(value=0.3, unit="kg", **UP)], []),
    ([fact(value=110), fact(value=100, period=Y21), fact(value=10, unit="percent", **UP)], []),
    ([fact(value=110), fact(value=105, period=Y21), fact(value=4.8, unit="percent", **UP)], []),
    ([fact(value=110), fact(value=105, period=Y21), fact(value=8.4, unit="percent", **UP)], ["percent_and_levels"]),
    ([fact(value=5_400_000), fact(value=5_300_000, period=Y21), fact(value=1, unit="percent", **UP)], []),
    ([fact(value=110), fact(value=10, **UP), fact(value=10, unit="percent", **UP)], []),
    ([fact(value=110), fact(value=10, **UP), fact(value=15, unit="percent", **UP)], ["percent_and_change"]),
    ([fact("crime.registered", 1000), fact("crime.solved", 880), fact("crime.solved.share", 88, unit="percent")], []),
    ([fact("crime.registered", 1000), fact("crime.solved", 880), fact("crime.solved.share", 78, unit="percent")], ["share_and_levels"]),
    ([fact("appeal.received", 300), fact("appeal.written", 121), fact("appeal.electronic", 139)], []),
    ([fact("appeal.received", 250), fact("appeal.written", 121), fact("appeal.electronic", 139)], ["parts_exceed_whole"]),
    ([fact(value=75.146, needs_review="the mark before three digits may also separate thousands; low score")], ["open_reading"]),
    ([fact(needs_review="low score")], []),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "found"), INSIDE)
def test_inside_a_release(facts, found):
    assert rules(*facts) == found


SUMS = [
    ("1,286 thefts: 121 of cars, 139 of bicycles and 1,026 of goods.", [1286, 121, 139, 1026], []),
    ("1,276 thefts: 121 of cars, 139 of bicycles and 1,026 of goods.", [1276, 121, 139, 1026], ["parts_exceed_whole"]),
    ("1,296 thefts: 121 of cars, 139 of bicycles and 1,026 of goods.", [1296, 121, 139, 1026], ["parts_and_whole"]),
    ("9,000 thefts: 121 of cars, 139 of bicycles and 1,026 of goods.", [9000, 121, 139, 1026], []),
    ("1,296 thefts, of which 121 of cars, 139 of bicycles and 1,026 of goods.", [1296, 121, 139, 1026], []),
    ("250 thefts, of which 121 of cars and 139 of bicycles.", [250, 121, 139], ["parts_exceed_whole"]),
    ("250 thefts came. In all 121 of cars and 139 of bicycles ones were answered.", [250, 121, 139], []),
    ("250 thefts: 121 of cars; 139 of bicycles.", [250, 121, 139], []),
    ("150 thefts, of which 121 of cars and 139 by night.", [150, 121, 139], []),
]


@pytest.mark.parametrize(("sentence", "values", "found"), SUMS)
def test_parts_of_a_sentence(sentence, values, found):
    names = ["theft.registered", "vehicle_theft.registered", "bicycle_theft.registered", "shoplifting.registered"]
    facts = [
        fact(name, value, quantity=f"{value:,}", sentence=sentence) for name, value in zip(names, values, strict=False)
    ]
    assert rules(*facts) == found


def test_other_things_are_no_parts():
    sentence = "178 groups: 466 people and 312 cars were found."
    numbers = [("criminal_group.neutralized", 178), ("person.found", 466), ("vehicle.found", 312)]
    assert rules(*(fact(name, value, quantity=str(value), sentence=sentence) for name, value in numbers)) == []


HISTORY = [told(year, value) for year, value in zip(range(2013, 2019), (100, 104, 99, 101, 98, 103), strict=True)]
BETWEEN = [
    ([told(2021, 100), told(2022, 110)], []),
    ([told(2021, 100), fact(value=106, period=Y21, document="2022.txt")], ["values_differ"]),
    ([told(2021, 5_400_000), fact(value=5_352_113, period=Y21, document="2022.txt")], []),
    ([told(2021, 100, modifier="over"), fact(value=106, period=Y21, document="2022.txt")], []),
    ([told(2021, 100), fact(value=106, period=Y21, document="2022.txt", publisher="Other")], []),
    ([told(2021, 100), told(2022, 110), fact(value=10, document="2022.txt", **UP)], []),
    ([told(2021, 100), told(2022, 110), fact(value=4, document="2022.txt", **UP)], ["earlier_value"]),
    ([told(2022, 70), fact(value=75, period="2022-01-01/2022-09-30", document="m9.txt")], ["cumulative_falls"]),
    ([told(2022, 80), fact(value=75, period="2022-01-01/2022-09-30", document="m9.txt")], []),
    ([fact("police_officer.employed", 70), fact("police_officer.employed", 75, "2022-01-01/2022-09-30", document="b.txt")], []),
    ([*HISTORY, told(2019, 97)], []),
    ([*HISTORY, told(2019, 970)], ["jump"]),
    ([*HISTORY, told(2020, 97)], ["gap"]),
    ([*HISTORY, told(2020, 97), told(2019, 5, unit="kg")], ["unit_changed"]),
    ([*HISTORY, told(2019, 97), told(2019, 5, unit="kg")], []),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "found"), BETWEEN)
def test_between_releases(facts, found):
    assert rules(*facts) == found


def test_a_finding_tells_its_sentences_and_who_may_have_erred():
    program = audit_run(Run(None, [*HISTORY, told(2019, 99_900)])).findings[0]
    ministry = audit_run(Run(None, [fact(value=104, unit="percent")])).findings[0]
    unsure = audit_run(Run(None, [fact(value=104, unit="percent", score=0.3)])).findings[0]
    assert [finding.blame for finding in (program, ministry, unsure)] == ["program", "ministry", "program"]
    assert ministry.rank > unsure.rank
    assert ministry.to_row()["sentences"] == ["104 of them."]


def test_ledger_accounts_for_every_number():
    excluded = [{"document": "a.txt", "start": 10**6, "end": 10**6 + 2, "text": "54", "reason": "rank"}]
    documents = [
        {"document": "a.txt", "status": "done"},
        {"document": "b.txt", "status": "done"},
        {"document": "c.txt", "status": "failed"},
    ]
    audit = audit_run(Run(None, [fact(), fact("robbery.registered", needs_review="low score")], excluded, documents))
    assert [(row["status"], row["reason"]) for row in audit.ledger] == [
        ("fact", None),
        ("fact", None),
        ("excluded", "rank"),
    ]
    assert [(r["numbers"], r["facts"], r["excluded"], r["open"], r["reasons"]) for r in audit.releases] == [
        (3, 2, 1, 1, {"rank": 1}),
        (0, 0, 0, 0, {}),
    ]


@pytest.mark.parametrize(
    ("text", "spans", "unseen"),
    [
        ("12 of 34", [(0, 2), (6, 8)], []),
        ("12 of 34", [(0, 2)], ["34"]),
        ("26,004 in 2020", [(0, 6)], ["2020"]),
        ("no numbers", [], []),
    ],
)
def test_numerals_that_no_row_holds(text, spans, unseen):
    assert [text[start:end] for start, end in find_unseen(text, spans)] == unseen


def test_command(tmp_path):
    rows = [fact(value=104, unit="percent", document="a.txt", sentence="=cmd")]
    (tmp_path / "facts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "documents.jsonl").write_text(json.dumps({"document": "a.txt", "status": "done"}) + "\n")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("104 percent of 7")
    arguments = ["audit", str(tmp_path), "--releases", str(tmp_path / "texts"), "--json"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert (report["findings"][0]["rule"], report["counts"]["facts"]) == ("share_over_100", 1)
    assert report["counts"]["coverage"] < 1
    assert CliRunner().invoke(app, [*arguments, "--fail-on", "0.5"]).exit_code == 6
    assert CliRunner().invoke(app, ["audit", str(tmp_path)]).exit_code == 0
