"""metadata.csv: what is taken, what is told, and which row belongs to which release."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from presstally.errors import UsageError
from presstally.ingest.metadata import check_published, read_metadata, write_metadata
from presstally.ingest.metadata_index import MetadataIndex
from presstally.ingest.walk import find_inputs

FILES = [
    ("document,published\na.txt,2021-01-18\n", {"a.txt": {"published": "2021-01-18"}}, None),
    ("\ufeffdocument,published\na.txt,2021-01-18\n", {"a.txt": {"published": "2021-01-18"}}, None),
    ("Document;Published\r\na.txt;2021-01-18\r\n", {"a.txt": {"published": "2021-01-18"}}, None),
    ("document\na.txt\n\nb\\c.txt\n", {"a.txt": {}, "b/c.txt": {}}, None),
    ("document,published\na.txt,2021-01-18T10:30:00+04:00\n", {"a.txt": {"published": "2021-01-18"}}, None),
    ("document,title,publisher\na.txt,'-5%,MIA\n", {"a.txt": {"title": "-5%", "publisher": "MIA"}}, None),
    ("document,published\na.txt,18.01.2021\n", {"a.txt": {}}, "line 2: '18.01.2021' is no date"),
    ("document,colour\na.txt,red\n", {"a.txt": {}}, "column 'colour' is not known"),
    ("document,title\na.txt,A\na.txt,B\n", {"a.txt": {"title": "A"}}, "line 3: a.txt stands there twice"),
    ("document,title\n,A\n", {}, "line 2: no document is named"),
]
BAD = [(b"name,date\n", "no column `document`"), (b"", "it has: nothing"), (b"document\ncaf\xe9.txt", "not UTF-8")]
DAYS = [
    (None, None),
    ("2021-01-18", "2021-01-18"),
    (date(2021, 1, 18), "2021-01-18"),
    (datetime(2021, 1, 18, 9), "2021-01-18"),
]


@pytest.mark.parametrize(("text", "rows", "notice"), FILES)
def test_read(tmp_path: Path, text: str, rows: dict[str, dict[str, str]], notice: str | None) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes(text.encode())
    table = read_metadata(path)
    assert table.rows == rows
    assert len(table.notices) == (notice is not None)
    assert (notice or "") in "".join(table.notices)


@pytest.mark.parametrize(("data", "told"), BAD)
def test_a_file_that_cannot_be_used(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=told):
        read_metadata(path)


@pytest.mark.parametrize(("value", "day"), DAYS)
def test_a_caller_s_day(value: str | date | None, day: str | None) -> None:
    assert check_published(value) == day


def test_a_caller_s_bad_day() -> None:
    with pytest.raises(UsageError, match="no date"):
        check_published("January 18")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    write_metadata(path, [{"document": "a.txt", "title": '=SUM("x"), 5', "published": None}])
    assert read_metadata(path).rows == {"a.txt": {"title": '=SUM("x"), 5'}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "metadata.csv").write_text("document,title\na.txt,A\nb.txt,B\nc.txt,C\n")
    return tmp_path


def test_rows_without_release_are_told(folder: Path) -> None:
    inputs = find_inputs([folder])
    index = MetadataIndex(inputs)
    assert [index.of(file) for file in inputs.files] == [{"title": "A"}, {"title": "B"}]
    assert index.notices == ["metadata.csv: no release is called 'c.txt'."]


def test_a_single_file_takes_its_row_and_is_told_nothing(folder: Path) -> None:
    inputs = find_inputs([folder / "a.txt"])
    index = MetadataIndex(inputs)
    assert (index.of(inputs.files[0]), index.notices) == ({"title": "A"}, [])


def test_a_named_file_goes_before_the_folder_s(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "mine.csv"
    other.write_text("document,title\na.txt,Mine\n")
    inputs = find_inputs([folder])
    index = MetadataIndex(inputs, other)
    assert [index.of(file) for file in inputs.files] == [{"title": "Mine"}, {}]
    assert index.notices == []
