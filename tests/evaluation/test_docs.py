"""What the pages say of evaluation and annotation is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from presstally.cli import app
from presstally.corpus.checks import check_source
from presstally.corpus.findings import RULES, Source
from presstally.corpus.gold import LABELS, RELATIONS
from presstally.corpus.markup import read_markup, to_doccano

ROOT = Path(__file__).parents[2]
EVALUATION = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
GUIDELINES = (ROOT / "annotations" / "GUIDELINES.md").read_text(encoding="utf-8")


def test_the_example_of_the_guidelines_has_no_findings() -> None:
    block = "".join(line[4:] + "\n" for line in GUIDELINES.splitlines() if line.startswith("    "))
    row = to_doccano(next(read_markup(block)), "train")
    assert [fact["value"] for fact in row["facts"]] == [318.0, 9.0]
    assert check_source(Source("GUIDELINES.md", 1, row)) == []


def test_the_guidelines_name_every_label_and_relation() -> None:
    assert [name for name in (*LABELS, *RELATIONS) if name not in GUIDELINES] == []


def test_every_rule_is_told() -> None:
    assert [rule for rule in RULES if f"`{rule}`" not in EVALUATION] == []


@pytest.mark.parametrize("command", [["evaluate"], ["diff"], ["annotate", "check"], ["annotate", "agree"]])
def test_every_command_and_option_is_told(command) -> None:
    told = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200"}).stdout
    assert f"Example: presstally {' '.join(command)}" in " ".join(told.split())
    assert f"\n## {' '.join(command)}\n" in EVALUATION
    options = set(re.findall(r"(?<!\S)--[a-z][a-z-]+", told)) - {"--help"}
    assert options
    assert [
        option for option in sorted(options) if f"`{option}" not in EVALUATION and f"{option} " not in EVALUATION
    ] == []
