"""What docs/annotating.md says of the commands is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from presstally.cli import app
from presstally.corpus.gold import LABELS, RELATIONS
from presstally.doccano.project import read_guideline, read_labels

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "annotating.md").read_text(encoding="utf-8")
COMMANDS = [
    *(("annotate", name) for name in ("select", "export", "import")),
    *(("doccano", name) for name in ("setup", "push", "pull", "status")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_told(command):
    told = CliRunner().invoke(app, [*command, "--help"], env={"COLUMNS": "200"}).stdout
    assert f"Example: presstally {' '.join(command)}" in " ".join(told.split())
    assert f"\n### {' '.join(command)}\n" in PAGE
    options = set(re.findall(r"(?<!\S)--[a-z][a-z-]+", told)) - {"--help"}
    assert [option for option in sorted(options) if f"`{option}" not in PAGE and f"{option} " not in PAGE] == []


def test_pictures_are_there_and_small():
    pictures = re.findall(r"\]\((images/[^)]+)\)", PAGE)
    assert len(pictures) == 4
    assert [name for name in pictures if not 0 < (ROOT / "docs" / name).stat().st_size < 150_000] == []


def test_the_project_shows_every_label():
    labels = read_labels()
    assert sorted(labels["span"]) == sorted(LABELS)
    assert sorted(labels["relation"]) == sorted(RELATIONS)
    keys = [look["key"] for look in labels["span"].values()]
    assert len(set(keys)) == len(keys)
    guideline = read_guideline(None)
    assert [name for name in LABELS if f"**{name}**" not in guideline] == []
    assert [name for name in RELATIONS if f"| {name} |" not in guideline] == []
