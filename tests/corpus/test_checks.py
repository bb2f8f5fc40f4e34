"""Every rule of the checks finds what it is for, and passes what is right."""

from __future__ import annotations

import copy
import json

import pytest
from typer.testing import CliRunner

from presstally.cli import app
from presstally.corpus.accepted import accept, read_accepted
from presstally.corpus.check_texts import check_duplicates, check_leaks, words_of
from presstally.corpus.checks import check_annotations, check_source
from presstally.corpus.findings import RULES, Finding, Source
from presstally.corpus.markup import read_markup, to_doccano
from presstally.corpus.tokens import make_fits
from presstally.errors import UsageError

MARKUP = """#doc fire-1
#publisher Coast Fire Service
#family emergency-service
#published 2021-07-05
#period d1 2021-01-01/2021-06-30
#text
In the {d1 first half of the year} the {o1 Coast Fire Service} put out {q1 1,250} {m1 fires}, over {q2 3 tons} of {m2 foam} was {m3 used}, and {q3 12} more {m4 boats} than a {d2 year earlier} sank off {l1 Pebble Bay}. Hotline {x 101}.
#facts
q1 | 1250 | m1 | fire.put_out | by=o1
q2 | 3000 kg over | m2 m3 | foam.used
q3 | 12 change increase | m4 | boat.sunk | c=d2 cp=2020-01-01/2020-06-30 in=l1
"""


@pytest.fixture
def row():
    return to_doccano(next(read_markup(MARKUP)), "train")


def check(row, fits=None):
    return check_source(Source("gold.jsonl", 1, row), fits)


def entity(row, words):
    start = row["text"].index(words)
    return next(e for e in row["entities"] if (e["start_offset"], e["end_offset"]) == (start, start + len(words)))


def move(words, start=0, end=0):
    def change(row):
        own = entity(row, words)
        for fact in row["facts"]:
            if (fact["start"], fact["end"]) == (own["start_offset"], own["end_offset"]):
                fact |= {"start": fact["start"] + start, "end": fact["end"] + end}
        own |= {"start_offset": own["start_offset"] + start, "end_offset": own["end_offset"] + end}

    return change


def set_fact(place, **values):
    return lambda row: row["facts"][place].update(values)


def add_mention(words, label, end=0):
    def change(row):
        start = row["text"].index(words)
        row["entities"].append(
            {"id": 99, "label": label, "start_offset": start, "end_offset": start + len(words) + end}
        )

    return change


def relate(kind, head, child):
    def change(row):
        ends = {"from_id": entity(row, head)["id"], "to_id": entity(row, child)["id"] if child else 77}
        row["relations"].append({"id": 99, "type": kind, **ends})

    return change


def drop(key, words=None):
    def change(row):
        if key == "entities":
            row[key].remove(entity(row, words))
        else:
            row[key].clear()

    return change


def test_what_is_right_has_no_findings(row) -> None:
    assert check(row, make_fits()) == []


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        (lambda row: row.pop("family"), {"keys"}),
        (lambda row: row.update(publisher=None), {"keys"}),
        (lambda row: row.update(text=""), {"keys"}),
        (lambda row: row["entities"][0].pop("label"), {"unreadable"}),
        (lambda row: row["entities"][0].update(end_offset=9999), {"borders"}),
        (move("Pebble Bay", end=-10), {"borders"}),
        (move("Pebble Bay", start=-1), {"edges"}),
        (move("Pebble Bay", start=1), {"inside_word"}),
        (move("1,250", start=2), {"inside_word", "value"}),
        (add_mention("Coast", "LOC"), {"overlap"}),
        (add_mention("101", "DATE"), {"overlap"}),
        (add_mention("Pebble Bay", "LOC"), {"doubled_mention"}),
        (add_mention("fires, over", "METRIC"), set()),  # METRIC may overlap
        (add_mention("sank", "EVENT"), {"label"}),
        (relate("MEASURES", "1,250", None), {"dangling"}),
        (relate("NEAR", "1,250", "Pebble Bay"), {"relation_type"}),
        (relate("IN", "1,250", "fires"), {"ends"}),
        (relate("IN", "fires", "Pebble Bay"), {"ends"}),
        (relate("MEASURES", "1,250", "fires"), {"doubled_relation"}),
        (relate("DURING", "1,250", "year earlier"), {"doubled_relation"}),
        (relate("MEASURES", "1,250", "boats"), set()),  # several are fine
        (lambda row: row["facts"].pop(), {"no_fact"}),
        (lambda row: row["facts"].append(dict(row["facts"][0])), {"no_quantity"}),
        (set_fact(0, start=0, end=2), {"no_quantity", "no_fact"}),
        (lambda row: row["relations"].clear(), {"no_metric"}),
        (set_fact(1, unit="tons"), {"unit"}),
        (set_fact(1, unit="GBP"), set()),
        (set_fact(1, modifier="more"), {"modifier"}),
        (set_fact(1, kind="amount"), {"kind"}),
        (set_fact(0, direction="up"), {"direction"}),
        (set_fact(2, direction=None), {"direction"}),
        (set_fact(0, metric_id="Fires put out"), {"metric_id"}),
        (set_fact(0, period_start="2021-13-01"), {"period"}),
        (set_fact(0, period_start="2022-01-01"), {"period"}),
        (set_fact(0, period_end=None), {"period"}),
        (set_fact(0, period_start=None, period_end=None), {"open_period"}),
        (set_fact(2, kind="level"), {"period"}),
        (set_fact(0, value=1520.0), {"value"}),
        (set_fact(0, value_high=1500.0), {"value"}),
        (set_fact(1, value=3.0), {"value"}),
        (lambda row: row["excluded"].clear(), {"unannotated_number"}),
        (lambda row: row.update(text=row["text"] + " No one died."), {"unannotated_one"}),
        (lambda row: row.update(text=row["text"] + " Two died."), {"unannotated_number"}),
    ],
)
def test_each_rule(row, change, rules) -> None:
    change(row)
    found = {finding.rule for finding in check(row)}
    assert found == rules
    assert found <= set(RULES)


@pytest.mark.parametrize(
    ("quantity", "unit", "value", "after", "right"),
    [
        ("1.5", "count", 1500000.0, " and 2.1 million", True),  # the scale stands behind the next number
        ("1.5", "count", 1500000.0, " and 2.1", False),
        ("84", "kg", 38.1018, " and 90 pounds", True),
        ("84", "kg", 42.0, " and 90 pounds", False),
        ("48", "per_100k", 480.0, " per 10,000", True),
        ("48", "per_100k", 484.0, " per 10,000", False),
        ("1.234", "count", 1234.0, " persons", True),
        ("half", "percent", 50.0, " of them", True),
    ],
)
def test_values_that_lean_on_the_text(quantity, unit, value, after, right) -> None:
    source = (
        f"#doc v\n#text\nSome {{q1 {quantity}}}{after} {{m1 of these}}.\n#facts\nq1 | {value} {unit} | m1 | thing\n"
    )
    found = [finding.rule for finding in check(to_doccano(next(read_markup(source)), "train"))]
    assert ("value" in found) is not right


def test_spans_inside_tokens_are_told(row) -> None:
    add_mention("3", "QUANTITY")(row)
    row["text"] = row["text"].replace("3 tons", "3-tons")
    assert "tokens" in {finding.rule for finding in check(row, lambda text, places: [False] * len(places))}


def sources(*texts_parts_publishers):
    rows = [
        {"doc_id": f"d{i}", "text": text, "part": part, "publisher": publisher}
        for i, (text, part, publisher) in enumerate(texts_parts_publishers)
    ]
    return [Source("gold.jsonl", i, row) for i, row in enumerate(rows)]


LONG = "The patrol boats of the northern bay stopped 12 trawlers without papers last night."
OTHER = "Nobody was hurt when a warehouse near the old harbour burnt down on Sunday."


@pytest.mark.parametrize(
    ("given", "rules"),
    [
        ([(LONG, "train", "A"), (OTHER, "dev", "B")], set()),
        ([(LONG, "train", "A"), (LONG.upper(), "train", "A")], {"duplicate"}),
        ([(LONG, "train", "A"), (LONG.replace("12", "31"), "train", "A")], {"duplicate"}),  # a template with a slot
        ([(LONG, "train", "A"), (LONG.replace("last", "Friday"), "train", "A")], {"near_duplicate"}),
        ([(LONG, "train", "A"), (f"{OTHER} {LONG}", "dev", "B")], {"near_duplicate", "shared_sentence"}),
        ([(LONG, "train", "A"), (OTHER, "test", "a")], {"shared_publisher"}),
        ([(LONG, "dev", "A"), (OTHER, "test", "A")], set()),
        ([(LONG, "train", ""), (OTHER, "test", "")], set()),
        ([("Share this page.", "train", "A"), ("Share this page.\n" + OTHER, "test", "B")], set()),  # a formula
        ([(LONG, "", "A")], {"part"}),
    ],
)
def test_duplicates_and_leaks(given, rules) -> None:
    own = sources(*given)
    assert {finding.rule for finding in [*check_duplicates(own), *check_leaks(own)]} == rules


def test_a_doubled_id() -> None:
    own = sources((LONG, "train", "A"), (OTHER, "train", "A"))
    own[1].row["doc_id"] = "d0"
    assert [finding.rule for finding in check_duplicates(own)] == ["doubled_id"]


def test_numbers_do_not_tell_texts_apart() -> None:
    assert words_of("12,400 cars") == words_of("7 CARS") == ["0", "cars"]


def test_nothing_is_skipped_silently(tmp_path, row) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\nno json\n[1]\n")
    (tmp_path / "bad.jsonl").write_bytes(b"\xff\n")
    (tmp_path / "h1").mkdir()
    broken = MARKUP.replace("fire-1", "fire-2").replace("{m1 fires}", "{m1 fires")
    (tmp_path / "h1" / "x.txt").write_text(broken + MARKUP.replace("fire-1", "fire-3"))
    (tmp_path / "note.txt").write_text("Not markup.")
    report = check_annotations([tmp_path])
    unreadable = [
        (finding.file.rsplit("/", 1)[1], finding.document)
        for finding in report.findings
        if finding.rule == "unreadable"
    ]
    assert unreadable == [
        ("a.jsonl", "line 2"),
        ("a.jsonl", "line 3"),
        ("bad.jsonl", ""),
        ("x.txt", "fire-2"),
        ("note.txt", ""),
    ]
    assert (report.files, report.releases, report.facts) == (4, 2, 6)


def test_accepted_findings_stay_in_the_report(tmp_path) -> None:
    path = tmp_path / "accepted.txt"
    path.write_text("# why\nvalue | a | '5 mld.' | mld. is billion\nvalue | b | '6' | gone\n")
    findings = [Finding("value", "f", "a", "'5 mld.' reads as 5"), Finding("value", "f", "a", "'7' reads as 8")]
    marked, stale = accept(findings, read_accepted(path))
    assert [finding.severity for finding in marked] == ["accepted", "error"]
    assert stale == ["value | b | '6'"]
    path.write_text("no_such_rule | a | b | c\n")
    with pytest.raises(UsageError, match="line 1"):
        read_accepted(path)


def test_the_command(tmp_path, row) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(row) + "\n")
    done = CliRunner().invoke(app, ["annotate", "check", str(path)])
    assert done.exit_code == 0, done.output
    assert "1 releases, 3 facts: 0 errors" in done.stdout
    wrong = copy.deepcopy(row)
    set_fact(0, value=7.0)(wrong)
    path.write_text(json.dumps(wrong) + "\n")
    done = CliRunner().invoke(app, ["annotate", "check", str(path), "--json"])
    assert done.exit_code == 6
    finding = json.loads(done.stdout)["findings"][0]
    assert (finding["rule"], finding["severity"], row["text"][finding["start"] : finding["end"]]) == (
        "value",
        "error",
        "1,250",
    )
    accepted = tmp_path / "accepted.txt"
    accepted.write_text("value | fire-1 | '1,250' | a test\n")
    assert CliRunner().invoke(app, ["annotate", "check", str(path), "--accepted", str(accepted)]).exit_code == 0
    assert CliRunner().invoke(app, ["annotate", "check", str(tmp_path / "none")]).exit_code == 3


def test_strict_takes_warnings_for_errors(tmp_path, row) -> None:
    path = tmp_path / "gold.jsonl"
    row["relations"].clear()
    path.write_text(json.dumps(row) + "\n")
    assert CliRunner().invoke(app, ["annotate", "check", str(path)]).exit_code == 0
    assert CliRunner().invoke(app, ["annotate", "check", str(path), "--strict"]).exit_code == 6
