"""`presstally retrain`: exports in the inbox become a model, or leave everything as it was."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import presstally
from presstally.cli import app
from presstally.corpus.doccano import write_doccano
from presstally.training import retrain as retraining
from presstally.training.manifest import read_sums
from presstally.training.retrain import judge


def call(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def models(markup, make_config, tmp_path_factory):
    """Return folders of a model that has learned nothing, and of one that has, and their configs."""
    folder = tmp_path_factory.mktemp("models")
    configs = {"weak": make_config(1), "able": make_config(30)}
    for name, config in configs.items():
        done = call("train", "--config", config, "--annotations", markup, "--out", folder / name, "-q")
        assert done.exit_code == 0, done.output
    return {name: (folder / name, config) for name, config in configs.items()}


@pytest.fixture
def desk(tmp_path, to_releases):
    """Return a working folder whose inbox holds a new release, and a corrected old one."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    write_doccano(inbox / "1.jsonl", to_releases("new"))
    corrected = replace(to_releases("train")[1], publisher="Port Police")
    write_doccano(inbox / "2.jsonl", [corrected])
    return tmp_path


def run(desk, markup, models, current, config, *more):
    model = desk / "model"
    if not model.exists():
        shutil.copytree(models[current][0], model)
    options = [
        "--inbox",
        desk / "inbox",
        "--annotations",
        markup,
        "--model",
        model,
        "--trust",
        "--config",
        models[config][1],
    ]
    return model, call("retrain", *options, *more)


def test_a_better_model_is_promoted_and_the_inbox_emptied(desk, markup, models):
    model, done = run(desk, markup, models, "weak", "able", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["promoted"], told["why"]
    assert "fact F1 on dev" in told["why"]
    assert (told["new"], told["replaced"]) == (["island-1"], ["harbour-2"])
    assert told["data"]["train"] == {"releases": 4, "facts": 9}
    assert read_sums(model) != read_sums(models["weak"][0])
    assert presstally.load(model).meta["presstally"]["data"] == told["data"]
    assert list((desk / "inbox").iterdir()) == []
    assert [file.name for file in sorted((desk / "merged").iterdir())] == ["0001-1.jsonl", "0002-2.jsonl"]
    assert not [path for path in desk.iterdir() if path.name.startswith(".")]


def test_what_was_merged_before_is_learned_again(desk, markup, models, to_releases):
    (desk / "merged").mkdir()
    (desk / "inbox" / "1.jsonl").rename(desk / "merged" / "0007-1.jsonl")
    _, done = run(desk, markup, models, "weak", "weak", "--json")
    told = json.loads(done.stdout)
    assert (told["new"], told["replaced"]) == ([], ["harbour-2"])
    assert told["data_before"]["train"] == {"releases": 4, "facts": 9}
    assert told["merged"] == [(desk / "merged" / "0008-2.jsonl").as_posix()]


def test_a_worse_model_is_not_promoted_and_the_reason_told(desk, markup, models):
    model, done = run(desk, markup, models, "able", "weak")
    assert done.exit_code == 0, done.output
    assert "Not promoted: fact F1 on dev" in done.stdout
    assert read_sums(model) == read_sums(models["able"][0])
    assert list((desk / "inbox").iterdir()) == []


@pytest.mark.parametrize("place", ["make_model", "evaluate", "put_in_place"])
def test_an_interruption_leaves_model_and_inbox(place, desk, markup, models, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(retraining, place, stop)
        model, done = run(desk, markup, models, "weak", "able")
    assert done.exit_code == 130
    assert read_sums(model) == read_sums(models["weak"][0])
    assert sorted(file.name for file in (desk / "inbox").iterdir()) == ["1.jsonl", "2.jsonl"]
    assert not (desk / "merged").exists()
    assert not (desk / ".model.new").exists()


def empty(inbox, releases):
    for file in inbox.iterdir():
        file.unlink()


def no_json(inbox, releases):
    (inbox / "3.jsonl").write_text("{\n")


def no_fact(inbox, releases):
    write_doccano(inbox / "3.jsonl", [replace(releases[0], doc_id="x", facts=())])


def copy(inbox, releases):
    write_doccano(inbox / "3.jsonl", [replace(releases[0], doc_id="harbour-9")])


def move(inbox, releases):
    write_doccano(inbox / "3.jsonl", [replace(releases[0], part="dev")])


REFUSED = [
    (empty, 3, "no new annotations"),
    (no_json, 6, "unreadable"),
    (no_fact, 6, "no_fact"),
    (copy, 6, "the text is that of harbour-1"),
    (move, 2, "would move from train to dev"),
]


@pytest.mark.parametrize(("spoil", "code", "message"), REFUSED)
def test_an_inbox_that_breaks_a_rule_is_refused_untouched(spoil, code, message, desk, markup, models, to_releases):
    spoil(desk / "inbox", to_releases("train"))
    files = {file.name: file.read_bytes() for file in (desk / "inbox").iterdir()}
    model, done = run(desk, markup, models, "weak", "weak")
    assert (done.exit_code, message in done.stderr) == (code, True), done.output
    assert {file.name: file.read_bytes() for file in (desk / "inbox").iterdir()} == files
    assert read_sums(model) == read_sums(models["weak"][0])


JUDGED = [
    # difference, verdict -> promoted
    (0.05, "better", True),
    (0.004, "even", True),
    (-0.01, "even", True),
    (-0.011, "even", False),
    (-0.002, "worse", False),
]


@pytest.mark.parametrize(("difference", "verdict", "promoted"), JUDGED)
def test_judge(difference, verdict, promoted):
    row = {"first": 0.7, "second": 0.7 + difference, "difference": difference, "low": -0.1, "high": 0.1}
    assert judge({"fact": row | {"verdict": verdict}}).promoted is promoted


def test_only_a_trained_model_can_be_retrained(desk, markup, models):
    done = call("retrain", "--inbox", desk / "inbox", "--annotations", markup, "--model", "rules")
    assert done.exit_code == 4
    assert "no trained model 'rules'" in done.stderr
