"""The commands as people call them: what they print, and with which code they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from presstally.cli import app
from presstally.ingest.metadata import read_metadata

TEXT = (
    "Useful links\nCrime in figures\n\nOn 18 January 2021 the police said that 26,004 crimes were registered in 2020.\n"
)
SAMPLES = Path(__file__).parents[2] / "samples"


def call(*arguments: object, **env: str) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=env)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    return folder


def test_extract_prints_paths_on_stdout_and_counts_on_stderr(folder: Path, tmp_path: Path) -> None:
    done = call("extract", folder, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert paths[0] == tmp_path / "out" / "facts.csv"
    assert all(path.is_file() for path in paths)
    assert "1 releases: 1 done" in done.stderr


def test_extract_quiet_and_json(folder: Path, tmp_path: Path) -> None:
    (folder / "other.png").write_text("x")
    loud = call("extract", folder, "--out", tmp_path / "out")
    assert "Note: 1 other files were not read" in loud.stderr
    done = call("extract", folder, "-o", tmp_path / "out", "--quiet", "--json", "--format", "jsonl")
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert told["counts"]["documents_done"] == 1
    assert Path(told["files"][0]).name == "facts.jsonl"
    run = json.loads((tmp_path / "out" / "run.json").read_text())
    assert {name: told[name] for name in run} == run


CODES = [
    (["extract", "IN", "--out", "OUT"], 0, ""),
    (["extract", "IN/bad", "--out", "OUT"], 1, "Failed: b.txt: The file is binary"),
    (["extract", "IN"], 2, "--out"),
    (["extract", "IN", "IN/a.txt", "--out", "OUT"], 2, "both be called 'a.txt'"),
    (["extract", "IN", "--out", "OUT", "--format", "xml"], 2, "no format 'xml'"),
    (["extract", "IN", "--out", "OUT", "--min-score", "2"], 2, "score of 2"),
    (["extract", "IN", "--out", "OUT", "--metadata", "IN/a.txt"], 2, "no column `document`"),
    (["extract", "IN/none", "--out", "OUT"], 3, "There is no"),
    (["extract", "IN", "--out", "OUT", "--model", "none"], 4, "none"),
    (["extract", "IN", "--out", "OUT", "--configs", "IN"], 4, "lexicon"),
    (["extract", "IN", "--out", "IN/a.txt"], 5, "cannot be written"),
    (["show", "IN"], 2, "is a folder"),
    (["show", "IN/none.txt"], 3, "There is no"),
    (["show", "IN/bad/b.txt"], 1, "The file is binary"),
    (["metadata", "init", "IN/none"], 3, "no folder"),
    (["nothing"], 2, "nothing"),
]


@pytest.mark.parametrize(("arguments", "code", "told"), CODES, ids=[" ".join(case[0]) for case in CODES])
def test_exit_codes(folder: Path, tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    if "IN/bad" in " ".join(arguments):
        (folder / "bad").mkdir()
        (folder / "bad" / "b.txt").write_bytes(b"\0")
    named = [argument.replace("IN", str(folder)).replace("OUT", str(tmp_path / "out")) for argument in arguments]
    done = call(*named)
    assert done.exit_code == code, done.output
    assert told in done.stderr


def test_interrupted(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("presstally.batch.extract.make_executor", interrupt)
    done = call("extract", folder, "--out", tmp_path / "out")
    assert done.exit_code == 130
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".presstally"]


@pytest.mark.parametrize("width", ["40", "80", "160"])
def test_show(folder: Path, width: str) -> None:
    done = call("show", folder / "a.txt", COLUMNS=width)
    assert done.exit_code == 0, done.output
    assert "[26,004 QUANTITY] crimes" in done.stdout
    assert "1 facts" in done.stdout


def test_show_in_a_terminal_has_colours_and_no_control_characters(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT + "A \x1b[31mred\x07 line with 12 persons.\n")
    done = call("show", folder / "a.txt", FORCE_COLOR="1", TTY_COMPATIBLE="1", COLUMNS="120", NO_COLOR="")
    assert "\x1b[1;32m26,004" in done.stdout
    assert "\x07" not in done.stdout
    assert "\x1b[31m" not in done.stdout
    plain = call("show", folder / "a.txt", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="120")
    assert "[26,004 QUANTITY]" in plain.stdout


def test_metadata_init_fills_in_what_is_found(folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\xff")
    done = call("metadata", "init", folder)
    assert done.exit_code == 0, done.output
    assert Path(done.stdout.strip()) == folder / "metadata.csv"
    rows = read_metadata(folder / "metadata.csv").rows
    assert rows["a.txt"]["title"] == "Crime in figures"
    assert rows["broken.txt"] == {}


def test_metadata_init_keeps_what_is_there(folder: Path) -> None:
    (folder / "metadata.csv").write_text("mine")
    assert call("metadata", "init", folder).exit_code == 2
    assert (folder / "metadata.csv").read_text() == "mine"
    assert call("metadata", "init", folder, "--force").exit_code == 0
    assert "a.txt" in read_metadata(folder / "metadata.csv").rows


@pytest.mark.parametrize("command", [["extract"], ["show"], ["metadata", "init"]])
def test_help_has_an_example(command: list[str]) -> None:
    done = call(*command, "--help")
    assert f"Example: presstally {' '.join(command)}" in " ".join(done.stdout.split())


def test_every_command_and_option_is_in_the_docs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    for name in ("extract", "show", "metadata init"):
        assert f"\n## {name}\n" in text
    told = call("extract", "--help").stdout
    options = {word.strip(",") for word in told.split() if word.startswith("--")} - {"--help"}
    assert {"--out", "--min-score"} <= options
    assert [option for option in sorted(options) if f"`{option}`" not in text] == []


def test_the_installed_program(folder: Path, tmp_path: Path) -> None:
    program = [sys.executable, "-c", "from presstally.cli import main; main()"]
    version = subprocess.run([*program, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.startswith("presstally 0.")
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    (folder / "a.txt").write_text("The head of Şəki police said that 26,004 crimes were registered.", encoding="utf-8")
    shown = subprocess.run(
        [*program, "show", str(folder / "a.txt")], capture_output=True, text=True, check=True, env=env
    )
    assert "[26,004 QUANTITY]" in shown.stdout
