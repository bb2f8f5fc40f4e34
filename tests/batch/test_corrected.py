"""What reviewers said stands in the tables, run after run."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from presstally.batch.names import FORMATS
from presstally.batch.settings import Settings
from presstally.cli import app
from presstally.corrections import write_corrections
from presstally.errors import UsageError
from presstally.runs import read_run

TEXT = "In 2022, 12 thefts were registered and 54 robberies were registered."
FIRST, SECOND = (9, 11), (39, 41)  # the places of 12 and 54
Say = Callable[..., Path]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """Write corrections of `text`: a place and its cells; by default into the corrections.csv of `tmp_path`/out."""

    def write(*rows: tuple[Any, dict[str, str]], file: str = "out/corrections.csv", text: str = TEXT) -> Path:
        path = tmp_path / file
        path.parent.mkdir(exist_ok=True)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        write_corrections(path, [{"sha256": sha256, "start": s, "end": e, **cells} for (s, e), cells in rows])
        return path

    return write


def counts(summary: Any) -> tuple[int, ...]:
    """Return the counts of corrections: all, met, wrong, lost."""
    told = summary.report["counts"]
    assert told["numbers_seen"] == told["facts"] + told["excluded"]
    return tuple(told[name] for name in ("corrections", *(f"corrections_{n}" for n in ("met", "wrong", "lost"))))


CASES = [
    # place, cells -> what the fact there is then (None: excluded), counts
    (FIRST, {"verdict": "wrong"}, None, (1, 1, 1, 0)),
    (FIRST, {"verdict": "right"}, {}, (1, 1, 0, 0)),
    (FIRST, {"metric_id": "theft.solved"}, {"metric_id": "theft.solved"}, (1, 1, 0, 0)),
    (SECOND, {"value": "55", "unit": "kg"}, {"value": 55, "unit": "kg"}, (1, 1, 0, 0)),
    (SECOND, {"kind": "change", "direction": "increase"}, {"kind": "change", "direction": "increase"}, (1, 1, 0, 0)),
    (SECOND, {"value": "50", "value_high": "60"}, {"value": 50, "value_high": 60}, (1, 1, 0, 0)),
    (SECOND, {"value_high": "-"}, {"value_high": None}, (1, 1, 0, 0)),
    (SECOND, {"modifier": "over"}, {"modifier": "over"}, (1, 1, 0, 0)),
    (FIRST, {"period_start": "-", "period_end": "2022-06-30"}, {"period_start": None, "period_end": "2022-06-30"}, (1, 1, 0, 0)),
    (FIRST, {"note": "?"}, {}, (0, 0, 0, 0)),
    ((3, 7), {"verdict": "wrong"}, ..., (1, 0, 0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("place", "cells", "expected", "counted"), CASES)
def test_tables_hold_what_was_said(
    put: Any, extract: Any, rows: Any, say: Say, place: Any, cells: Any, expected: Any, counted: Any
) -> None:
    put(a=TEXT)
    extract()
    before = {(row["start"], row["end"]): row for row in rows("facts")}
    assert set(before) == {FIRST, SECOND}
    say((place, cells))
    assert counts(extract()) == counted
    after = {(row["start"], row["end"]): row for row in rows("facts")}
    wrong = [(row["start"], row["end"]) for row in rows("excluded") if row["reason"] == "corrected: wrong"]
    assert wrong == ([place] if expected is None else [])
    assert {p: row for p, row in after.items() if p != place} == {p: row for p, row in before.items() if p != place}
    if expected is None:
        assert place not in after
    elif expected is not ...:
        seen = {"method": f"{before[place]['method']}+reviewer", "score": 1, "needs_review": None}
        assert after[place] == before[place] | (seen if counted[0] else {}) | expected


def test_they_outlast_runs_and_models(put: Any, extract: Any, rows: Any, say: Say) -> None:
    put(a=TEXT)
    say((FIRST, {"metric_id": "theft.solved"}), (SECOND, {"verdict": "wrong"}))
    for options in ({}, {"work": {"force": True}}, {"formats": ["jsonl", "csv"]}):
        assert counts(extract(**options)) == (2, 2, 1, 0)
        assert [row["metric_id"] for row in rows("facts")] == ["theft.solved"]
    assert extract(formats=["jsonl", "csv"]).unchanged
    put(b="7 fires were registered.")
    assert extract().reused == 1
    assert next(row["metric_id"] for row in rows("facts")) == "theft.solved"


def test_a_changed_file_makes_new_tables_and_reads_nothing_again(
    put: Any, extract: Any, rows: Any, say: Say, all_bytes: Any, tmp_path: Path
) -> None:
    put(a=TEXT)
    extract()
    plain = all_bytes("out")
    for cells, values in (({"value": "13"}, [13, 54]), ({"value": "14"}, [14, 54]), ({"verdict": "wrong"}, [54])):
        path = say((FIRST, cells))
        again = extract()
        assert (again.reused, again.unchanged) == (1, False)
        assert [row["value"] for row in rows("facts")] == values
    say((FIRST, {**cells, "note": "seen twice"}))  # a note changes no row
    assert extract().unchanged
    path.unlink()
    assert extract().reused == 1
    assert all_bytes("out") == plain


@pytest.mark.parametrize(
    ("cells", "values", "reasons"),
    [
        ({"verdict": "right"}, [12], ["below_min_score"]),
        ({"metric_id": "theft.solved"}, [12], ["below_min_score"]),
        ({"verdict": "wrong"}, [], ["corrected: wrong", "below_min_score"]),
        ({"note": "?"}, [], ["below_min_score", "below_min_score"]),
    ],
)
def test_what_was_judged_is_no_matter_of_scores(
    put: Any, extract: Any, rows: Any, say: Say, cells: Any, values: Any, reasons: Any
) -> None:
    put(a=TEXT)
    say((FIRST, cells))
    counts(extract(settings=Settings(min_score=1)))
    assert [row["value"] for row in rows("facts")] == values
    assert [row["reason"] for row in rows("excluded") if row["text"] != "2022"] == reasons


def test_a_file_that_is_named(put: Any, extract: Any, rows: Any, say: Say) -> None:
    """It is taken instead of the one in the folder."""
    put(a=TEXT)
    say((FIRST, {"verdict": "wrong"}))
    other = say((FIRST, {"value": "13"}), file="other.csv")
    extract(corrections=other)
    assert [row["value"] for row in rows("facts")] == [13, 54]
    with pytest.raises(UsageError, match=r"missing\.csv cannot be read"):
        extract(corrections=other.with_name("missing.csv"))


@pytest.mark.parametrize(
    "cells", [{"metric_id": "-"}, {"unit": "-"}, {"kind": "-"}, {"value": "inf"}, {"value": "nan"}, {"verdict": "no"}]
)
def test_a_file_that_cannot_be_used_leaves_the_tables(
    put: Any, extract: Any, say: Say, all_bytes: Any, cells: Any
) -> None:
    put(a=TEXT)
    extract()
    before = all_bytes("out")
    path = say((FIRST, cells))
    with pytest.raises(UsageError, match="line 2"):
        extract()
    path.unlink()
    assert all_bytes("out") == before


def test_a_release_that_was_read_as_a_duplicate(put: Any, extract: Any, rows: Any, say: Say) -> None:
    """A release with the same text comes first by name: what was said of the other one holds."""
    folder = put(b=TEXT)
    say((FIRST, {"value": "13"}), (SECOND, {"value": "55"}))
    extract()
    line = json.dumps({"text": TEXT})
    (folder / "a.jsonl").write_text(line + "\n")
    assert counts(extract()) == (2, 2, 0, 0)
    assert [(row["document"], row["value"]) for row in rows("facts")] == [("a.jsonl#1", 13), ("a.jsonl#1", 55)]
    assert CliRunner().invoke(app, ["corrections", "check", str(folder.parent / "out")]).exit_code == 0


def test_the_same_bytes_with_any_workers(put: Any, extract: Any, say: Say, all_bytes: Any, tmp_path: Path) -> None:
    put(a=TEXT, b="7 fires were registered.", c="8 fires were registered.", d=TEXT)
    told = [(SECOND, {"verdict": "wrong"}), (FIRST, {"metric_id": "theft.solved", "value": "13"})]
    one, two = say(*told, file="one.csv"), say(*reversed(told), file="two.csv")
    extract("plain", formats=FORMATS, corrections=one)
    extract("other", formats=FORMATS)
    extract("other", formats=FORMATS, corrections=two, work={"workers": 2, "chunk": 1, "force": True})
    assert all_bytes("plain") == all_bytes("other")
    with (tmp_path / "plain" / "facts.csv").open(newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == ["13", "7", "8"]
    with sqlite3.connect(tmp_path / "plain" / "facts.sqlite") as tables:
        assert tables.execute("SELECT metric_id FROM facts WHERE value = 13").fetchall() == [("theft.solved",)]


def test_what_is_lost_is_told(put: Any, extract: Any, say: Say) -> None:
    put(a=TEXT)
    say((FIRST, {"value": "13"}), (FIRST, {"value": "14"}), text="another release")
    for _ in range(2):  # also where nothing has changed
        assert extract().notices == ["1 corrections meet no fact: `presstally corrections check` names them."]


def test_the_commands_read_corrected_tables(put: Any, extract: Any, say: Say, tmp_path: Path) -> None:
    """What was said stays in the file with what it tells its reader, though the fact is gone; check still meets it."""
    put(a=TEXT)
    extract()
    out, run = tmp_path / "out", CliRunner()
    assert run.invoke(app, ["corrections", "init", str(out)]).exit_code == 0
    with (out / "corrections.csv").open(newline="") as file:
        template = list(csv.DictReader(file))
    template[0]["verdict"], template[1]["metric_id"] = "wrong", "robbery.solved"
    write_corrections(out / "corrections.csv", template)
    before = (out / "corrections.csv").read_text().splitlines()
    extract()
    told = json.loads(run.invoke(app, ["corrections", "check", str(out), "--json"]).stdout)
    assert told == {"corrections": 2, "met": 2, "wrong": 1, "lost": 0, "lost_keys": []}
    assert run.invoke(app, ["corrections", "init", str(out)]).exit_code == 0
    assert sorted((out / "corrections.csv").read_text().splitlines()) == sorted(before)
    again = read_run(out)  # corrections that stand in the tables are not made twice
    assert ([row["method"].count("reviewer") for row in again.facts], len(again.wrong)) == ([1], 1)


def test_suggest_reads_corrected_facts(put: Any, extract: Any, say: Say, tmp_path: Path) -> None:
    put(a=TEXT)
    extract()
    out = tmp_path / "out"
    say((FIRST, {"metric_id": "frobnicator_polish"}))  # before the next extract as well as after it
    for _ in range(2):
        found = CliRunner().invoke(app, ["catalogue", "suggest", str(out), "--least", "1", "--json"])
        assert [p["id"] for p in json.loads(found.stdout)["proposals"]] == ["frobnicator_polish"]
        extract()
