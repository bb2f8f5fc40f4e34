"""What a reader of a format finds in a file."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from types import ModuleType

from presstally.errors import ReleaseError


@dataclass(frozen=True)
class Content:
    """The text of a release and what the file says of it; `published` is an ISO day."""

    text: str
    title: str | None = None
    publisher: str | None = None
    source_url: str | None = None
    published: str | None = None
    published_from: str = "document"


class MissingReaderError(ReleaseError):
    """The library that reads a format is not installed."""


def import_reader(module: str, package: str, kind: str) -> ModuleType:
    """Import the library of a format; raises MissingReaderError that names what to install."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise MissingReaderError(
            f"{kind.upper()} files need {package}, which is not installed.",
            f"Install it: pip install 'presstally[{kind}]'",
        ) from error


def clean(text: str | None) -> str | None:
    """Return a title or name on one line; None where there is none."""
    return " ".join(text.split()) or None if text else None
