"""One file, member or line -> one Release, or an error that says why not."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import replace

from presstally.errors import ReleaseError
from presstally.ingest.containers import is_safe, list_members, read_member, read_part
from presstally.ingest.content import Content
from presstally.ingest.decode import decode_text
from presstally.ingest.kinds import DOCX, HTML, JSONL, PDF, TXT, ZIP, find_kind
from presstally.ingest.limits import MAX_CHARS, WIDEST, Limits, check_size, check_text, too_long
from presstally.ingest.walk import InputFile
from presstally.language.identify import check_english
from presstally.schemas import Release

__all__ = ["MAX_CHARS", "Limits", "hash_bytes", "make_release", "read_bytes", "start_release"]
_TOLD = ("title", "publisher", "source_url", "published")


def read_bytes(file: InputFile, limits: Limits | None = None) -> bytes:
    """Read a file, a member of an archive or a line; raises ReleaseError where that fails or a limit is passed."""
    limits = limits or Limits()
    try:
        told = os.stat(file.location)
        if not stat.S_ISREG(told.st_mode):
            raise ReleaseError("This is no regular file.", "Give the text as a file.")
        if file.offset is not None:
            return read_part(file.location, file.member, file.offset, file.length, limits)
        if file.member is not None:
            if not is_safe(file.member):
                raise ReleaseError(f"The name {file.member!r} leads out of the archive.", "Unpack it yourself.")
            return read_member(file.location, file.member, limits)
        if find_kind(file.id) == ZIP:
            list_members(file.location)  # only one that cannot be read is a release of its own
        if find_kind(file.id) == TXT and told.st_size > WIDEST * (limits.max_chars + 1):
            raise too_long(f"more than {told.st_size // WIDEST:,}", limits.max_chars)
        check_size(told.st_size, limits)
        with open(file.location, "rb") as opened:
            data = opened.read(limits.max_bytes + 1)  # it may grow meanwhile
        check_size(len(data), limits)
        return data
    except OSError as error:
        raise ReleaseError(
            f"The file cannot be read: {error.strerror}.", "Check that it is there and yours to read."
        ) from error


def start_release(name: str, known: Mapping[str, str]) -> Release:
    """Make a Release of what is known before its text is read; `known` holds metadata as read_metadata gives it."""
    return Release(id=name, text="", published_from="metadata" if known.get("published") else None, **known)


def make_release(name: str, data: bytes, known: Mapping[str, str], limits: Limits | None = None) -> Release:
    """Make the Release `name` from a file's bytes; raises ReleaseError (LanguageError where it is not English).

    The suffix of `name` says what the bytes are. What is `known` of a release comes before what its file says.
    """
    limits = limits or Limits()
    content = _read_content(name, data, limits)
    check_text(content.text, limits)
    check_english(content.text)
    told = {key: getattr(content, key) for key in _TOLD if getattr(content, key) and key not in known}
    source = {"published_from": content.published_from} if "published" in told else {}
    return replace(start_release(name, known), text=content.text, sha256=hash_bytes(data), **told, **source)


def _read_content(name: str, data: bytes, limits: Limits) -> Content:
    kind = find_kind(name)
    if kind == HTML:
        from presstally.ingest.html import read_html

        return read_html(data, limits)
    if kind == PDF:
        from presstally.ingest.pdf import read_pdf

        return read_pdf(data, limits)
    if kind == DOCX:
        from presstally.ingest.docx import read_docx

        return read_docx(data, limits)
    if kind == JSONL:
        from presstally.ingest.jsonl import read_line

        return read_line(data)
    return Content(decode_text(data, fallback=limits.encoding))


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of a release's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
