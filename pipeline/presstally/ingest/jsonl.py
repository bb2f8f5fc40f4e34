"""A line of a JSONL file -> a release with its metadata."""

from __future__ import annotations

import json
from typing import Any

from presstally.errors import ReleaseError
from presstally.ingest.content import Content
from presstally.ingest.metadata import iso_day

_SHAPE = 'A line reads: {"text": "...", "published": "2023-10-27", "title": "...", "source_url": "..."}'
_NAMES = ("title", "publisher", "source_url", "published")


def read_line(data: bytes) -> Content:
    """Read one line: an object with `text`, and `title`, `publisher`, `source_url`, `published` where known.

    Other keys are passed over. Raises ReleaseError for what is no such object.
    """
    try:
        row = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReleaseError(
            f"The line is not UTF-8: byte 0x{data[error.start]:02x} at {error.start}.", _SHAPE
        ) from error
    except (ValueError, RecursionError) as error:
        raise ReleaseError(f"The line is no JSON: {error}.", _SHAPE) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ReleaseError("The line is no object with a `text`.", _SHAPE)
    if "\0" in row["text"]:
        raise ReleaseError("The text is binary: it has NUL characters.", "Give the text itself.")
    told = {name: _read_name(row, name) for name in _NAMES}
    return Content(text=row["text"], published_from="metadata", **told)


def _read_name(row: dict[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ReleaseError(f"`{name}` is {str(value)[:40]}, no text.", _SHAPE)
    if name != "published":
        return " ".join(value.split()) or None
    day = iso_day(value)
    if not day:
        raise ReleaseError(f"`published` is {value[:40]!r}, no date.", "Write it like 2024-07-18, or leave it out.")
    return day
