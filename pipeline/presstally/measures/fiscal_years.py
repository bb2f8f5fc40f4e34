"""Fiscal years by country: the month in which one begins, for a release that does not say so itself."""

from __future__ import annotations

from collections.abc import Iterable

from presstally.measures.date_words import word_set

# First month -> words of the country: names, people, cities of its bodies. Read from the laws on public finance;
# April (Britain, India, South Africa, Canada, Japan) is what a pair of years means where none of these stands.
COUNTRIES = {
    7: word_set(
        "australia australian queensland victoria sydney melbourne brisbane canberra tasmania nsw zealand kenya kenyan "
        "nairobi pakistan islamabad lahore karachi bangladesh dhaka egypt uganda tanzania"
    ),
    10: word_set("u.s. usa american washington pentagon thailand bangkok"),
}
# Cities of Australia and New Zealand tell it anywhere in a release; no other country's releases name them.
CITIES = word_set("melbourne sydney brisbane canberra adelaide hobart darwin auckland wellington")


def first_month(words: Iterable[str]) -> int | None:
    """Return the month in which the fiscal year begins in the country that lower-case `words` name most; else None."""
    named = {month: 0 for month in COUNTRIES}
    for word in words:
        for month, cues in COUNTRIES.items():
            named[month] += word in cues
    month, times = max(named.items(), key=lambda item: item[1])
    return month if times else None
