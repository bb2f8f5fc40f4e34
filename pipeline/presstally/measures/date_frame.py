"""What a date's words lean on: the release's date and the period it reports on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from presstally.measures.calendars import Days, contains, month_days

DAY_AHEAD = timedelta(days=45)  # "on January 20" in a release of January 10 lies ahead; a farther one lies behind
PERIOD_AHEAD = timedelta(days=10)  # half-year results may appear in the last days of June


@dataclass(frozen=True, slots=True)
class Frame:
    """`published`: the release's date. `reported`: the period that the words around report on.

    `fiscal_start`: the month in which the release's fiscal year begins, where it says so.
    """

    published: date | None = None
    reported: Days | None = None
    fiscal_start: int | None = None

    @property
    def year(self) -> int | None:
        """Return the year in which the release speaks."""
        if self.published:
            return self.published.year
        return self.reported[1].year if self.reported else None

    @property
    def reported_year(self) -> int | None:
        return self.reported[1].year if self.reported else self.year

    def year_of(self, words: str | None) -> int | None:
        """Read a year as reduced words: "2021", "this year", "previous year", "year earlier", "year" alone."""
        if not words:
            return None
        if words.isdigit():
            return int(words)
        which = words.replace("year", "").strip()
        if which in ("this", "last", "next"):
            return None if self.year is None else self.year + {"this": 0, "last": -1, "next": 1}[which]
        year = self.reported_year
        if year is None:
            return None
        count = which.split(" ")[0]
        return (
            year - (int(count) if count.isdigit() else 1)
            if which in ("previous", "earlier") or count.isdigit()
            else year
        )

    def nearest_year(self, month: int, day: int | None) -> int | None:
        """Return the year of a day or month that is told without one: the last such before the release.

        A month that the reported period holds once is that one. None where nothing tells.
        """
        inside = self._inside_year(month, day)
        if inside and (day is None or not self.published):
            return inside
        if not self.published:
            return None
        first, last = month_days(self.published.year, month)
        ahead = self.published + (DAY_AHEAD if day else timedelta(0))
        return first.year if first.replace(day=min(day or 1, last.day)) <= ahead else first.year - 1

    def _inside_year(self, month: int, day: int | None) -> int | None:
        if not self.reported:
            return None
        first, last = self.reported
        years = [y for y in range(first.year, last.year + 1) if contains(self.reported, month_days(y, month))]
        return years[0] if len(years) == 1 else None

    def latest(self, make: Callable[[int], Days], end: int = 1) -> Days | None:
        """Return the part of a year that `make(year)` gives: within the reported period, else the last one over.

        `end`: 1, or 0 where it is enough that it has begun.
        """
        if self.reported:
            first, last = self.reported
            found = [make(y) for y in range(first.year, last.year + 1) if contains(self.reported, make(y))]
            if len(found) == 1:
                return found[0]
        if self.published:
            days = make(self.published.year)
            return days if days[end] <= self.published + PERIOD_AHEAD else make(self.published.year - 1)
        return make(self.reported[1].year) if self.reported else None
