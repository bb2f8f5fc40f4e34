"""Facts -> points: what a release says about one metric, place, body and period, and in which line it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from presstally.series.names import Names, read_names
from presstally.series.spans import line_place, year_part

Row = dict[str, Any]


class Line(NamedTuple):
    """What makes one line of a chart: its points have the same metric, place, body, unit and part of the year."""

    metric_id: str
    place: str
    body: str
    unit: str
    span: str
    span_place: str


@dataclass(frozen=True, slots=True)
class Point:
    """A level in a line. `derived` points carry the `formula` that made them of the facts `fact_ids`."""

    line: Line
    start: str
    end: str
    value: float
    document: str
    published: str
    fact_ids: tuple[str, ...]
    value_high: float | None = None
    modifier: str | None = None
    derived: bool = False
    formula: str = ""
    sentence: str = ""
    score: float = 1.0
    review: str = ""

    @property
    def exact(self) -> bool:
        return self.modifier is None and self.value_high is None


class Placer:
    """Finds the line of facts; `facts` are all of a run, whose names stand for each other."""

    def __init__(self, facts: Iterable[Row], configs: str | None = None) -> None:
        known, facts = read_names(configs), list(facts)
        bodies = [row.get(name) for row in facts for name in ("publisher", "organisation")]
        self.bodies = Names(known.get("organisation", {}), [name for name in bodies if name])
        self.places = Names(known.get("place", {}), places=True)

    def line(self, row: Row, start: str, end: str) -> Line:
        """Return the line of a fact for a period: by its publisher, else by the body that counted."""
        part = year_part(start, end)
        body = self.bodies.id_of(row.get("publisher") or row.get("organisation"))
        return Line(row["metric_id"], self.places.id_of(row["place"]), body, row["unit"], part.name, line_place(part))

    def points(self, facts: Iterable[Row]) -> Iterator[Point]:
        """Yield the levels that have a period and a metric."""
        for row in facts:
            if row["kind"] == "level" and row["metric"] and row["period_start"] and row["period_end"]:
                yield self.point(row, row["period_start"], row["period_end"], row["value"])

    def point(self, row: Row, start: str, end: str, value: float) -> Point:
        """Return a fact as the point of a period."""
        return Point(
            self.line(row, start, end),
            start,
            end,
            value,
            row["document"],
            row["published"] or "",
            (row["fact_id"],),
            row["value_high"],
            row["modifier"],
            sentence=row["sentence"],
            score=row["score"],
            review=row["needs_review"] or "",
        )


def derived(point: Point, value: float, formula: str, *others: Row, **changes: Any) -> Point:
    """Return a computed point: inexact numbers never make one, so it is exact."""
    ids = tuple(dict.fromkeys((*point.fact_ids, *(row["fact_id"] for row in others))))
    return replace(point, value=float(round(value, 6)), formula=formula, derived=True, fact_ids=ids, **changes)
