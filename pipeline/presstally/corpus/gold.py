"""A gold release: its text, mentions, relations and facts, whatever file they came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LABELS = ("QUANTITY", "DATE", "PERSON", "ORG", "LOC", "METRIC")
RELATIONS = {
    "MEASURES": ("METRIC",),
    "DURING": ("DATE",),
    "COMPARED_TO": ("DATE",),
    "BY": ("ORG", "PERSON"),
    "IN": ("LOC",),
}
ANY = "*"  # an attribute that is not scored


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text with a label; an `optional` one is neither asked for nor punished."""

    start: int
    end: int
    label: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldFact:
    """What a number says, by the offsets of its QUANTITY. ANY in an attribute means: not scored.

    `metric` holds the words that the link must name; `head` those of them that it must not miss. Own gold has
    `metric_spans` instead, [start, end] each, and `metric` is their words.
    """

    start: int
    end: int
    value: float
    value_high: float | None = None
    unit: str = "count"
    modifier: str | None = None
    kind: str = "level"
    direction: str | None = None
    metric: str = ""
    head: str = ""
    metric_spans: tuple[tuple[int, int], ...] = ()
    period_start: str | None = None
    period_end: str | None = None
    comparison_start: str | None = None
    comparison_end: str | None = None
    metric_id: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two mentions, by their indices in `GoldRelease.mentions`."""

    type: str
    head: int
    child: int


@dataclass(frozen=True, slots=True)
class GoldRelease:
    """One annotated release. `names_complete` False: the file lists no names for this release, so none are scored."""

    doc_id: str
    text: str
    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]
    facts: tuple[GoldFact, ...]
    excluded: tuple[tuple[int, int], ...] = ()
    published: str = ""
    publisher: str = ""
    family: str = ""
    part: str = ""
    names_complete: bool = True
    extra: dict[str, Any] = field(default_factory=dict)
