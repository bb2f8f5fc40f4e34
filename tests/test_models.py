"""The models that ship are whole, and load by their names."""

import json

import pytest

import presstally
from presstally.errors import ModelError
from presstally.loading import model_names
from presstally.resources import data_dir
from presstally.training.manifest import MANIFEST, read_sums

SHIPPED = [name for name in model_names() if name != "rules"]


def test_the_default_model_ships():
    assert presstally.load().meta["name"] in SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_files_are_those_of_the_manifest(name):
    folder = data_dir("models") / name
    assert read_sums(folder) == json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SHIPPED)
def test_scores_are_calibrated(name):
    curves = presstally.load(name).get_pipe("relation_extractor").cfg["calibration"]
    assert set(curves) == {"model+rules", "model"}
    assert all(curve["right"] == sorted(curve["right"]) for curve in curves.values())


def test_an_unknown_model_is_told_with_the_known_ones():
    with pytest.raises(ModelError, match="rules, minilm"):
        presstally.load("nothing")


def test_own_configs_reach_every_part(tmp_path):
    import shutil

    shutil.copytree(data_dir("configs"), tmp_path / "configs")
    extra = tmp_path / "configs" / "lexicon" / "patterns" / "own.jsonl"
    extra.write_text('{"label": "ORG", "pattern": [{"LOWER": "zzqx"}]}\n', encoding="utf-8")
    for name in model_names():
        doc = presstally.load(name, configs=tmp_path / "configs")("The ZZQX counted 12 thefts.")
        assert ("ZZQX", "ORG") in [(ent.text, ent.label_) for ent in doc.ents], name
