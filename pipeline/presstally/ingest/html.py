"""A saved page -> main text, title, publisher, address and day of publication."""

from __future__ import annotations

import re
from typing import Any

from presstally.errors import ReleaseError
from presstally.ingest.content import Content, clean, import_reader
from presstally.ingest.decode import decode_text
from presstally.ingest.limits import Limits

MAX_DEPTH = 2_000  # of pages that people write, the deepest have some dozens
_HEAD = 4096  # bytes in which a page names its encoding; browsers look at the first 1024
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
# Elements without an end tag, or whose end tag may be left out.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option optgroup "
    "thead tbody tfoot colgroup rp rt html head body".split()
)
# Days that the page gives as such; a search through its text would find those of other posts.
_DATES: dict[str, Any] = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}


def read_html(data: bytes, limits: Limits) -> Content:
    """Read a saved page; raises ReleaseError where it has no main text or is nested without end."""
    html = decode_text(data, _find_charset(data), limits.encoding)
    _check_depth(html)
    trafilatura = import_reader("trafilatura", "trafilatura", "html")
    try:
        page = trafilatura.bare_extraction(
            html, include_comments=False, with_metadata=True, date_extraction_params=_DATES
        )
    except (RecursionError, ValueError) as error:
        raise ReleaseError(f"The page cannot be read: {error}.", "Save it again, or give its text.") from error
    if page is None or not (page.text or "").strip():
        raise ReleaseError("The page has no main text.", "Save the release's own page, or give its text.")
    return Content(page.text, clean(page.title), clean(page.sitename), page.url or None, page.date or None)


def _find_charset(data: bytes) -> str | None:
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii", "ignore") if found else None


def _check_depth(html: str) -> None:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _FLAT:
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            raise ReleaseError(
                f"The page is nested more than {MAX_DEPTH:,} elements deep.", "Save it again, or give its text."
            )
