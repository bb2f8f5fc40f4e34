"""Agreement between releases: the same figure twice, figures that accumulate, units, jumps, gaps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import exp, log
from statistics import median

from presstally.audit.findings import PROGRAM, Finding, Row, blame_of, is_scale, show
from presstally.catalogue import Catalogue
from presstally.catalogue.matching import RELATIVE, unit_kind
from presstally.series.points import Line, Point
from presstally.series.vintages import Vintage, make_vintages

Cells = dict[tuple[Line, str, str], list[Vintage]]
_HISTORY = 4  # points that a line must have before one can be odd
_WIDEST = 3.0  # a value within this factor of the median is never a jump
_SPREAD = 6.0  # nor one within so many median deviations
_USUAL = 2  # points that tell which unit a line has
_FULL = 5  # a line may lack one of so many periods, to be one
_LINES = ("year", "half_year", "nine_months", "quarter", "month")


def check_agreement(points: Sequence[Point], facts: Mapping[str, Row], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what does not fit between releases; `points` are told or derived, none of them open."""
    told = [point for point in points if not point.derived]
    cells = make_vintages(told)
    yield from _differing(cells, facts)
    yield from _earlier(cells, [point for point in points if point.derived and " % " not in point.formula], facts)
    yield from _falling(cells, facts, catalogue)
    yield from _units(cells, facts)
    yield from _histories(cells, facts, catalogue)


def _rows(points: Sequence[Point], facts: Mapping[str, Row]) -> tuple[Row, ...]:
    return tuple(facts[name] for name in dict.fromkeys(name for point in points for name in point.fact_ids))


def _differing(cells: Cells, facts: Mapping[str, Row]) -> Iterator[Finding]:
    for (_, start, end), vintages in cells.items():
        exact = [vintage.point for vintage in vintages if vintage.point.exact]
        if len({point.document for point in exact}) < 2 or start == end:
            continue
        values = [point.value for point in exact]
        size = (max(values) - min(values)) / max(abs(value) for value in values)
        if size > _rounding(values):
            rows = _rows(exact, facts)
            message = f"{' and '.join(map(show, values))} for {start} to {end}."
            yield Finding("values_differ", message, rows, blame_of(values, rows), size)


def _rounding(values: Sequence[float]) -> float:
    """Return by how much values may differ that one release rounds ("5.4 million") and another does not."""
    round_ones = [value for value in values if value >= 10_000 and value % 1_000 == 0]
    return 0.05 if round_ones and len(round_ones) < len(values) else 0.0


def _earlier(cells: Cells, derived: Sequence[Point], facts: Mapping[str, Row]) -> Iterator[Finding]:
    """Compare what a level and its change lead back to with what was told then; percentages lead back roughly."""
    for point in derived:
        told = [v.point for v in cells.get((point.line, point.start, point.end), []) if v.point.exact]
        others = [other for other in told if other.document != point.document]
        same = any(other.document == point.document for other in told)  # the release's own arithmetic is checked there
        if not others or same or any(abs(other.value - point.value) <= _tolerance(point, other) for other in others):
            continue
        rows = _rows([point, others[0]], facts)
        message = (
            f"{point.formula} = {show(point.value)}, told for {point.start} to {point.end} was {show(others[0].value)}."
        )
        size = abs(others[0].value - point.value) / max(abs(point.value), abs(others[0].value))
        yield Finding("earlier_value", message, rows, blame_of([point.value, others[0].value], rows), size)


def _tolerance(point: Point, other: Point) -> float:
    return 0.01 * abs(other.value) if "%" in point.formula or "/" in point.formula else 1e-6 * abs(other.value)


def _falling(cells: Cells, facts: Mapping[str, Row], catalogue: Catalogue) -> Iterator[Finding]:
    """Compare figures that run from the same day: one that runs longer cannot be lower."""
    runs: dict[tuple[Line, str], list[Point]] = defaultdict(list)
    for (line, start, _), vintages in cells.items():
        entry = catalogue.entry(line.metric_id)
        if entry and entry.accumulates and line.unit not in RELATIVE and len(vintages) == 1:
            runs[line._replace(span="", span_place=""), start].append(vintages[0].point)
    for points in runs.values():
        points.sort(key=lambda point: point.end)
        for shorter, longer in pairwise(points):
            if longer.value < shorter.value and shorter.exact and longer.exact and shorter.document != longer.document:
                rows = _rows([shorter, longer], facts)
                message = f"{show(shorter.value)} up to {shorter.end}, but {show(longer.value)} up to {longer.end}."
                values = [shorter.value, longer.value]
                size = 1 - longer.value / shorter.value
                yield Finding("cumulative_falls", message, rows, blame_of(values, rows), size)


def _units(cells: Cells, facts: Mapping[str, Row]) -> Iterator[Finding]:
    """Yield a release that tells a metric in another kind of unit than two or more before it did."""
    lines: dict[Line, list[tuple[str, Point]]] = defaultdict(list)
    for (line, _, end), vintages in cells.items():
        if line.unit not in RELATIVE:
            lines[line._replace(unit="")].append((end, vintages[0].point))
    for found in lines.values():
        found.sort(key=lambda pair: (pair[0], pair[1].line.unit))
        for number, (end, point) in enumerate(found):
            kind = unit_kind(point.line.unit)
            before = [other for day, other in found[:number] if day < end]
            beside = any(unit_kind(other.line.unit) != kind for day, other in found if day == end)
            others = [other for other in before if unit_kind(other.line.unit) != kind]
            if len(others) >= _USUAL and not beside and len(others) > 2 * (len(before) - len(others)):
                rows = _rows([point, others[-1]], facts)
                message = f"{point.line.unit}, where it was {others[-1].line.unit} before."
                yield Finding("unit_changed", message, rows, PROGRAM)


def _histories(cells: Cells, facts: Mapping[str, Row], catalogue: Catalogue) -> Iterator[Finding]:
    lines: dict[Line, list[Point]] = defaultdict(list)
    for (line, _, _), vintages in cells.items():
        if line.span in _LINES:
            lines[line].append(vintages[-1].point)
    told = {(line.metric_id, line.place, _month(end)) for line, _, end in cells}
    for line, points in lines.items():
        yield from _jumps(points, facts)
        if catalogue.entry(line.metric_id):  # an id made of words may have other words in the next release
            yield from _gaps(line, points, facts, told)


def _jumps(points: Sequence[Point], facts: Mapping[str, Row]) -> Iterator[Finding]:
    """Yield values that lie further from the median of their line than factor and spread allow."""
    logs = {point: log(point.value) for point in points if point.value > 0}
    if len(logs) <= _HISTORY:
        return
    for point, own in logs.items():
        others = [value for other, value in logs.items() if other is not point]
        middle = median(others)
        spread = median(abs(value - middle) for value in others)
        if abs(own - middle) > max(log(_WIDEST), _SPREAD * spread):
            usual = exp(middle)
            rows = _rows([point], facts)
            scale = is_scale(point.value, usual) or abs(own - middle) > log(100)
            message = f"{show(point.value)}, where {show(round(usual))} is usual."
            blame = PROGRAM if scale else blame_of([point.value], rows)
            yield Finding("jump", message, rows, blame, min(abs(own - middle) / 7, 1))


def _gaps(
    line: Line, points: Sequence[Point], facts: Mapping[str, Row], told: set[tuple[str, str, int]]
) -> Iterator[Finding]:
    """Yield periods that are missing inside a line whose points mostly follow each other at one distance."""
    months = {_month(point.end): point for point in points}
    if len(months) < _HISTORY:
        return
    steps = Counter(later - earlier for earlier, later in pairwise(sorted(months)))
    step = min(steps, key=lambda months: (-steps[months], months))
    expected = range(min(months), max(months) + 1, step)
    missing = [month for month in expected if month not in months]
    if len(missing) * _FULL > len(expected):
        return
    for month in missing:
        if (line.metric_id, line.place, month) in told:  # in another unit, or as part of a longer period
            continue
        before = months[max(other for other in months if other < month)]
        ended = f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02}"
        message = f"No value for the {line.span.replace('_', ' ')} that ends in {ended}."
        yield Finding("gap", message, _rows([before], facts))


def _month(day: str) -> int:
    found = date.fromisoformat(day)
    return found.year * 12 + found.month
