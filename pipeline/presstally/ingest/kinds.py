"""What a file is, by its name."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

TXT, HTML, PDF, DOCX, JSONL, ZIP = "txt", "html", "pdf", "docx", "jsonl", "zip"
KINDS = {".txt": TXT, ".html": HTML, ".htm": HTML, ".pdf": PDF, ".docx": DOCX, ".jsonl": JSONL, ".zip": ZIP}
SUFFIXES = ", ".join(KINDS)
_LINE = re.compile(r"\.jsonl#\d+\Z", re.IGNORECASE)


def find_kind(name: str) -> str | None:
    """Return the kind of the file or member `name`; None for what is no release."""
    if _LINE.search(name):
        return JSONL
    return KINDS.get(PurePosixPath(name).suffix.lower())
