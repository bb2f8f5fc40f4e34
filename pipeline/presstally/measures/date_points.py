"""Days, months and years by name, alone or as the ends of a range: "18 July 2024", "May 5 - 7", "January to March"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from presstally.measures.calendars import Days, month_days, year_days
from presstally.measures.date_frame import Frame
from presstally.measures.date_words import MONTHS, WEEKDAYS

MONTH = rf"(?:{'|'.join(MONTHS)})"
YEAR = r"(?:(?:19|20)\d\d|(?:(?:this|last|previous|next|same|reporting) )?year(?: earlier)?|\d+ year earlier)"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?:(?:{'|'.join(WEEKDAYS)}) )?"
_POINTS = tuple(
    re.compile(_WEEKDAY + form)
    for form in (
        rf"{_DAY} (?P<m>{MONTH})(?: (?P<y>{YEAR}))?",
        rf"(?P<m>{MONTH}) {_DAY}(?: (?P<y>{YEAR}))?",
        rf"(?P<m>{MONTH})(?: month)?(?: (?P<y>{YEAR}))?",
        rf"{_DAY}(?: (?P<y>(?:19|20)\d\d))?",
        r"(?:year )?(?P<y>(?:19|20)\d\d)(?: year)?",
    )
)
_MONTHS_IN_A_ROW = re.compile(rf"^({MONTH})(?: {MONTH})*(?: -)? ({MONTH})\b")
_EDGE = re.compile(r"^(?:early|beginning) ")
_NUMERIC = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})")


@dataclass(frozen=True, slots=True)
class Point:
    """A date as far as its words go; `year` still in words."""

    day: int | None = None
    month: int | None = None
    year: str | None = None


def read_point(words: str) -> Point | None:
    """Read reduced words as one point; None where they are none."""
    for form in _POINTS:
        if match := form.fullmatch(words):
            got = match.groupdict()
            month = MONTHS.index(got["m"]) + 1 if got.get("m") else None
            return Point(int(got["d"]) if got.get("d") else None, month, got.get("y"))
    return None


def read_points(words: str, frame: Frame) -> Days | None:
    """Read one date, or two with a dash between; of months in a row ("aug sep - oct") the first and the last."""
    words = _MONTHS_IN_A_ROW.sub(r"\1 - \2", words)
    if match := _NUMERIC.fullmatch(words):
        return read_numeric(*match.groups())
    left, dash, right = words.partition(" - ")
    if not dash:
        point = read_point(words)
        return days_of(point, frame) if point and (point.month or point.year) else None
    ends = [_NUMERIC.fullmatch(side) for side in (left, right)]
    if left.isdigit() and ends[1] and len(ends[1][1]) < 3:  # "22-28.08.2016"
        ends[0] = _NUMERIC.fullmatch(f"{left}.{ends[1][2]}.{ends[1][3]}")
    if all(ends):
        first, last = (read_numeric(*end.groups()) for end in ends if end)
        return (first[0], last[1]) if first and last else None
    return read_range(read_point(_EDGE.sub("", left)), read_point(right.removeprefix("end ")), frame)


def read_numeric(first: str, second: str, third: str) -> Days | None:
    """Read 27.10.2023, 2021-01-18, 10/27/2023: the day comes first unless it could not be one."""
    if len(first) == 4:
        year, month, day = int(first), int(second), int(third)
    else:
        day, month, year = int(first), int(second), int(third)
        year += 2000 if year < 100 else 0
        if month > 12:
            day, month = month, day
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found, found


def read_range(left: Point | None, right: Point | None, frame: Frame) -> Days | None:
    """Return the days from `left` to `right`; each lends the other the month or year that it lacks."""
    if not left or not right:
        return None
    if left.month and not right.month and right.day:
        right = replace(right, month=left.month)
    if right.month and not left.month and left.day:
        left = replace(left, month=right.month)
    if left.year and not right.year and right.month:
        right = replace(right, year=left.year)
    last = days_of(right, frame)
    if not last or not (left.month or left.year):
        return None
    if not left.year:
        wraps = bool(left.month and right.month and left.month > right.month)
        left = replace(left, year=str(last[1].year - wraps))
    first = days_of(left, frame)
    return (first[0], last[1]) if first and first[0] <= last[1] else None


def days_of(point: Point, frame: Frame) -> Days | None:
    """Return the days of a point, its year taken from the frame where the words leave it open."""
    year = frame.year_of(point.year)
    if point.month is None:
        return year_days(year) if year and not point.day else None
    if year is None and point.year is None:
        year = frame.nearest_year(point.month, point.day)
    if year is None:
        return None
    if point.day is None:
        return month_days(year, point.month)
    try:
        found = date(year, point.month, point.day)
    except ValueError:
        return None
    return found, found
