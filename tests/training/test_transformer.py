"""A tiny transformer is trained with torch and leaves a model that runs without it. Needs the extra `train`."""

from __future__ import annotations

import json

import pytest
import spacy
from typer.testing import CliRunner

import presstally
from presstally.cli import app
from presstally.resources import data_dir
from presstally.training.manifest import MANIFEST, read_sums

pytest.importorskip("spacy_transformers")

WORDS = (
    "[PAD] [UNK] [CLS] [SEP] [MASK] in the were of by fell and stopped smugglers thefts patrols harbour over % . , ;"
)


@pytest.fixture
def encoder(tmp_path):
    """Return a folder with the weights and the tokenizer of an encoder of one narrow layer."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path / "encoder"
    folder.mkdir()
    letters = [mark + letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789" for mark in ("", "##")]
    words = WORDS.split() + letters
    (folder / "vocab.txt").write_text("\n".join(words) + "\n")
    torch.manual_seed(0)
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(words), **sizes)).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    (folder / "README.md").write_text("---\nlicense: mit\n---\n")
    return folder


@pytest.fixture
def config(tmp_path):
    """Return the shipped config with fewer and narrower layers, and two epochs."""
    config = spacy.util.load_config(data_dir("configs") / "transformer.cfg")
    config["training"]["max_epochs"] = 2
    config["components"]["relation_extractor"]["model"]["hidden_width"] = 16
    path = tmp_path / "tiny.cfg"
    config.to_disk(path)
    return path


def test_a_transformer_leaves_a_model_without_torch(encoder, config, markup, tmp_path):
    out = tmp_path / "tiny"
    options = ["--config", config, "--annotations", markup, "--out", out, "--encoder", encoder, "--json"]
    done = CliRunner().invoke(app, ["train", *map(str, options)])
    assert done.exit_code == 0, done.output
    meta = json.loads(done.stdout)
    assert meta["presstally"]["weights"] == [{"name": "encoder", "licence": "mit", "source": ""}]
    assert "encoder: mit" in (out / "README.md").read_text()
    assert json.loads((out / MANIFEST).read_text()) == read_sums(out)
    nlp = presstally.load(out)
    assert "transformer" not in nlp.pipe_names
    doc = nlp("Thefts in the harbour fell by 9%.")
    assert doc.tensor.shape == (len(doc), 16)
    assert str(tmp_path) not in (out / "config.cfg").read_text()
