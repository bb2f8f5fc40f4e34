"""Exports as files, the inbox, uploads in parts, and doubles."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime

import pytest

from presstally.corpus.sources import read_annotations
from presstally.doccano.exports import Exported, read_export
from presstally.doccano.hands import read_pair
from presstally.doccano.inbox import import_export
from presstally.doccano.rows import pack
from presstally.doccano.session import Access, explain
from presstally.doccano.transfer import MAX_RELEASES, MAX_SPANS, check_rows, chunks, find_doubles
from presstally.errors import NoInputError, UsageError

NOW = datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC)


def write_zip(path, **files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in files.items():
            archive.writestr(f"{name}.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_exports_are_read_in_every_form(back, tmp_path):
    row = back()
    line = json.dumps(pack(row), ensure_ascii=False) + "\n"
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "alice.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "one.jsonl").write_text("\ufeff" + line, encoding="utf-8")
    shared = write_zip(tmp_path / "shared.zip", all=[row])
    apart = write_zip(tmp_path / "apart.zip", alice=[row], bob=[])
    found = [read_export(tmp_path / name) for name in ("folder", "one.jsonl")] + [
        read_export(shared),
        read_export(apart),
    ]
    assert [[(line.annotator, line.row["doc_id"]) for line in lines] for lines in found] == [
        [("alice", "a.txt")],
        [("", "a.txt")],
        [("", "a.txt")],
        [("alice", "a.txt")],
    ]


@pytest.mark.parametrize(
    ("content", "error", "told"),
    [("", NoInputError, "no annotated release"), ("{", UsageError, "line 1"), ("5", UsageError, "no object")],
)
def test_what_is_no_export(tmp_path, content, error, told):
    (tmp_path / "x.jsonl").write_text(content)
    with pytest.raises(error, match=told):
        read_export(tmp_path / "x.jsonl")


def test_the_inbox_takes_what_is_new_or_changed(back, tmp_path):
    inbox = tmp_path / "inbox"
    first = import_export([Exported("x", 1, "", back())], inbox, now=NOW)
    assert first.file == inbox / "20240501T120000-000.jsonl"
    again = import_export([Exported("x", 1, "", back())], inbox, now=NOW)
    assert (again.file, len(again.same)) == (None, 1)
    changed = import_export([Exported("x", 1, "", back(drop=[("QUANTITY", "31")]))], inbox, now=NOW)
    assert changed.file == inbox / "20240501T120000-001.jsonl"
    wrong = import_export([Exported("x", 1, "", back(text="Other."))], inbox, now=NOW)
    assert (wrong.file, len(wrong.failed)) == (None, 1)
    assert [len(release.facts) for release in read_annotations(inbox)] == [2, 1]


def test_the_annotator_must_be_clear(back, tmp_path):
    lines = [Exported("x", 1, name, back()) for name in ("alice", "bob")]
    with pytest.raises(UsageError, match="alice, bob"):
        import_export(lines, tmp_path)
    with pytest.raises(UsageError, match="nothing of 'eve'"):
        import_export(lines, tmp_path, annotator="eve")
    assert import_export(lines, tmp_path, annotator="bob", now=NOW).new[0].annotator == "bob"


def test_two_hands_of_one_export(back, tmp_path):
    path = write_zip(tmp_path / "x.zip", alice=[back()], bob=[back(drop=[("QUANTITY", "31")])])
    first, second = read_pair(path, None, [])
    assert [len(release.facts) for release in (*first, *second)] == [2, 1]
    third = write_zip(tmp_path / "y.zip", alice=[back()], bob=[back()], eve=[back()])
    with pytest.raises(UsageError, match="alice, bob, eve"):
        read_pair(third, None, [])
    assert len(read_pair(third, None, ["alice", "eve"])) == 2


@pytest.mark.parametrize(
    ("spans", "sizes"),
    [([], []), ([1] * (MAX_RELEASES + 1), [MAX_RELEASES, 1]), ([MAX_SPANS - 1, 2, 1], [1, 2]), ([MAX_SPANS + 9], [1])],
)
def test_uploads_are_small_enough(spans, sizes):
    rows = [{"entities": [None] * count} for count in spans]
    assert [len(chunk) for chunk in chunks(rows)] == sizes


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"relations": [{"id": 1, "from_id": 1, "to_id": 999, "type": "IN"}]}, "not there"),
        ({"publisher": None}, "'publisher' is null"),
        ({"text": ""}, "no text"),
    ],
)
def test_nothing_is_sent_that_doccano_breaks_on(sent, keys, told):
    with pytest.raises(UsageError, match=told):
        check_rows([sent, sent | keys])
    with pytest.raises(UsageError, match="same keys"):
        check_rows([sent, sent | {"more": ""}])


def test_doubles_are_found_unless_somebody_worked_on_them(back):
    rows = [back(id=1), back(id=2), back(id=3, drop=[("QUANTITY", "31")]), back(id=4), back(id=5, doc_id="b")]
    lines = [Exported("x", number, "", row) for number, row in enumerate(rows, 1)]
    assert find_doubles(lines, set()) == [2, 4]
    assert find_doubles(lines, {4}) == [1, 2]
    assert find_doubles(lines, {1, 2, 4}) == []


def test_errors_name_the_next_step_and_no_password():
    access = Access("http://127.0.0.1:1", "anna", "secret-word")
    assert "secret-word" not in repr(access)
    for kind in ("login", "forbidden", "missing", "connection", "timeout", "server", "other"):
        error = explain(access.url, {"kind": kind, "message": "X"})
        assert (error.exit_code, bool(error.hint)) == (7, True)
