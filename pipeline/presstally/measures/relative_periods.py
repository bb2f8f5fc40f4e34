"""Periods told by another: "same period of 2017", "year earlier", "past five years", "reporting period", "Monday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from presstally.measures.calendars import (
    Days,
    block_before,
    months_from,
    part_of,
    shift,
    trailing,
    whole_months,
    year_days,
)
from presstally.measures.date_frame import Frame
from presstally.measures.date_words import MONTHS_IN, WEEKDAYS


def read_same(m: re.Match[str], frame: Frame) -> Days | None:
    """Same period 2017 | same month last year | same day: the reported days, in the year named."""
    if not frame.reported:
        return None
    words = m["y"]
    if not words:
        return frame.reported
    if words.isdigit():
        return shift(frame.reported, 12 * (int(words) - frame.reported[0].year))
    if count := re.match(r"\d+", words):
        return shift(frame.reported, -12 * int(count[0]))
    moved = {"this": 0, "same": 0, "reporting": 0, "next": 12}.get(words.split(" ")[0], -12)
    return shift(frame.reported, moved if words != "year" else 0)


def read_earlier(m: re.Match[str], frame: Frame) -> Days | None:
    """Year earlier | 2 year earlier | month earlier: the reported days, moved back."""
    count = int(m["n"] or 1)
    if m["unit"] in ("day", "week"):
        days = timedelta(days=count * (7 if m["unit"] == "week" else 1))
        at = frame.reported or ((frame.published, frame.published) if frame.published else None)
        return (at[0] - days, at[1] - days) if at else None
    if not frame.reported:
        return None
    return shift(frame.reported, -count * (MONTHS_IN | {"decade": 120})[m["unit"]])


def read_trailing(m: re.Match[str], frame: Frame) -> Days | None:
    """Last 9 month | past 5 year | last 24 hour: the reported period where it is so long, else up to the release."""
    count, unit = int(m["n"]), m["unit"]
    months = count * MONTHS_IN.get(unit, 0)
    if frame.reported and months and whole_months(frame.reported) == months:
        return frame.reported if m["which"] == "last" else shift(frame.reported, -months)
    if not frame.reported and m["which"] == "last" and months > 2 and _are_over(months, frame):
        return months_from(frame.published.year, 1, months) if frame.published else None
    if m["which"] == "previous":
        return trailing(frame.reported[0] - timedelta(days=1), count, unit) if frame.reported else None
    return trailing(frame.published, count, unit) if frame.published else None


def _are_over(months: int, frame: Frame) -> bool:
    """Return whether the months are those that are over: "the last nine months" in October."""
    return frame.published is not None and frame.published.month == months + 1


def read_which(m: re.Match[str], frame: Frame) -> Days | None:
    """This year | last month | previous quarter | next week."""
    which, unit = m["which"], m["unit"]
    if unit == "decade":
        return trailing(frame.published, 1, unit) if frame.published and which == "last" else None
    months = MONTHS_IN.get(unit)
    if which == "this" and months and months < 12 and frame.reported and whole_months(frame.reported) == months:
        return frame.reported
    if which == "previous" and unit == "week" and frame.reported and (frame.reported[1] - frame.reported[0]).days == 6:
        return frame.reported[0] - timedelta(days=7), frame.reported[1] - timedelta(days=7)
    if which == "previous" and frame.reported and months and whole_months(frame.reported) == months:
        return shift(frame.reported, -months)
    if unit == "year":
        return _this_year(frame) if which == "this" else whole_year(f"{which} year", frame)
    day = frame.published
    if day is None:
        return None
    steps = {"this": 0, "next": 1}.get(which, -1)
    if unit == "day":
        day += timedelta(days=steps)
        return day, day
    if unit == "week":
        monday = day + timedelta(days=7 * steps - day.weekday())
        return monday, monday + timedelta(days=6)
    return part_of(block_before(day, months), months * (steps + 1), months) if months else None


def whole_year(words: str, frame: Frame) -> Days | None:
    year = frame.year_of(words)
    return year_days(year) if year else None


def _this_year(frame: Frame) -> Days | None:
    """Return what the release knows of its year: the reported part of it, else up to the release's date."""
    year = frame.year_of("this year")
    if frame.reported and year and frame.reported[0] == date(year, 1, 1):
        return frame.reported
    return (date(frame.published.year, 1, 1), frame.published) if frame.published else None


def read_previous_period(m: re.Match[str], frame: Frame) -> Days | None:
    """Previous period: as long as the reported one, right before it."""
    months = whole_months(frame.reported) if frame.reported else None
    return shift(frame.reported, -months) if frame.reported and months else None


def read_reporting(m: re.Match[str], frame: Frame) -> Days | None:
    return frame.reported


def read_to_date(m: re.Match[str], frame: Frame) -> Days | None:
    return (date(frame.published.year, 1, 1), frame.published) if frame.published else None


def read_weekday(m: re.Match[str], frame: Frame) -> Days | None:
    """Monday: the last one up to the release's date; "last Monday" lies before it."""
    if not frame.published or m["which"] == "next":
        return None
    back = (frame.published.weekday() - WEEKDAYS.index(m["day"])) % 7
    day = frame.published - timedelta(days=back or (7 if m["which"] == "last" else 0))
    return day, day


def read_near_day(m: re.Match[str], frame: Frame) -> Days | None:
    if not frame.published:
        return None
    day = frame.published + timedelta(days={"yesterday": -1, "tomorrow": 1, "last night": -1}.get(m[0], 0))
    return day, day


def read_past_week(m: re.Match[str], frame: Frame) -> Days | None:
    """Past week: the last one from Monday to Sunday that was over, or ended, on the release's date."""
    if not frame.published:
        return None
    sunday = frame.published - timedelta(days=(frame.published.weekday() + 1) % 7)
    return sunday - timedelta(days=6), sunday


def read_hours_to(m: re.Match[str], frame: Frame) -> Days | None:
    """24 hour end 6 m today: from the day before."""
    if not frame.published:
        return None
    day = frame.published - timedelta(days=m["day"] == "yesterday")
    return trailing(day, int(m["n"]), "hour")


def read_long_weekend(m: re.Match[str], frame: Frame) -> Days | None:
    """Bank holiday weekend, labor day weekend: Friday to the last Monday up to the release."""
    if not frame.published:
        return None
    monday = frame.published - timedelta(days=frame.published.weekday())
    return monday - timedelta(days=3), monday


def read_weekend(m: re.Match[str], frame: Frame) -> Days | None:
    if not frame.published:
        return None
    sunday = frame.published - timedelta(days=(frame.published.weekday() + 1) % 7)
    return sunday - timedelta(days=1), sunday
