"""Two runs compared: what was added, dropped, changed."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from presstally.cli import app
from presstally.errors import NoInputError, UsageError
from presstally.evaluation.diff import COMPARED, diff_facts, diff_runs
from presstally.evaluation.diff_page import make_diff_page


def fact(start=10, end=13, document="a.txt", **changes):
    row = dict.fromkeys(COMPARED) | {
        "quantity": "120",
        "value": 120.0,
        "unit": "count",
        "kind": "level",
        "metric": "<thefts>",
    }
    return (
        row
        | {"document": document, "start": start, "end": end, "sentence": "The 120 <thefts> fell.", "score": 0.5}
        | changes
    )


@pytest.mark.parametrize(
    ("old", "new", "states"),
    [
        ([fact()], [fact()], []),
        ([fact()], [fact(score=0.9, method="other")], []),  # the same fact, found otherwise
        ([fact()], [fact(value=121.0)], [("changed", ["value"])]),
        ([fact()], [fact(end=14, quantity="120 ")], [("changed", ["quantity"])]),
        ([fact()], [fact(start=30, end=33)], [("dropped", []), ("added", [])]),
        ([fact()], [], [("dropped", [])]),
        ([], [fact()], [("added", [])]),
        ([fact()], [fact(document="b.txt")], [("dropped", []), ("added", [])]),
        ([fact()], [fact(), fact()], [("added", [])]),  # doubled
        ([fact()], [fact(start=12, end=15), fact(metric="x")], [("changed", ["metric"]), ("added", [])]),
    ],
)
def test_changes(old, new, states) -> None:
    assert [(change["state"], change["fields"]) for change in diff_facts(old, new, {})] == states


def write_run(folder, facts, excluded=(), documents=("a.txt",)):
    folder.mkdir()
    for name, rows in (
        ("facts", facts),
        ("excluded", excluded),
        ("documents", [{"document": document} for document in documents]),
    ):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def test_the_report_counts_and_tells_why(tmp_path) -> None:
    first = write_run(tmp_path / "1", [fact(), fact(40, 43), fact(60, 63, unit="AZN", kind="change")])
    reason = {"document": "a.txt", "start": 10, "end": 13, "reason": "ordinal"}
    second = write_run(tmp_path / "2", [fact(40, 43), fact(60, 63, unit="USD")], [reason], ["a.txt", "b.txt"])
    report = diff_runs(first, second)
    assert report["counts"] == {"added": 0, "dropped": 1, "changed": 1, "same": 1}
    assert report["changes"][0]["reason"] == "ordinal"
    assert report["by_document"] == {"a.txt": {"added": 0, "dropped": 1, "changed": 1}}
    assert report["by_unit"] == {
        k: {"added": 0, "dropped": k == "count", "changed": k == "money"} for k in ("count", "money")
    }
    assert report["by_field"] == {"unit": 1, "kind": 1}
    assert report["only_second"] == ["b.txt"]
    page = make_diff_page(report)
    assert "&lt;thefts&gt;" in page and "<thefts>" not in page
    assert "excluded as ordinal" in page


def test_what_cannot_be_compared(tmp_path) -> None:
    run = write_run(tmp_path / "1", [fact()])
    with pytest.raises(NoInputError, match=r"facts\.jsonl"):
        diff_runs(run, tmp_path)
    (run / "facts.jsonl").write_text("{\n")
    with pytest.raises(UsageError, match="line 1"):
        diff_runs(run, run)


def test_the_command(tmp_path) -> None:
    runs = [str(write_run(tmp_path / name, facts)) for name, facts in (("1", [fact()]), ("2", [fact(unit="kg")]))]
    done = CliRunner().invoke(app, ["diff", *runs, "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "What changed" in done.stdout
    told = json.loads(CliRunner().invoke(app, ["diff", *runs, "--json"]).stdout)
    assert told["counts"] == json.loads((tmp_path / "out" / "diff.json").read_text())["counts"]
    assert told["counts"]["changed"] == 1
