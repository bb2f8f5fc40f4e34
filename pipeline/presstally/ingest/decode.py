"""Bytes -> text, character for character: byte order mark and line ends stay, so that offsets hold for the file."""

from __future__ import annotations

import codecs

from presstally.errors import ReleaseError

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
# These codecs, unlike utf-16 and utf-8-sig, keep the mark in the text as U+FEFF.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_text(data: bytes) -> str:
    """Return the text of `data`: by its byte order mark, else as strict UTF-8.

    Raises ReleaseError for bytes that are no text; nothing is guessed, replaced or dropped.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\0" in data:
        raise ReleaseError("The file is binary: it has NUL bytes.", "Give the text itself, as UTF-8.")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReleaseError(
            f"The file is not {encoding.upper()}: byte 0x{data[error.start]:02x} at {error.start}.",
            "Save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
        ) from error
    if "\0" in text:
        raise ReleaseError("The file is binary: it has NUL characters.", "Give the text itself, as UTF-8.")
    return text
