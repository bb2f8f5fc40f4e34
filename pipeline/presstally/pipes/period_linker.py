"""Link each number to the period that it covers (DURING) and, for a change, to the one it is measured against."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language.relations import relation
from presstally.language.spans import inside, with_label
from presstally.measures.calendars import shift
from presstally.measures.date_frame import Frame
from presstally.measures.dates import read_days, to_range
from presstally.pipes.period_clause import Clause
from presstally.pipes.period_roles import DateRoles, Found, days_of, same_year_before
from presstally.pipes.period_tables import read_columns
from presstally.pipes.timeless import has_no_period

SCORES = {
    "bracket": 0.95,
    "table": 0.95,
    "clause": 0.9,
    "sentence": 0.85,
    "paragraph": 0.75,
    "reported": 0.8,
    "release": 0.6,
    "before": 0.6,
    "running": 0.5,
}


@Language.factory("period_linker", requires=["doc.ents", "span._.dates", "span._.kind"], assigns=["doc._.relations"])
def make_period_linker(nlp: Language, name: str) -> PeriodLinker:
    """Make the component; it has no settings."""
    return PeriodLinker()


class PeriodLinker:
    """Adds DURING and COMPARED_TO to `doc._.relations`."""

    def __call__(self, doc: Doc) -> Doc:
        furniture = inside(doc.spans.get("furniture", ()), len(doc))
        quantities = [span for span in with_label(doc, "QUANTITY") if not furniture[span.start]]
        dates = [span for span in with_label(doc, "DATE") if not furniture[span.start]]
        roles = DateRoles(doc, quantities, dates)
        columns = read_columns(doc, quantities, dates)
        _set_columns(columns, roles)
        relations: list[dict[str, Any]] = list(doc._.relations or [])
        for quantity in quantities:
            if has_no_period(quantity) or roles.is_planned(quantity):
                continue
            during, compared = _link(quantity, roles, columns)
            for kind, found in (("DURING", during), ("COMPARED_TO", compared)):
                if found:
                    if kind == "COMPARED_TO":
                        _set_point(found.date)
                    relations.append(_relation(kind, quantity, found))
        doc._.relations = relations
        return doc


def _relation(kind: str, quantity: Span, found: Found) -> dict[str, Any]:
    row = relation(kind, quantity, found.date, SCORES[found.method], f"period_{found.method}")
    return row | {"days": to_range(found.days).to_dict()} if found.days else row


def _link(quantity: Span, roles: DateRoles, columns: dict[int, list[Span]]) -> tuple[Found | None, Found | None]:
    """Return the period of a number and the one compared with, each with the way it was found."""
    if quantity.start in columns:
        dates = columns[quantity.start]
        if not dates:
            return None, None
        return Found(dates[0], "table"), (Found(dates[1], "table") if len(dates) > 1 else None)
    clause = Clause(quantity, roles)
    if roles.bracketed is not None and quantity._.kind != "change" and _stands_in_brackets(quantity):
        return roles.same_part(Found(roles.bracketed, "bracket")), None
    if quantity._.kind == "change":
        during = clause.own() or roles.standing(quantity)
        return during, _comparison(clause, roles, during)
    if quantity._.compared:
        found = clause.compared()
        return roles.same_part(found) if found else roles.last_comparison(quantity) or roles.year_before(quantity), None
    found = clause.own()
    if found and found.method == "bracket":
        found = roles.same_part(found)
    return found or roles.standing(quantity), None


def _stands_in_brackets(quantity: Span) -> bool:
    """Return whether a number stands alone in brackets, as another period's level: no share of the one before."""
    doc, start, end = quantity.doc, quantity.start, quantity.end
    if start < 2 or end >= len(doc) or doc[start - 1].text + doc[end].text not in ("()", "[]"):
        return False
    return bool(quantity._.compared) or doc[start - 2].ent_type_ != "QUANTITY"


def _comparison(clause: Clause, roles: DateRoles, during: Found | None) -> Found | None:
    """Return the comparison named in the sentence, else the one that the release named for the same period."""
    if found := clause.comparison():
        return found
    earlier = roles.last_comparison(clause.quantity)
    if earlier and during and same_year_before(earlier.date, during.date):
        return earlier
    return None


def _set_columns(columns: dict[int, list[Span]], roles: DateRoles) -> None:
    """Take bare years at the heads of columns, in a report on part of a year, as that part of each year."""
    reported = days_of(roles.reported) if roles.reported is not None else None
    if (
        not reported
        or reported[0] == reported[1]
        or reported[0].year != reported[1].year
        or (reported[1] - reported[0]).days > 360
    ):
        return
    heads = {head.start: head for periods in columns.values() for head in periods if head.text.isdigit()}
    if any(int(head.text) > reported[0].year for head in heads.values()):
        return
    for head in heads.values():
        head._.dates = to_range(shift(reported, 12 * (int(head.text) - reported[0].year))).to_dict()


def _set_point(date: Span) -> None:
    """Take "doubled since 2020/21" as the year itself: a change is not measured against the days up to the release."""
    if date.start and date.doc[date.start - 1].lower_ == "since":
        days = read_days(date.text, Frame())
        if days:
            date._.dates = to_range(days).to_dict()
