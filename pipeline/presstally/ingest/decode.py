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
# Pages that declare these mean windows-1252, and browsers read them so (WHATWG Encoding Standard, section 4.2).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}


def decode_text(data: bytes, declared: str | None = None, fallback: str | None = None) -> str:
    """Return the text of `data`: by its byte order mark, else as strict UTF-8, else as `declared`, else `fallback`.

    `declared` is what the document says of itself, `fallback` what the user says of documents that say nothing.
    Raises ReleaseError for bytes that are no text; nothing is guessed, replaced or dropped.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    if not encoding and b"\0" in data:
        raise ReleaseError("The file is binary: it has NUL bytes.", "Give the text itself, as UTF-8.")
    text = _decode_first(data, [encoding] if encoding else _candidates(declared, fallback))
    if "\0" in text:
        raise ReleaseError("The file is binary: it has NUL characters.", "Give the text itself, as UTF-8.")
    return text


def _candidates(declared: str | None, fallback: str | None) -> list[str]:
    names = ["utf-8"]
    for name in filter(None, (declared, None if declared and _known(declared) else fallback)):
        names += [known] if (known := _known(name)) and known not in names else []
    return names


def _known(name: str) -> str | None:
    """Return the codec that reads `name`; None where there is none, or one that reads no text."""
    try:
        codec = codecs.lookup(name).name
        "".encode(codec)
    except (LookupError, ValueError):
        return None
    return _MEANT.get(codec, codec)


def _decode_first(data: bytes, names: list[str]) -> str:
    errors = []
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError as error:
            errors.append(error)
    told = "; ".join(
        f"not {name.upper()}: byte 0x{data[error.start]:02x} at {error.start}"
        for name, error in zip(names, errors, strict=True)
    )
    raise ReleaseError(
        f"The file is {told}.",
        "Save it as UTF-8 (iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW), or name its encoding with --encoding.",
    ) from errors[0]
