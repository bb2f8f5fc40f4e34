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


@pytest.mark.parametrize(
    ("data", "declared", "fallback", "text"),
    [
        (b"caf\xe9", "windows-1252", None, "café"),
        (b"caf\xe9", None, "windows-1252", "café"),
        (b"\xe9", "windows-1251", "windows-1252", "й"),
        (b"caf\xc3\xa9", "windows-1252", "windows-1252", "café"),
        (b"\x93x\x94", "ISO-8859-1", None, "“x”"),
        (b"caf\xe9", "no-such-encoding", "windows-1252", "café"),
        ("\ufeff1".encode("utf-16-le"), "utf-8", "windows-1252", "\ufeff1"),
    ],
)
def test_mark_then_utf8_then_declared_then_named(
    data: bytes, declared: str | None, fallback: str | None, text: str
) -> None:
    assert decode_text(data, declared, fallback) == text


@pytest.mark.parametrize(
    ("data", "declared", "fallback"),
    [(b"\xe9", None, None), (b"\xe9", "rot13", None), (b"\x81", "windows-1252", "utf-16"), (b"\xe9", "hex", "zip")],
)
def test_nothing_is_guessed(data: bytes, declared: str | None, fallback: str | None) -> None:
    with pytest.raises(ReleaseError, match=r"not UTF-8.*--encoding"):
        decode_text(data, declared, fallback)
