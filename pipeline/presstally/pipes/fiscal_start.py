"""The month in which a release's fiscal year begins: as it says, else as its country has it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from presstally.measures.calendars import is_month_end, whole_months
from presstally.measures.date_words import simplify
from presstally.measures.fiscal_years import CITIES, first_month
from presstally.pipes.release_dates import Mention

HEAD = 80  # tokens: countries named farther down are those of goods and people
_FISCAL = re.compile(r"\b(?:fiscal|fy|\d{4}[/-]\d{2,4})\b")


def _year_end(mentions: Sequence[Mention]) -> int | None:
    """Return the month behind a year's last day: "as at 30 June 2010" beside "2009/10" makes it July."""
    words = [simplify(mention.words).replace("-", "/") for mention in mentions]
    for mention in mentions:
        if (
            mention.is_day
            and mention.days
            and is_month_end(mention.days[1])
            and str(mention.days[1].year) in mention.words
        ):
            last = mention.days[1]
            if last.month not in (12, 1) and any(f"{last.year - 1}/{last.year % 100:02}" in other for other in words):
                return last.month + 1
    return None


def fiscal_start_of(doc: Doc, mentions: Sequence[Mention]) -> int | None:
    """Return the month in which the release's fiscal year begins; None where nothing tells.

    By twelve months named right behind one ("2023/24 (April 2023 to March 2024)"), a year's last day or month, else
    by the country of the publisher and of the release's first words.
    """
    for left, right in pairwise(mentions):
        if (
            right.start - left.end <= 4
            and _FISCAL.search(simplify(left.words))
            and right.days
            and whole_months(right.days) == 12
        ):
            return right.days[0].month
    if month := _year_end(mentions):
        return month
    for mention in mentions:
        if mention.days and re.match("year (?:end|-) ", simplify(mention.words)) and whole_months(mention.days):
            return mention.days[0].month
    if not any(_FISCAL.search(simplify(mention.words)) for mention in mentions):
        return None
    publisher = str((doc._.release or {}).get("publisher") or "").lower()
    return (
        first_month(re.findall(r"[a-z.]+", publisher))
        or first_month(token.lower_ for token in doc[:HEAD])
        or (7 if any(token.lower_ in CITIES for token in doc) else None)
    )
