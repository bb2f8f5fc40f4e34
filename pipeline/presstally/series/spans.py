"""Which part of the year does a period cover? Lines never join nine months and a whole year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple


class YearPart(NamedTuple):
    """`name`: year, half_year, nine_months, quarter, month, week, day, year_to_date, ... `place`: where in the year."""

    name: str
    place: str


_MONTHS = {1: "month", 3: "quarter", 6: "half_year", 9: "nine_months", 12: "year"}


def year_part(start: str, end: str) -> YearPart:
    """Return the part of the year that two ISO days bound.

    Whole months are named by their number and the month that they end in; a year that ends elsewhere than in December
    is a year still. A stretch from 1 January is `to` that month where it ends inside one.
    """
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if last < first:
        return YearPart("backwards", f"{start}/{end}")
    if first == last:
        return YearPart("day", "")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and (last + timedelta(days=1)).day == 1:
        if months == 12:
            return YearPart("year", f"{last.month:02}")
        if months % 12 == 0:
            return YearPart(f"{months // 12}_years", f"{last.month:02}")
        name = _MONTHS.get(months, f"{months}_months")
        return YearPart(name, "" if months == 1 else f"{last.month:02}")
    days = (last - first).days + 1
    if first.month == first.day == 1 and first.year == last.year:
        return YearPart("year_to_date", f"{last.month:02}-{last.day:02}")
    return YearPart("week", "") if days == 7 else YearPart(f"{days}_days", "")


def line_place(part: YearPart) -> str:
    """Return what keeps lines apart beside the name: quarters make one line, January-June and July-December two."""
    return "" if part.name == "quarter" else part.place
