"""Points -> rows of a tidy table: each value that was ever published for a period is kept, as a vintage of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from presstally.catalogue import Catalogue
from presstally.catalogue.metrics import Metric
from presstally.series.points import Line, Point

SEVERAL = "several values in one release"
COLUMNS = (
    *("metric_id", "label", "place", "body", "unit", "span", "span_place", "period_start", "period_end"),
    *("value", "value_high", "modifier", "vintage", "vintages", "latest", "derived", "formula", "open"),
    *("published", "document", "documents", "fact_ids", "score", "sentence"),
)


@dataclass
class Vintage:
    """One value for a period, with the points of all releases that give it; the first one published leads."""

    points: list[Point]

    @property
    def point(self) -> Point:
        return self.points[0]


def make_vintages(points: Iterable[Point]) -> dict[tuple[Line, str, str], list[Vintage]]:
    """Group points by line and period; in each, one vintage a value, by the day it was first published.

    A value that is told outranks one that is derived: where both are equal, they are one vintage, and it is told.
    """
    cells: dict[tuple[Line, str, str], list[Point]] = defaultdict(list)
    for point in points:
        cells[point.line, point.start, point.end].append(point)
    return {key: _split(found) for key, found in sorted(cells.items())}


def _split(points: Sequence[Point]) -> list[Vintage]:
    values: dict[tuple[float, float | None], list[Point]] = defaultdict(list)
    for point in sorted(points, key=lambda p: (p.published, p.document, p.derived, p.fact_ids)):
        values[point.value, point.value_high].append(point)
    # A percentage is rounded, so what it gives about another release's value is no value of its own.
    told = [value for value, found in values.items() if any(not point.derived for point in found)]
    kept = [
        found
        for value, found in values.items()
        if value in told or not any(abs(value[0] - own[0]) <= 0.01 * abs(own[0]) for own in told)
    ]
    return [Vintage(sorted(found, key=lambda p: (p.derived, p.published, p.document))) for found in kept]


def make_rows(points: Iterable[Point], catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the rows of the tidy table, sorted by line, period and vintage.

    `latest` marks the value to draw: the last published one that is told, not open and not derived where one is told.
    """
    rows = []
    for (line, start, end), vintages in make_vintages(points).items():
        latest = _latest(vintages)
        for number, vintage in enumerate(vintages, 1):
            rows.append(
                _make_row(line, start, end, vintage, catalogue)
                | {"vintage": number, "vintages": len(vintages), "latest": vintage is latest}
            )
    return [{name: row[name] for name in COLUMNS} for row in rows]


def _latest(vintages: Sequence[Vintage]) -> Vintage | None:
    usable = [vintage for vintage in vintages if vintage.point.review != SEVERAL]
    told = [vintage for vintage in usable if not vintage.point.derived]
    return (told or usable or [None])[-1]  # type: ignore[list-item]


def label_of(metric_id: str, entry: Metric | None) -> str:
    """Return a metric's name for people."""
    if entry is None:
        return metric_id.replace("_", " ").replace(".", " ")
    ending = metric_id.removeprefix(entry.id).lstrip(".")
    return f"{entry.label} ({ending})" if ending else entry.label


def _make_row(line: Line, start: str, end: str, vintage: Vintage, catalogue: Catalogue) -> dict[str, Any]:
    point = vintage.point
    return {
        **line._asdict(),
        "label": label_of(line.metric_id, catalogue.entry(line.metric_id)),
        "period_start": start,
        "period_end": end,
        "value": point.value,
        "value_high": point.value_high,
        "modifier": point.modifier,
        "derived": point.derived,
        "formula": point.formula or None,
        "open": point.review or None,
        "published": point.published or None,
        "document": point.document,
        "documents": len({p.document for p in vintage.points}),
        "fact_ids": list(dict.fromkeys(name for p in vintage.points for name in p.fact_ids)),
        "score": point.score,
        "sentence": point.sentence,
    }
