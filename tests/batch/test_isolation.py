"""A release that hangs, dies or takes all memory is one line; the others are done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from presstally.batch import pool
from presstally.errors import ModelError

WORKER = Path(__file__).parents[1] / "helpers" / "faulty_worker.py"
FAULTS = {
    "hang": ("limit", "TimeoutError", "more than 3 seconds"),
    "die": ("limit", "CrashError", "signal 9"),
    "fill": ("limit", "MemoryError", "more memory"),
    "net": ("pipeline", "ForbiddenError", "socket"),
    "break": ("pipeline", "ValueError", "broken"),
}


@pytest.fixture(autouse=True)
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_COMMAND", (sys.executable, str(WORKER)))


def test_each_fault_is_one_line_and_the_others_are_done(
    put: Callable[..., Path], extract: Any, rows: Any, tmp_path: Path
) -> None:
    put(
        **{name: f"The {name.upper()} of 12 crimes." for name in FAULTS}, a="12 crimes.", z="13 crimes.", p="The PRINT."
    )
    put(once=f"The ONCE of 12 crimes {tmp_path / 'marker'}")
    extract(work={"workers": 2, "timeout": 3, "chunk": 4})
    states = {row["document"].removesuffix(".txt"): row["status"] for row in rows("documents")}
    assert states == {**dict.fromkeys(FAULTS, "failed"), **dict.fromkeys(["a", "z", "p", "once"], "done")}
    for row in rows("errors"):
        stage, kind, told = FAULTS[row["document"].removesuffix(".txt")]
        assert (row["stage"], row["type"]) == (stage, kind)
        assert told in row["message"]
        assert row["hint"]
        assert row["sha256"]
    put(hang="The 14 crimes.")
    again = extract(work={"workers": 1, "timeout": 3})
    assert again.reused == len(["a", "z", "p", "once", "net", "break"])  # what may fare better is tried again
    assert (tmp_path / "marker").exists()


def test_a_model_that_cannot_be_loaded(put: Callable[..., Path], extract: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put(a="12 crimes.")
    monkeypatch.setattr(pool, "_COMMAND", (sys.executable, "-c", "raise SystemExit('no memory for it')"))
    with pytest.raises(ModelError, match="no memory for it"):
        extract(work={"workers": 1})


def test_a_file_that_changes_or_goes_while_it_is_read(put: Callable[..., Path], extract: Any, rows: Any) -> None:
    folder = put(a="12 crimes.", b="13 crimes.", c="14 crimes.")

    def disturb(total: int) -> Callable[[str], None]:
        (folder / "a.txt").write_text("15 crimes.")
        os.unlink(folder / "b.txt")
        return lambda document: None

    extract(watch=disturb)
    assert [(row["document"], row["type"], row["stage"]) for row in rows("errors")] == [
        ("a.txt", "ChangedError", "read"),
        ("b.txt", "ReleaseError", "read"),
    ]
    extract()
    assert {row["document"]: row["status"] for row in rows("documents")} == {"a.txt": "done", "c.txt": "done"}
