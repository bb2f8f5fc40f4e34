"""Small components that are trained by themselves and join a model."""

from __future__ import annotations

import json

import pytest
import spacy
from typer.testing import CliRunner

import presstally
from presstally.cli import app
from presstally.resources import data_dir
from presstally.training.companions import has_lessons

NAMED = """#doc named-1
#publisher Harbour Police
#published 2021-04-20
#text
In {l1 Grumby}, {p1 Ada Quill} of the {o1 Grumby Watch} counted {q1 12} {m1 thefts}.
#facts
q1 | 12 | m1 | theft.registered | in=l1 by=o1
"""


def call(*arguments: object):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def named(markup, tmp_path):
    folder = tmp_path / "named"
    (folder / "h2").mkdir(parents=True)
    (folder / "h2" / "one.txt").write_text(NAMED, encoding="utf-8")
    return folder


CASES = [  # options, whether the releases hold names, the companions in the pipeline
    ((), True, ["ner", "period_extractor"]),
    ((), False, ["period_extractor"]),
    (("--companion", "names.cfg"), True, ["ner"]),
    (("--alone",), True, []),
]


@pytest.mark.parametrize(("options", "names", "expected"), CASES)
def test_companions_join_the_model(options, names, expected, markup, named, make_config, tmp_path):
    sources = ["--annotations", markup, *(("--annotations", named) if names else ())]
    out = tmp_path / "m"
    done = call("train", "--config", make_config(1), *sources, "--out", out, "--json", *options)
    assert done.exit_code == 0, done.output
    pipes = presstally.load(out).pipe_names
    assert [name for name in pipes if name in ("ner", "period_extractor")] == expected
    for name, before in (("ner", "date_normalizer"), ("period_extractor", "period_linker")):
        if name in expected:
            assert pipes[pipes.index(name) - 1] == before
            assert f"{name}" in (out / "README.md").read_text()
    assert json.loads(done.stdout)["pipeline"] == pipes


@pytest.mark.parametrize("name", ["names.cfg", "periods.cfg"])
def test_the_last_pipe_learns(name, to_releases):
    path = data_dir("configs") / name
    config = spacy.util.load_config(path, overrides={"paths.train": "train.jsonl", "paths.dev": "dev.jsonl"})
    nlp = spacy.util.load_model_from_config(config, auto_fill=True)
    assert [pipe for pipe, own in nlp.pipeline if getattr(own, "is_trainable", False)] == nlp.pipe_names[-1:]
    assert has_lessons(path, to_releases("train")) == (name == "periods.cfg")
