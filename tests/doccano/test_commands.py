"""The commands as people call them, as far as they need no server."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from presstally.cli import app
from presstally.doccano.rows import unpack

TEXT = "On 18 January 2021 the police of Şəki said that 26,004 crimes were registered in 2020 🚓 and 12 cars were found.\r\n"


def call(*arguments, **env):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env=env)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    return tmp_path


def rows_of(path):
    return [unpack(json.loads(line)) for line in path.read_text(encoding="ascii").splitlines()]


def test_export_import_and_export_again_give_the_same(folder):
    (folder / "in" / "b.txt").write_bytes(b"\xff\x00")
    done = call("annotate", "export", folder / "in", "--out", folder / "one.jsonl", "--model", "rules")
    assert (done.exit_code, "Failed: b.txt" in done.stderr) == (1, True)
    done = call("annotate", "import", folder / "one.jsonl", "--inbox", folder / "inbox", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["new"], told["failed"]) == (1, 0)
    again = call("annotate", "export", told["file"], "--out", folder / "two.jsonl", "--json")
    assert json.loads(again.stdout)["releases"] == 1
    (one,), (two,) = rows_of(folder / "one.jsonl"), rows_of(folder / "two.jsonl")
    assert one["text"] == TEXT
    assert {**one, "model": ""} == {**two, "model": ""}
    assert "Nothing new" in call("annotate", "import", folder / "two.jsonl", "--inbox", folder / "inbox").stdout


def test_an_import_tells_what_to_look_at_and_what_cannot_be_used(folder):
    call("annotate", "export", folder / "in", "--out", folder / "one.jsonl", "--model", "rules")
    row = json.loads((folder / "one.jsonl").read_text())
    broken = {**row, "doc_id": "broken", "text": "Another text."}
    number = next(e for e in row["entities"] if TEXT[e["start_offset"] : e["end_offset"]] == "12")
    number["end_offset"] += len(" cars")
    row["Comments"] = [{"id": 1, "comment": "unsure of the cars"}]
    (folder / "back.jsonl").write_text(json.dumps(row) + "\n" + json.dumps(broken) + "\n")
    done = call("annotate", "import", folder / "back.jsonl", "--inbox", folder / "inbox")
    assert done.exit_code == 6
    assert "look: new: read as 12 count" in done.stdout
    assert "comment: unsure of the cars" in done.stdout
    assert "broken: not imported" in done.stdout
    assert len(list((folder / "inbox").iterdir())) == 1


def test_select_writes_what_export_takes(folder):
    out = folder / "selected.jsonl"
    done = call("annotate", "select", folder / "in", "-n", "1", "--model", "rules", "--out", out)
    assert done.exit_code == 0, done.output
    assert "2 numbers linked otherwise" in done.stdout
    assert call("annotate", "export", out, "--out", folder / "b.jsonl", "--model", "rules").exit_code == 0
    assert rows_of(folder / "b.jsonl")[0]["doc_id"] == "a.txt"


ACCESS = {"PRESSTALLY_DOCCANO_USER": "anna", "PRESSTALLY_DOCCANO_PASSWORD": "secret-word"}
CODES = [
    (["annotate", "export", "none", "--out", "x"], {}, 3, "There is no"),
    (["annotate", "import", "none"], {}, 3, "cannot be read"),
    (["annotate", "agree", "none"], {}, 3, "no annotations"),
    (["annotate", "select", "IN", "-n", "0"], {}, 2, "cannot be selected"),
    (["doccano", "status"], {}, 2, "PRESSTALLY_DOCCANO_PASSWORD"),
    (["doccano", "status"], ACCESS, 7, "presstally doccano setup"),
    (["doccano", "status", "--url", "here"], ACCESS, 2, "no address"),
    (["doccano", "pull", "--all"], ACCESS, 2, "needs --out"),
    (["doccano", "push", "none"], ACCESS, 3, "There is no"),
]


@pytest.mark.parametrize(("arguments", "env", "code", "told"), CODES, ids=[" ".join(case[0]) for case in CODES])
def test_exit_codes(folder, arguments, env, code, told):
    named = [argument.replace("IN", str(folder / "in")) for argument in arguments]
    done = call(*named, PRESSTALLY_DOCCANO_ENV=str(folder / "nothing"), **env)
    assert done.exit_code == code, done.output
    assert told in done.stderr
    assert "secret-word" not in done.output
