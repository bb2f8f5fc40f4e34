"""Arithmetic on ranges of days: months, years, quarters, shifts. A range is (first day, last day), both included."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Days = tuple[date, date]


def month_days(year: int, first: int, last: int | None = None) -> Days:
    """Return the days of months `first` to `last` (1..12; None: the one month) of `year`."""
    last = last or first
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def year_days(year: int, last: int | None = None) -> Days:
    """Return 1 January of `year` to 31 December of `last` (None: the same year)."""
    return date(year, 1, 1), date(last or year, 12, 31)


def add_months(day: date, months: int) -> date:
    """Return `day` moved by `months`; a day that the month lacks becomes its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def shift(days: Days, months: int) -> Days:
    """Return the range moved by `months`; the end of a month stays the end of a month (29 February, too)."""
    first, last = days
    moved = add_months(last, months)
    if is_month_end(last) and last != first:
        moved = month_end(moved)
    return add_months(first, months), moved


def whole_months(days: Days) -> int | None:
    """Return how many calendar months the range covers exactly; None where it begins or ends within one."""
    first, last = days
    if first.day != 1 or not is_month_end(last):
        return None
    return (last.year - first.year) * 12 + last.month - first.month + 1


def months_from(year: int, month: int, count: int) -> Days:
    """Return `count` whole months that begin with `month` of `year`."""
    first = date(year, month, 1)
    return first, month_end(add_months(first, count - 1))


def part_of(days: Days, skip: int, count: int) -> Days:
    """Return `count` months of a range, `skip` months after its begin."""
    first = add_months(days[0], skip)
    return months_from(first.year, first.month, count)


def block_before(day: date, months: int) -> Days:
    """Return the last calendar month, quarter or half (1, 3, 6 months) that was over on `day`."""
    block = add_months(date(day.year, (day.month - 1) // months * months + 1, 1), -months)
    return months_from(block.year, block.month, months)


def trailing(end: date, count: int, unit: str) -> Days:
    """Return the `count` hours, days, weeks, months, years or decades that end on `end`."""
    if unit in ("hour", "day", "week"):
        span = {"hour": -(-count // 24), "day": count - 1, "week": 7 * count - 1}[unit]
        return end - timedelta(days=span), end
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
    return add_months(end, -months) + timedelta(days=1), end


def contains(outer: Days, inner: Days) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
