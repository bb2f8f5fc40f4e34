"""A model that did not come with the program is asked about wherever a command loads one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from typer.main import get_command
from typer.testing import CliRunner

from presstally.cli import app

RELEASE = "In 2020, 26,004 crimes were registered.\n"
MARKED = "#doc a\n#text\n{q1 12} {m1 crimes} were registered.\n#facts\nq1 | 12 count | m1 | crimes\n"
CALLS = [
    ("extract IN --out OUT", 0),
    ("show IN/a.txt", 0),
    ("metadata init IN", 0),
    ("annotate export IN --out OUT.jsonl", 0),
    ("annotate select IN --annotations MARKED", 0),
    ("evaluate --annotations MARKED --out OUT", 0),
    ("benchmark IN --words 100 --rounds 1", 2),  # the texts are too few for it
    ("retrain --inbox IN", 3),  # nothing lies in the inbox
]


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory, nlp: Language) -> Path:
    folder = tmp_path_factory.mktemp("models") / "foreign"
    nlp.to_disk(folder)
    return folder


@pytest.mark.parametrize(("call", "code"), CALLS, ids=[call.split(" -")[0] for call, _ in CALLS])
def test_a_foreign_model_needs_trust(tmp_path: Path, foreign: Path, call: str, code: int) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(RELEASE)
    (tmp_path / "marked").mkdir()
    (tmp_path / "marked" / "a.txt").write_text(MARKED)
    places = {"IN": tmp_path / "in", "OUT": tmp_path / "out", "MARKED": tmp_path / "marked"}
    for word, path in places.items():
        call = call.replace(word, str(path))
    arguments = [*call.split(), "--model", str(foreign)]
    refused = CliRunner().invoke(app, arguments)
    assert (refused.exit_code, "add --trust" in refused.output) == (4, True), refused.output
    trusted = CliRunner().invoke(app, [*arguments, "--trust"])
    assert trusted.exit_code == code, trusted.output


def test_the_other_model_of_a_comparison_needs_trust_too(tmp_path: Path, foreign: Path) -> None:
    (tmp_path / "dev-a.txt").write_text(MARKED)
    options = ["--annotations", tmp_path, "--out", tmp_path / "out", "--model", "rules", "--compare", foreign]
    refused = CliRunner().invoke(app, ["evaluate", *map(str, options)])
    assert (refused.exit_code, "add --trust" in refused.output) == (4, True), refused.output


def test_each_command_that_names_a_model_can_be_told_to_trust_it() -> None:
    names = {name: {option.name for option in command.params} for name, command in _commands(get_command(app), "")}
    naming = {name for name, options in names.items() if "model" in options}
    assert {call.split(" ")[0] for call, _ in CALLS} <= {name.split(" ")[0] for name in naming}
    assert not {name for name in naming if "trust" not in names[name]}


def _commands(command, name: str) -> Iterator[tuple]:
    yield name.strip(), command
    for part, below in getattr(command, "commands", {}).items():
        yield from _commands(below, f"{name} {part}")
