"""Parts of years: months, quarters, halves, seasons, fiscal years: "nine months of this year", "Q3 2022", "2023/24"."""

from __future__ import annotations

import re
from datetime import timedelta

from presstally.measures.calendars import (
    Days,
    block_before,
    months_from,
    part_of,
    whole_months,
    year_days,
)
from presstally.measures.date_frame import Frame
from presstally.measures.date_points import read_points
from presstally.measures.date_words import SEASONS


def _within_year(words: str | None, first: int, count: int, frame: Frame) -> Days | None:
    """Return `count` months from month `first` of the year in `words`, or of the year that the frame tells."""
    year = frame.year_of(words)
    if year:
        return months_from(year, first, count)
    return frame.latest(lambda y: months_from(y, first, count)) if not words else None


def read_months(m: re.Match[str], frame: Frame) -> Days | None:
    """9 month 2021 | 1st 6 month year | 9 month: the year's first months."""
    count = int(m["n"])
    if not 1 < count <= 12:
        return None
    return _within_year(m["y"], 1, count, frame)


def read_last_months(m: re.Match[str], frame: Frame) -> Days | None:
    """Last 3 month 2022: the end of that year."""
    count = int(m["n"])
    return _within_year(m["y"], 13 - count, count, frame) if 0 < count <= 12 else None


def read_quarters(m: re.Match[str], frame: Frame) -> Days | None:
    """3 quarter 2017: its first nine months."""
    count = 3 * int(m["n"])
    return _within_year(m["y"], 1, count, frame) if 3 < count <= 9 else None


def read_quarter(m: re.Match[str], frame: Frame) -> Days | None:
    """3rd quarter 2022 | q 3 | final quarter: of the reported year where that is no calendar year."""
    nth = m["nth"]
    number = _quarter(nth)
    if not m["y"] and frame.reported and whole_months(frame.reported) == 12:
        return part_of(frame.reported, 3 * (number - 1), 3)
    if nth == "last" and not m["y"] and frame.published:
        return block_before(frame.published, 3)
    return _within_year(m["y"], 3 * number - 2, 3, frame)


def read_half(m: re.Match[str], frame: Frame) -> Days | None:
    """1st half 2018 | half year | h 1 2021; "half-year" in a report on six months is that."""
    nth = m["nth"]
    if not nth and not m["y"] and frame.reported and whole_months(frame.reported) == 6:
        return frame.reported
    return _within_year(m["y"], 7 if nth in ("2nd", "last", "final") else 1, 6, frame)


def read_fiscal_pair(m: re.Match[str], frame: Frame) -> Days | None:
    """fiscal 2023/24: twelve months, from April (the British and Indian year) where the release names no month."""
    first, second = int(m["a"]), int(m["b"]) % 100
    if (first + 1) % 100 != second:
        return year_days(first, int(m["b"])) if len(m["b"]) == 4 and int(m["b"]) > first else None
    return months_from(first, frame.fiscal_start or (9 if m["kind"] in ("school", "academic") else 4), 12)


def read_fiscal_quarter(m: re.Match[str], frame: Frame) -> Days | None:
    """1st quarter 2019/20: three months of that fiscal year."""
    year = read_fiscal_pair(m, frame)
    return part_of(year, 3 * (_quarter(m["nth"]) - 1), 3) if year and whole_months(year) == 12 else None


def read_running_quarter(m: re.Match[str], frame: Frame) -> Days | None:
    """1st quarter fiscal year: the last such quarter that is over."""
    start = (frame.fiscal_start or 4) + 3 * (_quarter(m["nth"]) - 1)
    return frame.latest(lambda year: months_from(year, (start - 1) % 12 + 1, 3))


def _quarter(nth: str) -> int:
    return 4 if nth in ("final", "last") else int(nth[0])


def read_fiscal_year(m: re.Match[str], frame: Frame) -> Days | None:
    """Fiscal year 2023, fy 2023: named by the year in which it ends; from October (American federal) unless told."""
    start = frame.fiscal_start or 10
    return months_from(int(m["a"]) - (start > 1), start, 12)


def read_decade(m: re.Match[str], frame: Frame) -> Days | None:
    return year_days(int(m["a"]), int(m["a"]) + 9)


def read_season(m: re.Match[str], frame: Frame) -> Days | None:
    """Winter 2022/23, summer 2022, autumn: the last one over or begun. A winter of one year stays open."""
    season, words = m["season"], m["y"] or m["which"]
    first = SEASONS[season]
    if m["pair"]:
        return months_from(int(m["pair"][:4]), first, 3) if season == "winter" else None
    if season == "winter" and words:
        return frame.latest(lambda y: months_from(y, first, 3), end=0) if words == "this" else None
    year = frame.year_of(words if (words and words.endswith("year")) or (words or "").isdigit() else None)
    if words in ("this", "last") and frame.year:
        year = frame.year - (words == "last")
    return months_from(year, first, 3) if year else frame.latest(lambda y: months_from(y, first, 3), end=0)


def read_first_days(m: re.Match[str], frame: Frame) -> Days | None:
    """1st 40 day year: from 1 January."""
    year = frame.year_of(m["rest"])
    if not year:
        return None
    count = int(m["n"]) * (7 if m["unit"] == "week" else 1)
    first = year_days(year)[0]
    return (first, first + timedelta(days=count - 1)) if count < 365 else None


def read_part_of_month(m: re.Match[str], frame: Frame) -> Days | None:
    """1st half may | 1st 10 day may | 1st week may 2021."""
    days = read_points(m["rest"], frame)
    if not days or whole_months(days) != 1:
        return None
    count = int(m["n"] or 1) * {"half": 15, "day": 1, "week": 7}[m["unit"]]
    if count > 28 or (m["nth"] != "1st" and m["unit"] != "half"):
        return None
    cut = days[0] + timedelta(days=count - 1)
    return (days[0], cut) if m["nth"] == "1st" else (cut + timedelta(days=1), days[1])
