"""Arithmetic inside one release: shares, changes and levels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import product

from presstally.audit.findings import PROGRAM, Finding, Row, blame_of, show
from presstally.catalogue import Catalogue
from presstally.series.derive import comparison_of, value_before, whole_of
from presstally.series.points import Placer

Key = tuple[str, str, str, str | None, str | None]
_RELATIVE = ("percent", "times")
_FAR_OFF = 0.5
# What may be more than the whole: a prison's occupancy, a plan fulfilled, a mark-up, a level compared with another.
_UNBOUND = re.compile(
    r"\b(?:occup|capacit|overcrowd|fulfil|plan|forecast|target|norm|task|mark-?up|profit|price|index|of the level)",
    re.IGNORECASE,
)


class Levels:
    """The exact levels of one release by metric, place, unit and period."""

    def __init__(self, rows: Sequence[Row], placer: Placer) -> None:
        self.placer = placer
        self.found: dict[Key, list[Row]] = defaultdict(list)
        for row in rows:
            if row["kind"] == "level" and is_exact(row) and row["metric"] and row["period_start"]:
                self.found[self._key(row, row["unit"], row["period_start"], row["period_end"])].append(row)

    def _key(self, row: Row, unit: str, start: str | None, end: str | None, metric_id: str | None = None) -> Key:
        return metric_id or row["metric_id"], self.placer.places.id_of(row["place"]), unit, start, end

    def get(self, row: Row, unit: str, start: str | None, end: str | None, metric_id: str | None = None) -> Row | None:
        """Return the only level of the row's metric and place for a period; None where there is none, or several."""
        rows = self.found.get(self._key(row, unit, start, end, metric_id), [])
        return rows[0] if len({found["value"] for found in rows}) == 1 else None

    def units(self, row: Row) -> list[str]:
        """Return the units in which the release tells the row's metric."""
        return sorted({key[2] for key in self.found if key[0] == row["metric_id"]} - {"percent", "times"})


def is_exact(row: Row) -> bool:
    """Tell whether a number is neither rounded by a word ("halved") nor a range."""
    said = row["unit"] in _RELATIVE and not any(letter.isdigit() for letter in row["quantity"])
    return row["modifier"] is None and row["value_high"] is None and not said


def check_arithmetic(rows: Sequence[Row], placer: Placer, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield what does not fit in the facts of one release."""
    levels = Levels(rows, placer)
    rows = _without_rivals(rows, placer)
    for row in rows:
        yield from _check_share(row)
        if row["kind"] == "change" and is_exact(row) and row["period_start"]:
            yield from _check_change(row, levels)
        if row["unit"] == "percent" and row["kind"] == "level" and is_exact(row):
            yield from _check_part(row, levels, catalogue)
    yield from _check_pairs(rows, levels)


def _without_rivals(rows: Sequence[Row], placer: Placer) -> list[Row]:
    """Leave out changes of one metric, unit and period that differ: one of them is of something else.

    So is a percentage in a sentence that speaks of a rate as well: it may be the rate that moved.
    """
    values: dict[tuple[object, ...], set[float]] = defaultdict(set)
    rates = {row["sentence"] for row in rows if row["unit"] == "per_100k"}

    def key(row: Row) -> tuple[object, ...]:
        return (
            row["metric_id"],
            placer.places.id_of(row["place"]),
            row["unit"],
            row["period_start"],
            *comparison_of(row),
        )

    changes = [row for row in rows if row["kind"] == "change" and row["period_start"]]
    for row in changes:
        values[key(row)].add(row["value"])
    left_out = {
        row["fact_id"]
        for row in changes
        if len(values[key(row)]) > 1 or (row["unit"] == "percent" and row["sentence"] in rates)
    }
    return [row for row in rows if row["fact_id"] not in left_out]


def _check_share(row: Row) -> Iterator[Finding]:
    whole = (
        row["unit"] == "percent"
        and row["kind"] == "level"
        and not _UNBOUND.search(f"{row['metric']} {row['sentence']}")
    )
    if whole and row["value"] > 100:
        message = f"{show(row['value'])} percent of a whole."
        yield Finding("share_over_100", message, (row,), blame_of([row["value"]], [row]), row["value"] / 1000)


def _check_change(row: Row, levels: Levels) -> Iterator[Finding]:
    """Compare a change with the levels of the two periods."""
    start, end = comparison_of(row)
    relative = row["unit"] in _RELATIVE
    for unit in levels.units(row) if relative else [row["unit"]]:
        now = levels.get(row, unit, row["period_start"], row["period_end"])
        before = levels.get(row, unit, start, end)
        if now is None or before is None:
            continue
        facts, told = (row, now, before), row["value"] if row["direction"] == "increase" else -row["value"]
        if not relative:
            off = now["value"] - before["value"] - told
            if abs(off) > _slack(row, now, before):
                size, far = abs(off) / max(abs(told), 1), abs(off) / max(now["value"], before["value"], 1)
                text = f"{show(now['value'])} - {show(before['value'])} = {show(now['value'] - before['value'])}"
                yield Finding("change_and_levels", f"{text}, told is {show(told)}.", facts, _blame(facts, far), size)
        elif row["unit"] == "percent" and before["value"]:
            true = 100 * (now["value"] / before["value"] - 1)
            if abs(true - told) > _percent_slack(row, before["value"], now["value"]):
                text = f"From {show(before['value'])} to {show(now['value'])} is {true:+.1f} percent"
                size = abs(true - told) / 100
                yield Finding("percent_and_levels", f"{text}, told is {told:+g}.", facts, _blame(facts, size), size)


def _blame(facts: Sequence[Row], off: float) -> str:
    """Return who may have erred; what is off by more than half was linked to something else."""
    return PROGRAM if off > _FAR_OFF else blame_of([row["value"] for row in facts], facts)


def decimals(row: Row) -> int:
    """Return how many decimals a value is told with."""
    text = f"{row['value']:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def _slack(*rows: Row) -> float:
    """Return by how much a sum of rounded numbers may be off."""
    return sum(0.5 * 10 ** -decimals(row) for row in rows if decimals(row)) + 1e-6 * max(abs(r["value"]) for r in rows)


def _percent_slack(row: Row, *values: float) -> float:
    """Return half a unit of the last digit told, a little more for the rounding of round numbers themselves."""
    rounded = max((_rounding(value) / value for value in values if value), default=0.0)
    return 0.5 * 10 ** -decimals(row) + 0.051 + 100 * rounded


def _rounding(value: float) -> float:
    """Return half of the last place of a number that is told in thousands: 5,400,000 may be 5,352,000."""
    for scale in (1_000_000, 100_000, 10_000, 1_000):
        if value >= 10 * scale and value % scale == 0:
            return scale / 2
    return 0.0


def _check_pairs(rows: Sequence[Row], levels: Levels) -> Iterator[Finding]:
    """Compare the percentage with the absolute change of the same metric and period."""
    changes: dict[Key, dict[str, list[Row]]] = defaultdict(lambda: {"percent": [], "other": []})
    for row in rows:
        if row["kind"] == "change" and is_exact(row) and row["period_start"] and row["direction"]:
            key = (row["metric_id"], levels.placer.places.id_of(row["place"]), row["direction"], *comparison_of(row))
            changes[key]["percent" if row["unit"] == "percent" else "other"].append(row)
    for found in changes.values():
        if len(found["percent"]) != 1 or len(found["other"]) != 1:
            continue
        for percent, change in product(found["percent"], found["other"]):
            now = levels.get(change, change["unit"], change["period_start"], change["period_end"])
            same_period = (
                percent["period_start"] == change["period_start"] and percent["period_end"] == change["period_end"]
            )
            before = value_before(now["value"], change) if now and same_period else None
            if now is None or not before:
                continue
            true = 100 * change["value"] / before
            if abs(true - percent["value"]) > _percent_slack(percent, before, now["value"]):
                text = f"{show(change['value'])} of {show(before)} is {true:.1f} percent"
                facts = (percent, change, now)
                size = abs(true - percent["value"]) / 100
                yield Finding(
                    "percent_and_change", f"{text}, told is {percent['value']:g}.", facts, _blame(facts, size), size
                )


def _check_part(row: Row, levels: Levels, catalogue: Catalogue) -> Iterator[Finding]:
    """Compare a share with the part and the whole."""
    if not (names := whole_of(row["metric_id"], catalogue)) or not row["period_start"]:
        return
    part, whole = (levels.get(row, "count", row["period_start"], row["period_end"], name) for name in names)
    if part is None or whole is None or not whole["value"]:
        return
    true = 100 * part["value"] / whole["value"]
    if abs(true - row["value"]) > _percent_slack(row, part["value"], whole["value"]):
        text = f"{show(part['value'])} of {show(whole['value'])} is {true:.1f} percent"
        facts = (row, part, whole)
        size = abs(true - row["value"]) / 100
        yield Finding("share_and_levels", f"{text}, told is {row['value']:g}.", facts, _blame(facts, size), size)
