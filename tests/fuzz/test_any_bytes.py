"""Whatever bytes a reader gets, it gives a release or an error that it means to give."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from release_files import make_docx, make_html, make_pdf, make_zip

from presstally.cells import escape_cell, unescape_cell
from presstally.errors import ReleaseError, UsageError
from presstally.ingest.containers import list_lines
from presstally.ingest.decode import decode_text
from presstally.ingest.limits import Limits
from presstally.ingest.metadata import read_metadata
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import find_inputs

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
SEEDS = {
    "a.txt": b"In 2020, 26,004 crimes were registered.",
    "a.html": make_html(),
    "a.pdf": make_pdf([["12 crimes were registered."]]),
    "a.docx": make_docx(["12 crimes were registered."], [["a", "1"]]),
    "a.jsonl#1": b'{"text": "12 crimes were registered.", "published": "2020-01-01"}',
    "a.zip": make_zip({"x.txt": b"12 crimes", "b.jsonl": b'{"text": "12"}\n{"text": "13"}\n'}),
}
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), min_size=1, max_size=8)


def damage(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    """Overwrite some places of a good file."""
    damaged = bytearray(data)
    for place, piece in changes:
        at = place % len(damaged)
        damaged[at : at + len(piece)] = piece
    return bytes(damaged)


@pytest.mark.parametrize("name", [name for name in SEEDS if name != "a.zip"])
@given(data=st.binary(max_size=300), changes=CHANGES)
@QUICK
def test_a_reader_gives_a_release_or_a_release_error(name: str, data: bytes, changes: list[tuple[int, bytes]]) -> None:
    for given_bytes in (data, damage(SEEDS[name], changes)):
        try:
            release = make_release(name, given_bytes, {})
        except ReleaseError as error:
            assert error.message
        else:
            assert release.text.encode("utf-8").decode("utf-8") == release.text


@given(data=st.binary(max_size=200), changes=CHANGES)
@QUICK
def test_an_archive_gives_members_or_one_failure(tmp_path: Path, data: bytes, changes: list[tuple[int, bytes]]) -> None:
    for given_bytes in (data, damage(SEEDS["a.zip"], changes)):
        (tmp_path / "a.zip").write_bytes(given_bytes)
        try:
            files = find_inputs([tmp_path / "a.zip"]).files
        except (ReleaseError, UsageError) as error:
            assert error.message
            continue
        except Exception as error:
            assert "no release" in str(error)
            continue
        for file in files:
            try:
                make_release(file.id, read_bytes(file), {})
            except ReleaseError as error:
                assert error.message


@given(st.text(), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
@QUICK
def test_text_comes_back_as_it_was(text: str, encoding: str) -> None:
    marked = text if encoding == "utf-8" else "\ufeff" + text
    try:
        assert decode_text(marked.encode(encoding, "surrogatepass")) == marked
    except ReleaseError:
        assert "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), max_size=8), st.integers(1, 9), st.booleans())
@QUICK
def test_lines_are_found_whatever_they_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: list[str], block: int, ends: bool
) -> None:
    monkeypatch.setattr("presstally.ingest.containers._BLOCK", block)
    lines = [json.dumps({"text": text}).encode() if text else b" " for text in texts]
    data = b"\n".join(lines) + (b"\n" if ends else b"")
    (tmp_path / "a.jsonl").write_bytes(data)
    found = list(list_lines(str(tmp_path / "a.jsonl"), None, Limits()))
    assert [(number, data[at : at + length]) for number, at, length in found] == [
        (number, line) for number, line in enumerate(lines, 1) if line.strip()
    ]


@given(st.binary(max_size=200), st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=5))
@QUICK
def test_metadata_is_read_or_refused(tmp_path: Path, data: bytes, rows: list[list[str]]) -> None:
    table = "document,published,title\n" + "\n".join(",".join(row) for row in rows)
    for given_bytes in (data, table.encode("utf-8", "replace")):
        (tmp_path / "metadata.csv").write_bytes(given_bytes)
        try:
            found = read_metadata(tmp_path / "metadata.csv")
        except UsageError as error:
            assert error.message
        else:
            assert all(len(row.get("published", "2020-01-01")) == 10 for row in found.rows.values())


@given(st.text(st.sampled_from("'=+-@\t\r＝a1 "), max_size=6))
@QUICK
def test_no_cell_is_a_formula_and_each_comes_back(text: str) -> None:
    assert not escape_cell(text).lstrip().startswith(("=", "+", "-", "@")) or text[:1] == " "
    assert unescape_cell(escape_cell(text)) == text


def test_seeds_are_good() -> None:
    for name, data in SEEDS.items():
        if name == "a.zip":
            assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        else:
            assert "crimes" in make_release(name, data, {}).text
