"""Quantities of time that are periods: "over the nine months" in a report on them, "by 41% over ten years"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from spacy.tokens import Doc, Span

from presstally.measures.calendars import Days, whole_months
from presstally.measures.date_words import simplify, word_set
from presstally.pipes.date_mentions import Piece, mask_of
from presstally.pipes.release_dates import Mention

_RESULTS = word_set(
    "results result outcomes outcome work activities activity figures statistics report reports data summary"
)


def find_durations(doc: Doc, mentions: Sequence[Mention], published: date | None, period: Days | None) -> list[Piece]:
    """Return quantities of time that are dates: "over the nine months" in a report on them, "by 41% over ten years"."""
    taken = mask_of([(m.start, m.end) for m in mentions], len(doc))
    reported = whole_months(period) if period else None
    return [
        (span.start, span.end)
        for span in doc.ents
        if span.label_ == "QUANTITY"
        and not taken[span.start]
        and (doc[span.end - 1].norm_ == "<time>" or doc[span.end - 1].lower_ == "month")
        and (_is_period(span, reported) or _is_year_so_far(span, published))
    ]


def _is_year_so_far(span: Span, published: date | None) -> bool:
    """Return whether "ten months" are those that are over: "in ten months" in November, "nine-month statistics"."""
    number = re.match(r"(\d+) month", simplify(span.text))
    if not number or not published or not 2 < int(number[1]) < 12:
        return False
    if int(number[1]) != (published - timedelta(days=28)).month and int(number[1]) != published.month - 1:
        return False
    doc = span.doc
    before = doc[span.start - 1].lower_ if span.start else ""
    if before in ("in", "during", "over", "of", "throughout") or doc[span.end : span.end + 1].text.lower() in _RESULTS:
        return True
    return before in ("for", "up", "have") and (span.start < 2 or doc[span.start - 1].is_sent_start or before != "for")


def _is_period(span: Span, reported: int | None) -> bool:
    doc, at = span.doc, span.start - 1
    while at >= 0 and doc[at].lower_ in ("the", "these", "all"):
        at -= 1
    before = doc[at] if at >= 0 else None
    if before is None:
        return False
    number = re.match(r"(\d+) month$", simplify(span.text))
    if number and reported == int(number[1]):
        return before.lower_ in ("over", "in", "during", "for", "of", "and", "within", "throughout")
    if number and 1 < int(number[1]) < 12 and before.lower_ in ("of", "for", "in", "over", "during") and at > 0:
        return doc[at - 1].lower_ in _RESULTS
    if number and 1 < int(number[1]) <= 12 and (before.is_sent_start or before.is_title or before.is_upper):
        return before.lower_ in ("for", "in", "over", "during")
    record = at > 0 and (doc[at - 1].lower_.endswith("est") or doc[at - 1].lower_ == "time")
    if record and before.lower_ in ("in", "for"):
        return True  # "the calmest in four years", "for the first time in three years"
    changed = at > 0 and (doc[at - 1].ent_type_ == "QUANTITY" or doc[at - 1].lower_ in ("%", "percent"))
    return before.lower_ in ("over", "in") and changed and before.i + 1 == span.start
