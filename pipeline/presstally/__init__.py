"""Reads press releases of interior ministries and police and turns each number into a row that can be trusted.

`presstally.extract(texts_or_paths, published=...)` gives a DataFrame of facts,
`presstally.load()` the spaCy pipeline.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presstally.batch.frame import extract
    from presstally.loading import load

__all__ = ["__version__", "extract", "load"]

_HOMES = {"extract": "presstally.batch.frame", "load": "presstally.loading"}


def __getattr__(name: str) -> Any:
    # spaCy and pandas take a second to import: only who uses them waits for them.
    if name == "__version__":
        from importlib.metadata import version

        return version("presstally")
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
