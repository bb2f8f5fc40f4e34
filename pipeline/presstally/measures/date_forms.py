"""The table of date forms: which reduced wording is read by which function."""

from __future__ import annotations

import re
from datetime import timedelta

from presstally.measures import relative_periods as relative
from presstally.measures import year_parts as parts
from presstally.measures.calendars import Days, add_months, month_days, month_end, trailing, whole_months, year_days
from presstally.measures.date_frame import Frame
from presstally.measures.date_points import YEAR, read_points
from presstally.measures.date_words import MONTHS, MONTHS_IN, SEASONS, UNITS, WEEKDAYS

_UNIT = rf"(?:{'|'.join(UNITS)})"
_NTH = r"(?P<nth>1st|2nd|3rd|4th|final|last)"
_REF = rf"(?: (?P<y>{YEAR}))?"


def read_since(m: re.Match[str], frame: Frame) -> Days | None:
    """Since november 2020: from its first day to the release's date."""
    begin = read_period(m["rest"], frame)
    return (begin[0], frame.published) if begin and frame.published and begin[0] <= frame.published else None


def read_edge(m: re.Match[str], frame: Frame) -> Days | None:
    """End june | beginning this year | mid 2022: one day; mid-year is 30 June, as population statistics have it."""
    edge, rest = m["edge"], m["rest"]
    if rest.endswith("year") and rest.split(" ")[0] in ("this", "year", "reporting"):
        days = relative.whole_year(rest, frame)
    else:
        days = read_period(rest, frame)
    if not days:
        return None
    if edge == "mid":
        months = whole_months(days)
        day = month_end(days[0].replace(month=6)) if months == 12 else days[0].replace(day=15) if months == 1 else None
    else:
        day = days[1] if edge == "end" else days[0]
    return (day, day) if day else None


def read_ending(m: re.Match[str], frame: Frame) -> Days | None:
    """Year end mar 2024 | 12 month - jun 2023 | 4 day end sunday: so long up to that point."""
    end = read_period(m["rest"], frame)
    if not end:
        return None
    if m["unit"] in ("day", "week"):
        return trailing(end[1], int(m["n"] or 1), m["unit"])
    months = int(m["n"] or 1) * MONTHS_IN[m["unit"]]
    return add_months(end[1] + timedelta(days=1), -months), end[1]


def read_year_to(m: re.Match[str], frame: Frame) -> Days | None:
    """Jun 2012 year: the twelve months that end with it, as statistics of New Zealand have it."""
    end = read_period(m["rest"], frame)
    return trailing(end[1], 1, "year") if end else None


def read_named_month(m: re.Match[str], frame: Frame) -> Days | None:
    """Last october: the last one before the release; this october: that of its year."""
    month = MONTHS.index(m["month"]) + 1
    year = frame.nearest_year(month, None) if m["which"] == "last" else frame.year
    if (
        year
        and m["which"] == "last"
        and frame.published
        and (frame.published.year, frame.published.month) == (year, month)
    ):
        year -= 1
    return month_days(year, month) if year else None


def read_weekdays(m: re.Match[str], frame: Frame) -> Days | None:
    """Friday - sunday: the last Sunday up to the release, and the Friday before it."""
    last = read_period(m["last"], frame)
    if not last:
        return None
    back = (last[0].weekday() - WEEKDAYS.index(m["day"])) % 7
    return last[0] - timedelta(days=back), last[0]


def read_nth_weekday(m: re.Match[str], frame: Frame) -> Days | None:
    """Last friday oct 2022 | 2nd sunday may: that day of the month."""
    days = read_points(m["rest"], frame)
    if not days or whole_months(days) != 1:
        return None
    weekday = WEEKDAYS.index(m["day"])
    if m["nth"] == "last":
        day = days[1] - timedelta(days=(days[1].weekday() - weekday) % 7)
    else:
        day = days[0] + timedelta(days=(weekday - days[0].weekday()) % 7 + 7 * (int(m["nth"][0]) - 1))
    return day, day


_LOOSE_UNIT = (
    r"(?:period|time|term|window|point|timeframe|span|stretch|interval|date|season|weekend|half(?:year)?|\d+ \w+|"
    + _UNIT
    + ")"
)
_FORMS = tuple(
    (re.compile(form), read)
    for form, read in (
        (r"(?:since|from) (?P<rest>.+?)(?: onwards?)?", read_since),
        (rf"ytd(?: (?P<y>{YEAR}))?", relative.read_to_date),
        (r"(?P<edge>beginning|end|mid) (?P<rest>.+)", read_edge),
        (r"(?P<rest>.+) (?P<edge>end)", read_edge),
        (rf"(?:1st )?(?P<n>\d+) month{_REF}", parts.read_months),
        (rf"{_NTH} quarter{_REF}", parts.read_quarter),
        (
            rf"{_NTH} quarter (?:(?P<kind>fiscal) )?(?:year )?(?P<a>\d{{4}})[/-](?P<b>\d{{2,4}})",
            parts.read_fiscal_quarter,
        ),
        (rf"{_NTH} quarter fiscal year", parts.read_running_quarter),
        (rf"(?:{_NTH} )?half(?:year)?{_REF}", parts.read_half),
        (r"(?P<nth>1st|2nd) (?:(?P<n>\d+) )?(?P<unit>half|day|week) (?P<rest>.+)", parts.read_part_of_month),
        (rf"same {_LOOSE_UNIT}{_REF}", relative.read_same),
        (rf"(?:reporting|this) period|reporting (?:{_UNIT}|half(?:year)?)|period", relative.read_reporting),
        (r"(?:(?P<n>\d+) )?(?P<unit>year|month|quarter|week|day|decade) earlier", relative.read_earlier),
        (rf"(?P<which>last|previous) (?P<n>\d+) (?P<unit>{_UNIT})", relative.read_trailing),
        (rf"(?P<which>this|last|previous|next) (?P<unit>{_UNIT}|half(?:year)?)", relative.read_which),
        (rf"last (?P<n>\d+) month (?P<y>{YEAR})", parts.read_last_months),
        (rf"(?P<n>[23]) quarter{_REF}", parts.read_quarters),
        (rf"(?P<which>last|this) (?P<month>{'|'.join(MONTHS)})", read_named_month),
        (rf"(?P<day>{'|'.join(WEEKDAYS)}) - (?P<last>{'|'.join(WEEKDAYS)})", read_weekdays),
        (r"(?:previous|last) period", relative.read_previous_period),
        (
            r"(?:(?P<n>\d+) )?(?P<unit>year|quarter|month|halfyear|week|day) (?:end|-)(?: end)? (?P<rest>.+)",
            read_ending,
        ),
        (r"(?:(?P<kind>fiscal|school|academic) )?(?:year )?(?P<a>\d{4})[/-](?P<b>\d{2,4})", parts.read_fiscal_pair),
        (r"(?:fiscal year|fy|fiscal) (?P<a>\d{4})", parts.read_fiscal_year),
        (r"fy (?P<kind>)(?P<a>\d{4})[/-](?P<b>\d{2,4})", parts.read_fiscal_pair),
        (r"(?P<a>(?:19|20)\d0)s", parts.read_decade),
        (
            rf"(?:(?P<which>this|last) )?(?P<season>{'|'.join(SEASONS)})"
            rf"(?: (?:(?P<pair>\d{{4}}/\d\d(?:\d\d)?)|(?P<y>{YEAR})))?",
            parts.read_season,
        ),
        (rf"(?:(?P<which>this|last|next) )?(?P<day>{'|'.join(WEEKDAYS)})", relative.read_weekday),
        (rf"(?P<nth>1st|2nd|3rd|4th|last) (?P<day>{'|'.join(WEEKDAYS)}) (?P<rest>.+)", read_nth_weekday),
        (r"today|this morning|yesterday|tomorrow|tonight|last night", relative.read_near_day),
        (r"(?P<n>\d+) hour (?:end|-) (?:[\w ]+ )?(?P<day>today|yesterday)", relative.read_hours_to),
        (r"pastweek", relative.read_past_week),
        (rf"1st (?P<n>\d+) (?P<unit>day|week) (?P<rest>(?:this )?year|{YEAR})", parts.read_first_days),
        (r"(?:last |this |past )?weekend", relative.read_weekend),
        (r"(?:\w+ day|(?:bank )?holiday|long) weekend", relative.read_long_weekend),
        (rf"(?P<rest>(?:{'|'.join(MONTHS)}) \d{{4}}) year", read_year_to),
        (r"(?:reporting )?period (?P<rest>.+)", lambda m, frame: read_period(m["rest"], frame)),
        (r"outgoing year", lambda m, frame: frame.latest(year_days)),
        (r"year", lambda m, frame: relative.whole_year("year", frame)),
    )
)


def read_period(words: str, frame: Frame) -> Days | None:
    """Read reduced words as days; None where they fix none."""
    if days := read_points(words, frame):
        return days
    for form, read in _FORMS:
        if (match := form.fullmatch(words)) and (days := read(match, frame)):
            return days
    return None
