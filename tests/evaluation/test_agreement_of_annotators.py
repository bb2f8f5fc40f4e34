"""Two annotations of one release, compared."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from presstally.cli import app
from presstally.corpus.doccano import write_doccano
from presstally.errors import NoInputError, UsageError
from presstally.evaluation.agreement import score_agreement
from presstally.evaluation.evaluate import scores_of


def test_the_same_annotation_agrees_in_all(release) -> None:
    assert set(scores_of(score_agreement([release], [release])).values()) == {1.0}


def test_agreement_is_the_same_from_either_side(release) -> None:
    facts = (replace(release.facts[0], value=99.0), *release.facts[1:3])
    other = replace(release, facts=facts, mentions=release.mentions, relations=release.relations[:-1])
    one, two = scores_of(score_agreement([release], [other])), scores_of(score_agreement([other], [release]))
    assert {name: one[name] for name in ("detect", "fact")} == {
        "detect": 0.8571,
        "fact": 0.5714,
    }  # 3 of 3 and 4; 2 of them
    assert {name: f1 for name, f1 in one.items() if not name.startswith("value")} == {
        name: f1 for name, f1 in two.items() if not name.startswith("value")
    }


def test_what_cannot_be_compared(release) -> None:
    with pytest.raises(NoInputError):
        score_agreement([release], [replace(release, doc_id="other")])
    with pytest.raises(UsageError, match="brief-1"):
        score_agreement([release], [replace(release, text=release.text + " ")])


def test_the_command(release, tmp_path) -> None:
    write_doccano(tmp_path / "a.jsonl", [release])
    done = CliRunner().invoke(
        app, ["annotate", "agree", str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl"), "--markdown"]
    )
    assert done.exit_code == 0, done.output
    assert "| fact | 1.000 | 1.000 | 1.000 |" in done.stdout
