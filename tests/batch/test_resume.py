"""A second run reads what is new or changed, and keeps, drops and tells what is not."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from presstally.batch.settings import Settings
from presstally.errors import OutputError

Put = Callable[..., Path]


def test_only_what_is_new_or_changed_is_read(put: Put, extract: Any, rows: Any) -> None:
    put(a="12 crimes were registered.", b="13 crimes were registered.")
    assert (extract().reused, extract().reused, extract().unchanged) == (0, 2, True)
    put(b="14 crimes were registered.", c="15 crimes were registered.")
    again = extract()
    assert (again.reused, again.unchanged) == (1, False)
    assert [fact["value"] for fact in rows("facts")] == [12, 14, 15]
    assert extract(work={"force": True}).reused == 0
    assert extract(settings=Settings(min_score=0.01)).reused == 0


def test_duplicates_of_a_first_run_were_read_by_no_earlier_one(put: Put, extract: Any) -> None:
    put(a="12 crimes.", b="12 crimes.", c="13 crimes.", d=b"\xff")
    assert [extract().reused, extract().reused] == [0, 4]


def test_metadata_is_part_of_what_changes(put: Put, extract: Any, rows: Any) -> None:
    folder = put(a="12 crimes were registered.", b="13 crimes were registered.")
    extract()
    (folder / "metadata.csv").write_text("document,published\na.txt,2021-01-18\n")
    assert extract().reused == 1
    assert [fact["published"] for fact in rows("facts")] == ["2021-01-18", None]


def test_a_release_with_a_new_name_is_not_read_again(put: Put, extract: Any, rows: Any) -> None:
    folder = put(b="12 crimes were registered.")
    extract()
    (folder / "b.txt").rename(folder / "a.txt")
    again = extract()
    assert (again.reused, again.notices) == (1, [])
    assert [row["document"] for row in rows("documents")] == ["a.txt"]
    assert [fact["document"] for fact in rows("facts")] == ["a.txt"]


def test_a_release_that_is_gone_stays_until_it_is_pruned(put: Put, extract: Any, rows: Any) -> None:
    put(a="12 crimes were registered.", b="13 crimes were registered.")
    extract()
    put(a=None)
    for settings in (Settings(), Settings(min_score=0.01)):  # also when all else is read again
        assert (
            "1 releases of earlier runs are gone; their rows stay (--prune drops them): a.txt"
            in extract(settings=settings).notices
        )
        assert [fact["value"] for fact in rows("facts")] == [12, 13]
    assert extract(work={"prune": True}).notices == []
    assert [fact["value"] for fact in rows("facts")] == [13]
    assert extract().notices == []


def test_the_same_release_in_two_formats_gives_its_facts_once(put: Put, extract: Any, rows: Any) -> None:
    folder = put(b="12 crimes were registered.")
    (folder / "a.jsonl").write_text('{"text": "12 crimes were registered."}\n{"text": "12 crimes were registered."}\n')
    extract()
    assert [(row["document"], row["same_as"]) for row in rows("documents")] == [
        ("a.jsonl#1", None),
        ("a.jsonl#2", "a.jsonl#1"),
        ("b.txt", "a.jsonl#1"),
    ]
    assert len(rows("facts")) == 1


def test_an_unusable_manifest_is_made_anew(put: Put, extract: Any, tmp_path: Path, all_bytes: Any) -> None:
    put(a="12 crimes were registered.")
    extract()
    before = all_bytes("out")
    (tmp_path / "out" / ".presstally" / "manifest.sqlite").write_bytes(b"no database at all" * 1000)
    again = extract()
    assert (again.reused, again.notices) == (0, ["The manifest could not be used; all was read again."])
    assert all_bytes("out") == before


def test_one_run_at_a_time(put: Put, extract: Any, tmp_path: Path) -> None:
    put(a="12 crimes were registered.")
    extract()
    with (tmp_path / "out" / ".presstally" / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="Another run"):
            extract()


def test_tables_that_were_touched_are_made_again(put: Put, extract: Any, tmp_path: Path, all_bytes: Any) -> None:
    put(a="12 crimes were registered.")
    extract()
    before = all_bytes("out")
    (tmp_path / "out" / "facts.jsonl").write_text("edited")
    (tmp_path / "out" / "run.json").unlink()
    os.replace(tmp_path / "out" / "facts.jsonl", tmp_path / "out" / "documents.jsonl")
    assert not extract().unchanged
    assert all_bytes("out") == before
    assert len(list((tmp_path / "out" / ".presstally").glob("run-*"))) == 2
