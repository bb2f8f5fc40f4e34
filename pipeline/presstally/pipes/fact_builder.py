"""Bring together what the other components found: one Fact for each QUANTITY."""

from __future__ import annotations

import hashlib
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language.relations import by_head
from presstally.language.spans import with_label
from presstally.schemas import Fact

# The child's days become these columns.
DAYS = {"DURING": ("period_start", "period_end"), "COMPARED_TO": ("comparison_start", "comparison_end")}
RELEASE = ("title", "publisher", "source_url", "published", "published_from")


@Language.factory(
    "fact_builder", requires=["doc._.relations"], assigns=["doc._.facts"], default_config={"review_below": 0.5}
)
def make_fact_builder(nlp: Language, name: str, review_below: float) -> FactBuilder:
    """Make the component; facts that score under `review_below` are marked for a person's look."""
    return FactBuilder(review_below)


class FactBuilder:
    """Sets `doc._.facts`, sorted by place."""

    def __init__(self, review_below: float = 0.5) -> None:
        self.review_below = review_below

    def __call__(self, doc: Doc) -> Doc:
        release = doc._.release or {}
        content = release.get("sha256") or hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()
        dates = {(span.start_char, span.end_char): span._.dates for span in with_label(doc, "DATE")}
        relations = by_head(doc)
        doc._.facts = [
            self._build(
                quantity, release, content, relations.get((quantity.start_char, quantity.end_char), []), dates
            ).to_dict()
            for quantity in with_label(doc, "QUANTITY")
            if quantity._.quantity
        ]
        return doc

    def _build(
        self, quantity: Span, release: dict[str, Any], content: str, rows: list[dict[str, Any]], dates: dict[Any, Any]
    ) -> Fact:
        text = quantity.doc.text
        measures = [row for row in rows if row["type"] == "MEASURES"]
        score = round(min((row["score"] for row in measures), default=0.0), 3)
        place = f"{content}:{quantity.start_char}:{quantity.end_char}"
        row = dict(
            document=release.get("id", ""),
            start=quantity.start_char,
            end=quantity.end_char,
            quantity=quantity.text,
            **quantity._.quantity,
            kind=quantity._.kind or "level",
            direction=quantity._.direction,
            metric=" ".join(text[slice(*row["child"][:2])] for row in measures),
            metric_spans=[row["child"][:2] for row in measures],
            metric_id=quantity._.metric_id or "unnamed",
            **_periods(text, rows, dates),
            **_actors(text, rows),
            sentence=quantity.sent.text.strip(),
            score=score,
            method="+".join(dict.fromkeys(filter(None, [quantity._.method, *(row["method"] for row in measures)]))),
            needs_review=self._review(quantity, measures, score),
            fact_id=hashlib.sha256(place.encode()).hexdigest()[:16],
            **{key: release.get(key) for key in RELEASE},
        )
        return Fact.from_dict(row)

    def _review(self, quantity: Span, measures: list[dict[str, Any]], score: float) -> str | None:
        reasons = [quantity._.review, None if measures else "no metric found"]
        if measures and score < self.review_below:
            reasons.append("low score")
        return "; ".join(filter(None, reasons)) or None


def _periods(text: str, rows: list[dict[str, Any]], dates: dict[Any, Any]) -> dict[str, str | None]:
    columns: dict[str, str | None] = dict.fromkeys(
        ("period_start", "period_end", "period", "comparison_start", "comparison_end")
    )
    for row in rows:
        if row["type"] in DAYS:
            start, end = row["child"][:2]
            days = dates.get((start, end)) or {}
            columns |= dict(zip(DAYS[row["type"]], (days.get("start"), days.get("end")), strict=True))
            if row["type"] == "DURING":
                columns["period"] = text[start:end]
    return columns


def _actors(text: str, rows: list[dict[str, Any]]) -> dict[str, str | None]:
    columns: dict[str, str | None] = dict.fromkeys(("organisation", "place", "person"))
    for row in rows:
        start, end, label = row["child"]
        if row["type"] == "BY":
            columns["person" if label == "PERSON" else "organisation"] = text[start:end]
        elif row["type"] == "IN":
            columns["place"] = text[start:end]
    return columns
