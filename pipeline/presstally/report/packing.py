"""Rows -> what a page can hold of them: columns with each text once, and offsets as JavaScript counts them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]


def pack_columns(rows: Sequence[Row], names: Iterable[str]) -> dict[str, Any]:
    """Return name -> values of one column; texts that repeat stand once, in `of`, and their places in `at`."""
    return {name: _pack([row.get(name) for row in rows]) for name in names}


def _pack(values: list[Any]) -> Any:
    if not any(isinstance(value, str) for value in values):
        return [int(v) if isinstance(v, float) and v.is_integer() and abs(v) < 1e15 else v for v in values]
    places: dict[Any, int] = {}
    at = [places.setdefault(value, len(places)) for value in values]
    return {"of": list(places), "at": at} if len(places) < 0.7 * len(values) else values


class Offsets:
    """Turns offsets in code points into offsets in UTF-16 units, of which letters beyond the first plane have two."""

    def __init__(self, text: str) -> None:
        self._wide = (
            [i for i, letter in enumerate(text) if letter > "\uffff"] if max(text, default="") > "\uffff" else []
        )

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset) if self._wide else offset
