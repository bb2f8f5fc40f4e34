"""Files that give a release, and files that give an error."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from presstally.errors import ReleaseError
from presstally.ingest.limits import Limits
from presstally.ingest.reader import hash_bytes, make_release, read_bytes
from presstally.ingest.walk import InputFile


def test_release_has_text_hash_and_metadata() -> None:
    data = b"\xef\xbb\xbfTwo held.\r\n"
    release = make_release("a/b.txt", data, {"published": "2021-01-18", "title": "T"})
    assert (release.id, release.text, release.sha256) == ("a/b.txt", "\ufeffTwo held.\r\n", hash_bytes(data))
    assert (release.title, release.published, release.published_from) == ("T", "2021-01-18", "metadata")
    assert make_release("a.txt", data, {}).published_from is None


def test_limit_counts_characters_not_bytes() -> None:
    assert make_release("a.txt", "əəəə".encode(), {}, limits=Limits(max_chars=4)).text == "əəəə"
    with pytest.raises(ReleaseError, match=r"5 characters; the limit is 4.*--max-chars"):
        make_release("a.txt", b"abcde", {}, limits=Limits(max_chars=4))


def test_a_giant_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    with pytest.raises(ReleaseError, match="the limit is 10"):
        read_bytes(InputFile("a.txt", str(path), tmp_path), Limits(max_chars=10))


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    os.symlink(tmp_path / "gone", tmp_path / "broken.txt")
    for name, told in (("pipe.txt", "no regular file"), ("broken.txt", "cannot be read: No such file")):
        with pytest.raises(ReleaseError, match=told):
            read_bytes(InputFile(name, str(tmp_path / name), tmp_path))
