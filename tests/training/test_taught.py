"""Learning from releases without annotation, which a trained model reads."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

import presstally
from presstally.cli import app
from presstally.language.pairs import find_pairs
from presstally.pipes.relation_targets import SMOOTHING, read_targets
from presstally.training.taught import LEAST, teach

TEXT = "In 2020 the harbour patrols stopped 178 smugglers."
ROW = {"doc_id": "u-1", "text": TEXT, "published": "2021-03-01"}


def call(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def teacher(markup, make_config, tmp_path_factory):
    out = tmp_path_factory.mktemp("models") / "teacher"
    done = call("train", "--config", make_config(30), "--annotations", markup, "--out", out, "--seed", 7, "-q")
    assert done.exit_code == 0, done.output
    return out


def test_targets_are_the_teachers_probabilities(teacher):
    nlp = presstally.load("rules")
    [example] = teach(nlp, [ROW], [str(teacher)])
    told = {TEXT[slice(*row["child"][:2])]: row["score"] for row in example.reference._.relations}
    assert told["smugglers"] > 0.5
    assert all(LEAST <= score < 1 for score in told.values())
    for _, pipe in nlp.pipeline:
        example.predicted = pipe(example.predicted)
    pairs = find_pairs(example.predicted)
    wanted, weights = read_targets(example, pairs, ("MEASURES",))
    learned = {example.predicted[int(word)].text: float(row[0]) for word, row in zip(pairs.words, wanted, strict=True)}
    assert learned["smugglers"] == pytest.approx(min(told["smugglers"], 1 - SMOOTHING))
    assert (weights == 1).all()


def test_several_teachers_are_averaged(teacher):
    nlp = presstally.load("rules")
    one, two = (teach(nlp, [ROW], [str(teacher)] * times)[0].reference._.relations for times in (1, 2))
    assert [row["score"] for row in one] == pytest.approx([row["score"] for row in two])


def test_training_reads_the_unlabelled_too(teacher, markup, make_config, tmp_path):
    (tmp_path / "rows.jsonl").write_text(json.dumps(ROW) + "\n")
    done = call(
        *("train", "--config", make_config(2), "--annotations", markup, "--out", tmp_path / "m", "--json"),
        *("--teacher", teacher, "--unlabelled", tmp_path),
    )
    assert done.exit_code == 0, done.output
    assert "step 2 of 2" in done.stderr
    assert json.loads(done.stdout)["presstally"]["teachers"] == ["teacher"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--teacher", "rules"), "Give --teacher and --unlabelled, or neither."),
        (("--teacher", "rules", "--unlabelled", "empty.jsonl"), "no text"),
    ],
)
def test_refused(arguments, message, markup, make_config, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.jsonl").write_text("{}\n")
    done = call("train", "--config", make_config(1), "--annotations", markup, "--out", tmp_path / "m", *arguments)
    assert done.exit_code != 0
    assert message in done.stderr
