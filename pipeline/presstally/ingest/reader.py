"""One file -> one Release, or an error that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from presstally.errors import ReleaseError
from presstally.ingest.decode import decode_text
from presstally.ingest.walk import InputFile
from presstally.language.identify import check_english
from presstally.schemas import Release

MAX_CHARS = 2_000_000
_WIDEST = 4  # bytes of a code point, in every encoding that is read


def read_bytes(file: InputFile, max_chars: int = MAX_CHARS) -> bytes:
    """Read the file; raises ReleaseError where it cannot be read or is longer than `max_chars` in any encoding."""
    try:
        if file.path.exists() and not file.path.is_file():
            raise ReleaseError("This is no regular file.", "Give the text as a file.")
        size = file.path.stat().st_size
        if size > _WIDEST * (max_chars + 1):
            raise _too_long(f"more than {size // _WIDEST:,}", max_chars)
        return file.path.read_bytes()
    except OSError as error:
        raise ReleaseError(
            f"The file cannot be read: {error.strerror}.", "Check that it is there and yours to read."
        ) from error


def start_release(name: str, known: Mapping[str, str]) -> Release:
    """Make a Release of what is known before its text is read; `known` holds metadata as read_metadata gives it."""
    return Release(id=name, text="", published_from="metadata" if known.get("published") else None, **known)


def make_release(name: str, data: bytes, known: Mapping[str, str], max_chars: int = MAX_CHARS) -> Release:
    """Make the Release `name` from a file's bytes; raises ReleaseError (LanguageError where it is not English)."""
    text = decode_text(data)
    if len(text) > max_chars:
        raise _too_long(f"{len(text):,}", max_chars)
    check_english(text)
    return replace(start_release(name, known), text=text, sha256=hash_bytes(data))


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of a release's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _too_long(length: str, max_chars: int) -> ReleaseError:
    return ReleaseError(
        f"The release has {length} characters; the limit is {max_chars:,}.", "Split it, or raise --max-chars."
    )
