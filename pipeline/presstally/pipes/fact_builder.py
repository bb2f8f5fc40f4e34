"""Bring together what the other components found: one Fact for each QUANTITY."""

from __future__ import annotations

import hashlib
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language.relations import by_head
from presstally.language.sentences import Sentences
from presstally.language.spans import with_label
from presstally.language.text import text_of
from presstally.pipes.level_direction import carry_directions
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
        text = text_of(doc)
        content = release.get("sha256") or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        common = {key: release.get(key) for key in RELEASE} | {"document": release.get("id", "")}
        dates = {(span.start_char, span.end_char): span._.dates for span in with_label(doc, "DATE")}
        relations, sentences = by_head(doc), Sentences(doc)
        facts = []
        for quantity in with_label(doc, "QUANTITY"):
            rows = relations.get((quantity.start_char, quantity.end_char), [])
            first, last = sentences.borders(quantity.start)
            sentence = text[doc[first].idx : doc[last - 1].idx + len(doc[last - 1])].strip()
            row = self._read_quantity(quantity, content) | self._read_metric(text, quantity, rows)
            row |= _read_periods(text, rows, dates) | _read_actors(text, rows) | common
            facts.append(Fact.from_dict(row | {"sentence": sentence}).to_dict())
        carry_directions(text, facts)
        doc._.facts = facts
        return doc

    def _read_quantity(self, quantity: Span, content: str) -> dict[str, Any]:
        start, end = quantity.start_char, quantity.end_char
        direction = None if quantity._.compared else quantity._.direction  # the other level is what moved
        return quantity._.quantity | {
            "start": start,
            "end": end,
            "quantity": quantity.text,
            "kind": quantity._.kind or "level",
            "direction": direction,
            "metric_id": quantity._.metric_id or "unnamed",
            "fact_id": hashlib.sha256(f"{content}:{start}:{end}".encode()).hexdigest()[:16],
        }

    def _read_metric(self, text: str, quantity: Span, rows: list[dict[str, Any]]) -> dict[str, Any]:
        measures = [row for row in rows if row["type"] == "MEASURES"]
        score = round(min((row["score"] for row in measures), default=0.0), 3)
        methods = [quantity._.method, *(row["method"] for row in measures)]
        return {
            "metric": " ".join(text[slice(*row["child"][:2])] for row in measures),
            "metric_spans": [row["child"][:2] for row in measures],
            "score": score,
            "method": "+".join(dict.fromkeys(filter(None, methods))),
            "needs_review": self._review(quantity, measures, score),
        }

    def _review(self, quantity: Span, measures: list[dict[str, Any]], score: float) -> str | None:
        reasons = [quantity._.review, None if measures else "no metric found"]
        if measures and score < self.review_below:
            reasons.append("low score")
        return "; ".join(filter(None, reasons)) or None


def _read_periods(text: str, rows: list[dict[str, Any]], dates: dict[Any, Any]) -> dict[str, str | None]:
    columns: dict[str, str | None] = dict.fromkeys(
        ("period_start", "period_end", "period", "comparison_start", "comparison_end")
    )
    for row in rows:
        if row["type"] in DAYS:
            start, end = row["child"][:2]
            days = row.get("days") or dates.get((start, end)) or {}  # `days`: a period moved from the one named
            columns |= dict(zip(DAYS[row["type"]], (days.get("start"), days.get("end")), strict=True))
            if row["type"] == "DURING":
                columns["period"] = text[start:end]
    return columns


def _read_actors(text: str, rows: list[dict[str, Any]]) -> dict[str, str | None]:
    columns: dict[str, str | None] = dict.fromkeys(("organisation", "place", "person"))
    for row in rows:
        start, end, label = row["child"]
        if row["type"] == "BY":
            columns["person" if label == "PERSON" else "organisation"] = text[start:end]
        elif row["type"] == "IN":
            columns["place"] = text[start:end]
    return columns
