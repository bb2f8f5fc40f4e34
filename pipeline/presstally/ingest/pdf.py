"""A PDF -> its text layer, title and day of creation."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from presstally.errors import ReleaseError
from presstally.ingest.content import Content, clean, import_reader
from presstally.ingest.limits import Limits, too_long

MAX_PAGES = 2_000
_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")  # D:YYYYMMDDHHmmSS (ISO 32000-1, 7.9.4)
_LINE_END = re.compile(r"\r\n?")
# PDFium marks a hyphen at the end of a line with one of these; the word goes on in the next line.
_SPLIT_WORD = re.compile("[\x02\ufffe]\n?")


def read_pdf(data: bytes, limits: Limits) -> Content:
    """Read a PDF, a line of the page as a line and a blank line between pages.

    Raises ReleaseError where it is damaged, locked or has no text layer.
    """
    pdfium = import_reader("pypdfium2", "pypdfium2", "pdf")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        # PDFium keeps the reason of an earlier failure where it has no new one.
        if b"/Encrypt" in data and "password" in str(error).lower():
            raise ReleaseError("The PDF is locked with a password.", "Save it without a password.") from error
        raise _unreadable(error) from error
    try:
        text = _read_pages(document, limits)
        told = document.get_metadata_dict(skip_empty=True)
    except pdfium.PdfiumError as error:
        raise _unreadable(error) from error
    finally:
        document.close()
    if not text.strip():
        raise ReleaseError("The PDF has no text layer.", "Run it through OCR first.")
    return Content(text, title=clean(told.get("Title")), published=_read_day(told.get("CreationDate", "")))


def _unreadable(error: Exception) -> ReleaseError:
    told = str(error).split(" (PDFium")[0].rstrip(".")
    return ReleaseError(f"The PDF cannot be read: {told}.", "Download it again, or give its text.")


def _read_pages(document: Any, limits: Limits) -> str:
    if len(document) > MAX_PAGES:
        raise ReleaseError(f"The PDF has {len(document):,} pages; the limit is {MAX_PAGES:,}.", "Split it.")
    pages, length = [], 0
    for page in document:
        lines = page.get_textpage()
        pages.append(_SPLIT_WORD.sub("", _LINE_END.sub("\n", lines.get_text_bounded())).replace("\0", ""))
        lines.close()
        page.close()
        length += len(pages[-1])
        if length > limits.max_chars:
            raise too_long(f"more than {limits.max_chars:,}", limits.max_chars)
    return "\n\n".join(pages)


def _read_day(text: str) -> str | None:
    found = _DAY.match(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:
        return None
