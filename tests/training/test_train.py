"""`presstally train` from annotations to a model that reads releases."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

import presstally
from presstally.cli import app
from presstally.training.manifest import MANIFEST, read_sums


def call(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def trained(markup, make_config, tmp_path_factory):
    """Return the folder of a tiny model, and what the command said."""
    out = tmp_path_factory.mktemp("models") / "tiny"
    return out, call("train", "--config", make_config(30), "--annotations", markup, "--out", out, "--seed", 7)


def test_it_tells_scores_and_progress(trained):
    out, done = trained
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1] == out.as_posix()
    assert re.search(r"dev +fact F1 +[01]\.\d{3} +[01]\.\d{3} to [01]\.\d{3}", done.stdout)
    assert re.search(r"step 30 of 30: epoch 30, score \S+, best \S+", done.stderr)


def test_the_model_reads_and_has_learned(trained, markup):
    nlp = presstally.load(trained[0])
    doc = nlp("In 2020 the harbour patrols stopped 178 smugglers.")
    links = [row for row in doc._.relations if row["type"] == "MEASURES"]
    assert [(row["method"], doc.text[slice(*row["child"][:2])]) for row in links] == [("model+rules", "smugglers")]


def test_the_folder_has_card_meta_and_sums(trained):
    out, _ = trained
    meta = json.loads((out / "meta.json").read_text())
    own = meta["presstally"]
    assert own["seed"] == 7
    assert own["data"]["train"] == {"releases": 3, "facts": 7}
    assert set(meta["performance"]) == {"dev"}
    assert json.loads((out / MANIFEST).read_text()) == read_sums(out)
    card = (out / "README.md").read_text()
    assert own["data"]["sha256"] in card
    assert f"| dev | fact F1 | {meta['performance']['dev']['fact']['f1']:.3f} |" in card
    assert "$" not in card
    assert str(out.parent) not in card + (out / "config.cfg").read_text()


def test_equal_seeds_give_equal_files_and_others_other_weights(trained, markup, make_config, tmp_path):
    sums = []
    for seed in (7, 8):
        folder = tmp_path / str(seed) / "tiny"
        assert call(
            "train", "--config", make_config(30), "--annotations", markup, "--out", folder, "--seed", seed, "-q"
        )
        sums.append(read_sums(folder))
    assert sums[0] == read_sums(trained[0])
    assert sums[1]["relation_extractor/model"] != sums[0]["relation_extractor/model"]


def test_vectors_are_used_and_named(markup, make_config, tmp_path):
    words = tmp_path / "own.txt"
    words.write_text("thefts 1 0.5\nsmugglers 0.5 1\n")
    done = call(
        *("train", "--config", make_config(1), "--annotations", markup, "--out", tmp_path / "m"),
        *("--vectors", words, "--json"),
    )
    assert done.exit_code == 0, done.output
    meta = json.loads(done.stdout)
    assert meta["vectors"]["width"] == 2
    assert meta["presstally"]["weights"] == [{"name": "own.txt", "licence": "not stated", "source": ""}]
    assert "own.txt: not stated" in (tmp_path / "m" / "README.md").read_text()


def test_an_interruption_leaves_the_old_model(trained, markup, make_config, tmp_path, monkeypatch):
    from presstally.training import train

    def stop(*_):
        raise KeyboardInterrupt

    out = tmp_path / "model"
    assert call("train", "--config", make_config(1), "--annotations", markup, "--out", out, "-q").exit_code == 0
    before = read_sums(out)
    monkeypatch.setattr(train, "calibrate", stop)
    assert call("train", "--config", make_config(2), "--annotations", markup, "--out", out, "-q").exit_code == 130
    assert read_sums(out) == before
    presstally.load(out)


ERRORS = [
    (["--config", "none.cfg", "--annotations", "MARKUP", "--out", "OUT"], 2, "one that ships: cnn.cfg"),
    (["--config", "rules.cfg", "--annotations", "MARKUP", "--out", "OUT"], 4, "trains nothing"),
    (["--config", "cnn.cfg", "--annotations", "OUT/none", "--out", "OUT"], 3, "no annotations"),
    (["--config", "cnn.cfg", "--annotations", "MARKUP/h1", "--out", "OUT"], 3, "of the part 'dev'"),
    (["--config", "cnn.cfg", "--annotations", "MARKUP", "--out", "MARKUP"], 5, "no model"),
    (["--config", "cnn.cfg", "--annotations", "MARKUP", "--out", "OUT", "--encoder", "MARKUP"], 2, "takes no encoder"),
    (["--config", "cnn.cfg", "--annotations", "MARKUP", "--out", "OUT", "--vectors", "OUT/none"], 3, "nothing at"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), ERRORS)
def test_errors_name_the_next_step(arguments, code, message, markup, tmp_path):
    places = {"MARKUP": str(markup), "OUT": str(tmp_path / "out")}
    filled = [re.sub("MARKUP|OUT", lambda found: places[found[0]], word) for word in arguments]
    done = call("train", *filled)
    assert (done.exit_code, message in done.stderr) == (code, True), done.output
    assert not (tmp_path / "out").exists()


def test_a_config_that_fails_in_training_is_told(markup, make_config, tmp_path):
    config = make_config(1)
    config.write_text(config.read_text().replace("Adam.v1", "Eve.v1"))
    done = call("train", "--config", config, "--annotations", markup, "--out", tmp_path / "out")
    assert done.exit_code == 4
    assert "Eve.v1" in done.stderr
    assert not (tmp_path / "out").exists()
