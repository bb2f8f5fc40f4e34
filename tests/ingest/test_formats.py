"""Files of each format -> the text and what the file says of the release."""

from __future__ import annotations

from pathlib import Path

import pytest
from release_files import SENTENCES, make_docx, make_folder, make_html, make_jsonl, make_pdf, make_zip

from presstally.errors import ReleaseError
from presstally.ingest import content
from presstally.ingest.kinds import find_kind
from presstally.ingest.limits import Limits
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import find_inputs


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "txt"), ("a.HTM", "html"), ("a/b.html", "html"), ("a.jsonl", "jsonl"), ("a.jsonl#12", "jsonl"),
     ("a.zip/b.pdf", "pdf"), ("a.doc", None), ("a", None), (".txt", None), ("a.jsonl#x", None)],
)  # fmt: skip
def test_kind_is_told_by_the_name(name: str, kind: str | None) -> None:
    assert find_kind(name) == kind


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_html(charset: str) -> None:
    release = make_release("a.html", make_html(charset), {})
    for sentence in SENTENCES:
        assert sentence in release.text
    for furniture in ("1,204", "5,311", "12 cars"):
        assert furniture not in release.text
    assert (release.title, release.publisher) == ("Nine months in figures", "Ministry of Order")
    assert (release.published, release.published_from) == ("2023-10-27", "document")
    assert release.source_url == "https://example.org/news/1"


def test_a_page_without_a_day_takes_none_from_other_posts() -> None:
    page = make_html().replace(b"2023-10-27T09:00:00+04:00", b"soon")
    assert make_release("a.html", page, {}).published is None


def test_pdf() -> None:
    release = make_release("a.pdf", make_pdf([SENTENCES, ["On page two 31 cars."]]), {})
    assert release.text.split("\n") == [*SENTENCES, "", "On page two 31 cars."]
    assert (release.title, release.published, release.published_from) == ("Nine months", "2023-10-27", "document")


def test_docx() -> None:
    data = make_docx(SENTENCES[:2], [["Murders", "118"], ["Thefts", "1,126"]], "Nine months")
    release = make_release("a.docx", data, {})
    assert release.text == "\n".join([*SENTENCES[:2], "Murders\t118", "Thefts\t1,126"]) + "\n"
    assert (release.title, release.published) == ("Nine months", None)


def test_known_metadata_comes_first() -> None:
    release = make_release("a.html", make_html(), {"published": "2023-10-28", "title": "Mine"})
    assert (release.published, release.published_from, release.title) == ("2023-10-28", "metadata", "Mine")


def test_jsonl() -> None:
    data = make_jsonl({"text": "12 held.", "published": "2023-10-27T10:00:00", "title": " A\nB ", "x": 1})
    release = make_release("b.jsonl#1", data, {})
    assert (release.text, release.title, release.published, release.published_from) == (
        "12 held.", "A B", "2023-10-27", "metadata",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.jsonl#1", b"{", "no JSON"),
        ("a.jsonl#1", b"[1]", "no object with a `text`"),
        ("a.jsonl#1", b'{"text": 5}', "no object with a `text`"),
        ("a.jsonl#1", b'{"text": "\\ud800"}', "half a character"),
        ("a.jsonl#1", b'{"text": "1", "published": "May"}', "no date"),
        ("a.jsonl#1", b'{"text": "1", "title": 5}', "no text"),
        ("a.jsonl#1", b"[" * 100_000, "no JSON"),
        ("a.jsonl#1", b'{"text": "caf\xe9"}', "not UTF-8"),
        ("a.html", b"<html></html>", "no main text"),
        ("a.html", b"<div>" * 100_000 + b"12 held", "nested"),
        ("a.html", b'<meta charset="utf-8"><p>caf\xe9', "not UTF-8"),
        ("a.pdf", b"%PDF-1.4\nno", "cannot be read"),
        ("a.pdf", make_pdf([[]]), "no text layer"),
        ("a.docx", b"PK", "no Word document"),
        ("a.docx", make_zip({"a.txt": b"x"}), "no readable Word document"),
        ("a.docx", make_zip({"word/document.xml": b" " * (257 * 2**20)}), "unpacks to"),
        ("a.txt", b"1" * 10_000, "10,000 digits"),
        ("a.txt", b"1 " * 60_000, "60,000 numbers"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, data: bytes, told: str) -> None:
    with pytest.raises(ReleaseError, match=told) as error:
        make_release(name, data, {})
    assert error.value.hint


@pytest.mark.parametrize(("name", "library"), [("a.html", "trafilatura"), ("a.pdf", "pypdfium2"), ("a.docx", "docx")])
def test_a_missing_reader_is_named(name: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def miss(module: str) -> None:
        raise ImportError(module)

    monkeypatch.setattr(content.importlib, "import_module", miss)
    with pytest.raises(content.MissingReaderError, match=rf"{library}.*pip install 'presstally\[{name[2:]}\]'"):
        make_release(name, b"<p>x", {})


def test_members_and_lines_are_releases(tmp_path: Path) -> None:
    found = find_inputs([make_folder(tmp_path)])
    assert [file.id for file in found.files] == [
        "a.txt", "b.html", "c.pdf", "d.docx", "e.jsonl#1", "e.jsonl#2", "f.zip/sub/y.html", "f.zip/x.txt",
    ]  # fmt: skip
    assert found.others == 1
    releases = {file.id: make_release(file.id, read_bytes(file), {}) for file in found.files}
    assert "77 persons" in releases["e.jsonl#1"].text
    assert releases["e.jsonl#2"].text == releases["a.txt"].text
    assert releases["f.zip/sub/y.html"].title == "In a ZIP"
    assert "12 cars" in releases["f.zip/x.txt"].text


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "1 a"}\n\n  \r\n{"text": "2 b"}\r\n{"text": "3 c"}')
    (tmp_path / "z.zip").write_bytes(make_zip({"a.jsonl": path.read_bytes(), ".b.txt": b"", "__MACOSX/c.txt": b""}))
    texts = {file.id: make_release(file.id, read_bytes(file), {}).text for file in find_inputs([tmp_path]).files}
    lines = {"a.jsonl#1": "1 a", "a.jsonl#4": "2 b", "a.jsonl#5": "3 c"}
    assert texts == lines | {f"z.zip/{name}": text for name, text in lines.items()}


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.zip", b"no archive", "no ZIP archive"),
        ("a.zip", make_zip({f"{n}.txt": b" " * 10_000_000 for n in range(40)}), "no archive of releases"),
        ("a.zip", make_zip({"../x.txt": b"12"}), "leads out of the archive"),
        ("a.zip", make_zip({"/x.txt": b"12"}), "leads out of the archive"),
        ("a.zip", make_zip({"x.txt": b"x" * 2000}), "limit is 1,000"),
        ("a.zip", make_zip({"x.jsonl": b"x" * 2000}), "limit is 1,000"),
        ("a.zip", make_zip({"x.txt": b"x" * 200}).replace(b"\x00x.txt", b"\x00x.txt\xff\xff", 1), "damaged|no ZIP"),
        ("a.jsonl", b"x" * 2000, "limit is 1,000"),
        ("a.html", b"x" * 2000, "limit is 1,000"),
    ],
    ids=range(9),
)  # fmt: skip
def test_containers_that_are_refused(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(data)
    limits = Limits(max_bytes=1000)
    (file,) = find_inputs([tmp_path], limits=limits).files
    with pytest.raises(ReleaseError, match=told):
        read_bytes(file, limits)


def test_a_member_that_unpacks_to_more_than_it_tells(tmp_path: Path) -> None:
    data = make_zip({"x.txt": b"x" * 5000})
    at = data.index(b"PK\x01\x02") + 24
    (tmp_path / "a.zip").write_bytes(data[:at] + (10).to_bytes(4, "little") + data[at + 4 :])
    (file,) = find_inputs([tmp_path]).files
    with pytest.raises(ReleaseError, match="damaged"):
        read_bytes(file)


def test_a_locked_member(tmp_path: Path) -> None:
    data = bytearray(make_zip({"x.txt": b"12 held"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    (file,) = find_inputs([tmp_path]).files
    with pytest.raises(ReleaseError, match=r"cannot be unpacked.*encrypted"):
        read_bytes(file)
