"""Bytes -> text, character for character, or an error that says what to do."""

from __future__ import annotations

import pytest

from presstally.errors import ReleaseError
from presstally.ingest.decode import decode_text

GOOD = [
    (b"", ""),
    (b"12\r\n13\n", "12\r\n13\n"),
    ("Bakı – 12".encode(), "Bakı – 12"),
    (b"\xef\xbb\xbf12", "\ufeff12"),
    ("\ufeff12".encode("utf-16-le"), "\ufeff12"),
    ("\ufeff12".encode("utf-16-be"), "\ufeff12"),
    ("\ufeff12".encode("utf-32-le"), "\ufeff12"),
    ("\ufeff12".encode("utf-32-be"), "\ufeff12"),
]
BAD = [
    (b"caf\xe9", "not UTF-8.*0xe9 at 3.*iconv"),
    (b"PK\x03\x04\x00\x00", "binary"),
    ("\ufeff1\0002".encode("utf-16-le"), "binary"),
    (b"\xff\xfe1", "not UTF-16-LE"),
]


@pytest.mark.parametrize(("data", "text"), GOOD)
def test_text_is_the_file(data: bytes, text: str) -> None:
    assert decode_text(data) == text


@pytest.mark.parametrize(("data", "told"), BAD)
def test_what_is_no_text_is_told(data: bytes, told: str) -> None:
    with pytest.raises(ReleaseError, match=told):
        decode_text(data)
