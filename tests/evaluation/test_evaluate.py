"""The whole evaluation: from annotations to a report, its gates and its page."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from presstally.cli import app
from presstally.corpus.doccano import write_doccano
from presstally.errors import CheckError, NoInputError, UsageError
from presstally.evaluation.evaluate import check_gates, evaluate, make_report, scores_of
from presstally.evaluation.page import make_evaluation_page
from presstally.evaluation.predict import Prediction, front_pipes, relate_gold
from presstally.evaluation.relations import gold_links
from presstally.evaluation.release import score_release
from presstally.evaluation.situations import number_kinds, read_situation


def perfect(release, rows):
    links = gold_links(release)
    return Prediction(rows, list(release.mentions), links, links, {})


@pytest.fixture
def report(release, rows):
    scored = make_report([score_release(release, perfect(release, rows))])
    return {"model": "hand", "annotations": "gold", "part": ""} | scored


def test_a_perfect_report(report) -> None:
    wrong = {name for name, f1 in scores_of(report).items() if f1 != 1.0}
    assert wrong == {"value.DATE"}  # nothing was said of the days
    assert report["errors"] == []
    assert report["metric_id_b3"]["f1"] == 1.0
    assert report["breakdown"]["publisher"]["Harbour Police"]["fact"] == 1.0


def test_the_breakdown_counts_gold_facts(report) -> None:
    by = {
        name: {key: row["gold"] for key, row in report["breakdown"][name].items()} for name in ("unit", "kind", "form")
    }
    assert by["unit"] == {"count": 2, "kg": 1, "percent": 1}
    assert by["kind"] == {"level": 3, "change": 1}
    assert by["form"] == {"digits": 4}


def test_situations(release) -> None:
    found = {release.text[f.start : f.end]: read_situation(f, release) for f in release.facts}
    assert found == {"120": "plain", "30": "plain", "2 kg": "plain", "5%": "bracket"}


@pytest.mark.parametrize(
    ("text", "number", "metric", "situation"),
    [
        ("Thefts rose: 12 were solved.", "12", "Thefts", "plain"),
        ("Thefts: 10 in May, 12 in June.", "12", "Thefts", "ellipsis"),
        ("Thefts fell.  It was 12 in June.", "12", "Thefts", "far"),
        ("Thefts\n- 12 of cars", "12", "Thefts", "list"),
        ("Thefts | 10 | 12", "12", "Thefts", "list"),
        ("Thefts (12 of cars) rose", "12", "Thefts", "bracket"),
        ("Thefts (of cars) 12", "12", "Thefts", "plain"),
    ],
)
def test_each_situation(release, text, number, metric, situation) -> None:
    fact, other = release.facts[:2]
    place = (text.index(metric), text.index(metric) + len(metric))
    facts = [replace(fact, start=text.index(number), end=text.index(number) + 2, metric_spans=(place,))]
    if "10" in text:
        facts.append(replace(other, start=text.index("10"), end=text.index("10") + 2))
    assert read_situation(facts[0], replace(release, text=text, facts=tuple(facts))) == situation


@pytest.mark.parametrize(
    ("unit", "family"),
    [
        ("AZN", "money"),
        ("percentage_point", "percent"),
        ("hour", "time"),
        ("hectare", "length or area"),
        ("kWh", "other"),
    ],
)
def test_families_of_units(release, unit, family) -> None:
    assert number_kinds(replace(release.facts[0], unit=unit), release.text)["unit"] == family


def test_relations_given_the_gold_mentions_join_them(nlp, release) -> None:
    assert nlp.pipe_names[front_pipes(nlp) - 1] == "date_normalizer"
    links = relate_gold(nlp, release)
    mentions = set(release.mentions)
    assert all(head in mentions for _, head, _ in links)
    found = {
        (kind, release.text[head.start : head.end], release.text[child.start : child.end])
        for kind, head, child in links
    }
    assert ("MEASURES", "120", "thefts") in found
    assert ("DURING", "120", "2020") in found


def test_errors_and_page_escape_the_text(release, rows) -> None:
    text = release.text.replace("amber", "<b>'&")
    rows[0]["value"] = 7.0
    scored = make_report([score_release(replace(release, text=text), perfect(release, rows[:-1]))])
    assert next((error["words"], error["wrong"]) for error in scored["errors"]) == ("120", ["value"])
    assert scored["errors"][-1]["wrong"] == ["missed"]
    page = make_evaluation_page({"model": "<m>", "annotations": "gold", "part": "dev", **scored})
    assert "<b>'&" not in page
    assert "&lt;b&gt;" in page
    assert "default-src 'none'" in page
    assert "<script" not in page and "src=" not in page.replace("default-src", "")


def test_names_that_differ_stand_in_the_report(release, rows) -> None:
    mentions = [m for m in release.mentions if m.label != "LOC"]
    mentions.append(replace(mentions[0], label="PERSON"))
    report = make_report([score_release(release, replace(perfect(release, rows), mentions=mentions))])
    found = {(error["label"], error["words"], *error["wrong"]) for error in report["name_errors"]}
    first = release.text[mentions[0].start : mentions[0].end]
    assert found == {("LOC", "Westport", "missed"), ("PERSON", first, "spurious")}
    assert "PERSON spurious" in make_evaluation_page({"model": "m", "annotations": "", "part": "", **report})


@pytest.mark.parametrize(
    ("gates", "error", "told"),
    [
        (["fact=1.0", "mention.ORG.strict=0.9"], None, ""),
        (["fact=1.01"], CheckError, "fact is 1.0000, under 1.01"),
        (["facts=0.5"], UsageError, "no score 'facts'"),
        (["fact"], UsageError, "no gate"),
    ],
)
def test_gates(report, gates, error, told) -> None:
    if error is None:
        check_gates(report, gates)
    else:
        with pytest.raises(error, match=told):
            check_gates(report, gates)


def test_no_releases(nlp) -> None:
    with pytest.raises(NoInputError):
        evaluate([], nlp)


def test_a_model_against_itself_is_even(nlp, release) -> None:
    report = evaluate([release], nlp, other=nlp)
    assert {row["verdict"] for row in report["comparison"].values()} == {"even"}


def test_the_command(release, tmp_path) -> None:
    write_doccano(tmp_path / "gold.jsonl", [release])
    call = ["evaluate", "--annotations", str(tmp_path), "--part", "dev", "--out", str(tmp_path / "out")]
    done = CliRunner().invoke(app, [*call, "--json", "--compare", "rules"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["gold"] == 4
    written = json.loads((tmp_path / "out" / "scores.json").read_text(encoding="utf-8"))
    assert written["facts"] == told["facts"]
    shown = CliRunner().invoke(app, [*call, "--fail-under", "fact=1.1"])
    assert shown.exit_code == 6
    assert "fact_strict" in shown.stdout
    assert CliRunner().invoke(app, [*call[:-3], "test", *call[-2:]]).exit_code == 3
    assert "| fact_strict | " in CliRunner().invoke(app, [*call, "--markdown"]).stdout
