"""The catalogue that ships holds together; one that does not is told."""

import json

import pytest
from typer.testing import CliRunner

from presstally.catalogue import read_catalogue
from presstally.catalogue.check import check_catalogue
from presstally.catalogue.suggest import suggest, to_toml
from presstally.cli import app

CONCEPTS = '[thing]\nboat = ["boat", "ship"]\ncrew = ["crew"]\n[event]\nsunk = ["sunk"]\n'
ENTRY = '[[metric]]\nid = "{}"\nlabel = "L"\nwordings = ["{}"]\nexamples = ["{}"]\n'


def make_configs(folder, concepts, *entries):
    (folder / "catalogue" / "metrics").mkdir(parents=True)
    (folder / "catalogue" / "concepts.toml").write_text(concepts)
    (folder / "catalogue" / "metrics" / "a.toml").write_text("".join(entries))
    return str(folder)


def test_shipped_catalogue_has_no_findings():
    catalogue, findings = check_catalogue()
    assert findings == []
    assert all(metric.examples for metric in catalogue.metrics.values())


@pytest.mark.parametrize(
    ("concepts", "entries", "rules"),
    [
        (CONCEPTS, [ENTRY.format("boat.sunk", "boats sunk", "sunk ships")], []),
        (CONCEPTS + 'lost = ["ship"]\n', [], ["concept_wording"]),
        (CONCEPTS, [ENTRY.format("a", "boats", "boat"), ENTRY.format("b", "ships", "crew of a ship")], ["metric_wording", "example"]),
        (CONCEPTS, [ENTRY.format("a", "boats", "boats sunk")], ["example"]),
        (CONCEPTS, [ENTRY.format("a", "boats", "boats") + 'neutral = ["sink"]\n'], ["neutral"]),
        (CONCEPTS, [ENTRY.format("a", "boats", "crew"), ENTRY.format("b", "crew", "crew"), 'confused_with = ["a"]\n'], ["example"]),
        (CONCEPTS, [ENTRY.format("b", "crew", "crew"), ENTRY.format("a", "boats", "crew") + 'confused_with = ["b"]\n'], ["confused"]),
    ],
)  # fmt: skip
def test_findings(tmp_path, concepts, entries, rules):
    assert [finding.rule for finding in check_catalogue(make_configs(tmp_path, concepts, *entries))[1]] == rules


def test_check_command_ends_with_6(tmp_path):
    run = CliRunner()
    assert run.invoke(app, ["catalogue", "check", "--json"]).exit_code == 0
    configs = make_configs(tmp_path, CONCEPTS, ENTRY.format("a", "boats", "crew"))
    result = run.invoke(app, ["catalogue", "check", "--json", "--configs", configs])
    assert result.exit_code == 6
    assert json.loads(result.stdout.splitlines()[0])["findings"][0]["rule"] == "example"


def fact(metric, metric_id, document="a.txt", unit="count"):
    return {"metric": metric, "metric_id": metric_id, "document": document, "unit": unit}


def test_suggest_groups_what_is_unmatched():
    catalogue = read_catalogue()
    wordings = ["frobnicators polished", "polished frobnicators", "frobnicators were polished in town", "gizmos"]
    facts = [fact(words, catalogue.match(words).metric_id, f"{n}.txt") for n, words in enumerate(wordings)]
    proposals, unmatched = suggest([*facts, fact("thefts", "theft.registered")], catalogue)
    assert unmatched == 4
    assert [(p.facts, p.documents, p.unit) for p in proposals] == [(3, 3, "count")]
    assert "frobnicators polished" in proposals[0].wordings


def test_an_id_that_a_reviewer_set_is_a_proposal_of_its_own():
    words, seen = "frobnicators polished", {"method": "rule+reviewer"}
    facts = [fact(words, "frobnicator.polish")] * 3
    facts += [fact(words, "widget.polish") | seen, fact(words, "gadget.polish") | seen]
    proposals, _ = suggest(facts, read_catalogue(), least=1)
    assert [(p.id, p.facts, p.ids) for p in proposals] == [
        ("gadget.polish", 4, ["gadget.polish", "frobnicator.polish"]),
        ("widget.polish", 1, ["widget.polish"]),
    ]


def test_a_proposal_is_an_entry(tmp_path):
    catalogue = read_catalogue()
    words = "frobnicators stolen by gangs"
    rows = [fact(words, catalogue.match(words).metric_id)] * 2
    toml = to_toml(suggest(rows, catalogue)[0])
    configs = make_configs(tmp_path, CONCEPTS, toml.replace("parent =", "# parent ="))
    assert check_catalogue(configs)[1] == []
    assert read_catalogue(configs).match(words).metric.label == words.capitalize()


def test_match_command_says_how_words_are_read():
    result = CliRunner().invoke(
        app, ["catalogue", "match", "people were killed", "--context", "road accidents", "--json"]
    )
    found = json.loads(result.stdout)
    assert found["metric_id"] == found["entry"] == "traffic_accident.person_killed"
    assert 0.5 < found["confidence"] < 1
