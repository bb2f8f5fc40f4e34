"""Reads the wording of a date or period into days, by the rules of docs/periods.md."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from presstally.measures.calendars import Days
from presstally.measures.date_forms import read_period
from presstally.measures.date_frame import Frame
from presstally.measures.date_words import simplify
from presstally.schemas import DateRange


def parse_date(
    text: str, *, published: date | None = None, reported: DateRange | None = None, fiscal_start: int | None = None
) -> DateRange:
    """Return the days that `text` names, both ends included; (None, None) where its words and the release fix none.

    `published`: the release's date; `reported`: the period that the release (or the sentence) reports on;
    `fiscal_start`: the month in which the release's fiscal year begins.
    """
    return to_range(read_days(text, Frame(published, to_days(reported), fiscal_start)))


@lru_cache(maxsize=8192)
def read_days(text: str, frame: Frame) -> Days | None:
    """Return what `parse_date` does as a pair of dates, None where nothing is fixed."""
    try:
        return read_period(simplify(text), frame)
    except (ValueError, OverflowError):  # a year that no calendar has: "0000", a shift before year 1
        return None


@lru_cache(maxsize=1024)
def to_days(days: DateRange | None) -> Days | None:
    if days is None or days.start is None or days.end is None:
        return None
    return date.fromisoformat(days.start), date.fromisoformat(days.end)


def to_range(days: Days | None) -> DateRange:
    return DateRange(days[0].isoformat(), days[1].isoformat()) if days else DateRange(None, None)
