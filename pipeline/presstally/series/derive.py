"""Values that no release states but its numbers give: the year before, a part of a whole, the sum of parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from presstally.catalogue import Catalogue
from presstally.series.points import Placer, Point, Row, derived

_WHOLE = 100.0


def derive(facts: Sequence[Row], placer: Placer, catalogue: Catalogue) -> list[Point]:
    """Return what can be computed from exact numbers of one release, each with its formula."""
    points: list[Point] = []
    for rows in _by_document(facts).values():
        levels = [point for point in placer.points(rows) if point.exact]
        points += _years_before(rows, levels, placer)
        points += _shares(levels, catalogue)
        points += _sums(levels, catalogue)
    return points


def _by_document(facts: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in facts:
        found[row["document"]].append(row)
    return found


def _years_before(rows: Sequence[Row], levels: Sequence[Point], placer: Placer) -> Iterator[Point]:
    """Level minus change: 4,018 kg and "1,019 kg more" give 2,999 kg for the period compared with."""
    for row, level in pair_changes(rows, levels, placer):
        start, end = comparison_of(row)
        before = value_before(level.value, row)
        if not start or not end or before is None:
            continue
        sign = "-" if row["direction"] == "increase" else "+"
        formula = f"{level.value:g} {sign} {row['value']:g}"
        if row["unit"] == "percent":
            formula = f"{level.value:g} / (1 {'+' if sign == '-' else '-'} {row['value']:g}%)"
        elif row["unit"] == "times":
            formula = f"{level.value:g} {'/' if sign == '-' else '*'} {row['value']:g}"
        line = placer.line({**row, "unit": level.line.unit}, start, end)
        yield derived(level, before, formula, row, line=line, start=start, end=end)


def pair_changes(rows: Sequence[Row], levels: Sequence[Point], placer: Placer) -> Iterator[tuple[Row, Point]]:
    """Yield each exact change with the level that it led to, where there is only one value for it."""
    by_key: dict[tuple[str, str, str, str, str], list[Point]] = defaultdict(list)
    for level in levels:
        by_key[level.line.metric_id, level.line.place, level.line.unit, level.start, level.end].append(level)
    units = defaultdict(set)
    for level in levels:
        units[level.line.metric_id].add(level.line.unit)
    for row in rows:
        if row["kind"] != "change" or not row["period_start"] or row["modifier"] or row["value_high"] is not None:
            continue
        relative = row["unit"] in ("percent", "times")
        for unit in units[row["metric_id"]] if relative else (row["unit"],):
            if relative and unit in ("percent", "per_100k") and row["unit"] == "percent":
                continue
            place = placer.places.id_of(row["place"])
            found = by_key[row["metric_id"], place, unit, row["period_start"], row["period_end"]]
            if len({level.value for level in found}) == 1:
                yield row, found[0]


def comparison_of(row: Row) -> tuple[str | None, str | None]:
    """Return the period compared with: as told, else the same days a year earlier."""
    if row["comparison_start"]:
        return row["comparison_start"], row["comparison_end"]
    return year_earlier(row["period_start"]), year_earlier(row["period_end"])


def year_earlier(day: str) -> str:
    """Return the same day of the year before; the last of February for the 29th."""
    found = date.fromisoformat(day)
    try:
        return found.replace(year=found.year - 1).isoformat()
    except ValueError:
        return found.replace(year=found.year - 1, day=28).isoformat()


def value_before(level: float, change: Row) -> float | None:
    """Return what the level was before a change; None where the change cannot be undone."""
    sign = 1 if change["direction"] == "increase" else -1
    if change["unit"] == "percent":
        factor = 1 + sign * change["value"] / _WHOLE
        return round(level / factor) if factor > 0 and level == round(level) else None
    if change["unit"] == "times":
        if not change["value"]:
            return None
        return level / change["value"] if sign > 0 else level * change["value"]
    before = level - sign * change["value"]
    return before if before >= 0 else None


def whole_of(metric_id: str, catalogue: Catalogue) -> tuple[str, str] | None:
    """Return the metric of a share and that of its whole: solved crimes and crimes registered."""
    part = metric_id.removesuffix(".share")
    entry = catalogue.metrics.get(part)
    if part == metric_id or entry is None or not entry.parent:
        return None
    return part, entry.parent


def _shares(levels: Sequence[Point], catalogue: Catalogue) -> Iterator[Point]:
    """Share times whole, where the part itself is not told."""
    told = {(level.line, level.start, level.end): level for level in levels}
    for level in levels:
        if level.line.unit != "percent" or not (found := whole_of(level.line.metric_id, catalogue)):
            continue
        part, whole = (level.line._replace(metric_id=name, unit="count") for name in found)
        if (part, level.start, level.end) in told or not (base := told.get((whole, level.start, level.end))):
            continue
        formula = f"{level.value:g}% * {base.value:g}"
        yield derived(
            level, round(level.value / _WHOLE * base.value), formula, {"fact_id": base.fact_ids[0]}, line=part
        )


def _sums(levels: Sequence[Point], catalogue: Catalogue) -> Iterator[Point]:
    """Sum of all parts that the catalogue names, where the whole is not told."""
    told = {(level.line, level.start, level.end): level for level in levels}
    for metric in catalogue.metrics.values():
        for level in levels:
            if not metric.parts or level.line.metric_id != metric.parts[0]:
                continue
            line = level.line._replace(metric_id=metric.id)
            parts = [told.get((line._replace(metric_id=name), level.start, level.end)) for name in metric.parts]
            known = [part for part in parts if part]
            if len(known) == len(parts) and (line, level.start, level.end) not in told:
                formula = " + ".join(f"{part.value:g}" for part in known)
                ids: list[dict[str, Any]] = [{"fact_id": part.fact_ids[0]} for part in known]
                yield derived(level, sum(part.value for part in known), formula, *ids, line=line)


def mark_open(points: Iterable[Point]) -> Iterator[Point]:
    """Mark points of one release that give several values for one place in a line: none of them is the line's."""
    points = list(points)
    values: dict[tuple[Any, ...], set[float]] = defaultdict(set)
    for point in points:
        values[point.line, point.start, point.end, point.document].add(point.value)
    for point in points:
        several = len(values[point.line, point.start, point.end, point.document]) > 1
        yield replace(point, review="several values in one release") if several else point
