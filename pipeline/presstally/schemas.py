"""The program's nouns as frozen records:
what is read (Release), what is understood (Quantity, DateRange), what is given (Entity, Fact).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Self

SCHEMA_VERSION = 1


class Record:
    """Turns a dataclass to and from a plain dict; unknown keys are refused."""

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _names(type(self))}

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Self:
        known = _names(cls)
        if unknown := sorted(row.keys() - known.keys()):
            raise ValueError(f"{cls.__name__} has no field {unknown[0]!r}; its fields: {', '.join(sorted(known))}.")
        return cls(**row)


_NAMES: dict[type, dict[str, None]] = {}  # a class of records -> its fields in order; to look them up anew takes longer


def _names(cls: type) -> dict[str, None]:
    if cls not in _NAMES:
        _NAMES[cls] = {field.name: None for field in fields(cls)}
    return _NAMES[cls]


@dataclass(frozen=True, slots=True)
class Release(Record):
    """One press release as read.

    `id` is its path relative to the input folder, with `/`; `text` is the decoded file, unchanged.
    """

    id: str
    text: str
    sha256: str = ""
    title: str | None = None
    publisher: str | None = None
    source_url: str | None = None
    published: str | None = None  # ISO date
    published_from: str | None = None  # metadata | document | inferred


@dataclass(frozen=True, slots=True)
class Quantity(Record):
    """A number in its canonical unit. `value_high` is the upper end of a range; `modifier` None means exact."""

    value: float
    unit: str = "count"
    value_high: float | None = None
    modifier: str | None = None  # over | under | about | at_least | at_most


@dataclass(frozen=True, slots=True)
class DateRange(Record):
    """Days from `start` to `end`, ISO, both included; both None where the text does not fix them."""

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Entity(Record):
    """A mention with its normalized value: numbers for a QUANTITY, days for a DATE, else None."""

    document: str
    start: int
    end: int
    label: str
    text: str
    value: float | None = None
    value_high: float | None = None
    unit: str | None = None
    modifier: str | None = None
    date_start: str | None = None
    date_end: str | None = None


@dataclass(frozen=True, slots=True)
class Fact(Record):
    """One number with what it says: a row of the table. Offsets count Unicode code points of the release's text."""

    document: str
    start: int
    end: int
    quantity: str
    value: float
    value_high: float | None
    unit: str
    modifier: str | None
    kind: str  # level | change
    direction: str | None  # increase | decrease
    metric: str
    metric_spans: list[list[int]]
    metric_id: str
    period_start: str | None
    period_end: str | None
    period: str | None
    comparison_start: str | None
    comparison_end: str | None
    organisation: str | None
    place: str | None
    person: str | None
    sentence: str
    score: float
    method: str
    needs_review: str | None
    fact_id: str
    title: str | None
    publisher: str | None
    source_url: str | None
    published: str | None
    published_from: str | None
