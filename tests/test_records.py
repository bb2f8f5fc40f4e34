"""Doc -> rows: where each number goes, and what a wrong fact is."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, Span

import presstally.language.extensions  # noqa: F401  declares the attributes
from presstally.errors import ReleaseError
from presstally.records import FACT_FIELDS, check_fact, make_frame, make_rows
from presstally.schemas import Release

TEXT = "In 2020, 26,004 crimes and 12 accidents; Article 234; 7 others."
RELEASE = Release("a.txt", TEXT)


def make_fact(quantity: str, **changed: Any) -> dict[str, Any]:
    start = TEXT.index(quantity)
    fact = dict.fromkeys(FACT_FIELDS) | {
        "document": "a.txt",
        "start": start,
        "end": start + len(quantity),
        "quantity": quantity,
        "value": 26004.0,
        "unit": "count",
        "kind": "level",
        "metric": "crimes",
        "metric_spans": [[16, 22]],
        "metric_id": "crimes",
        "period_start": "2020-01-01",
        "sentence": TEXT,
        "score": 0.8,
        "method": "rules",
        "fact_id": "1",
    }
    return fact | changed


@pytest.fixture
def doc() -> Doc:
    doc = spacy.blank("en")(TEXT)

    def span(text: str, label: str) -> Span:
        start = TEXT.index(text)
        return doc.char_span(start, start + len(text), label=label)

    quantity = span("26,004", "QUANTITY")
    quantity._.quantity = {"value": 26004.0, "unit": "count", "value_high": None, "modifier": None}
    date = span("2020", "DATE")
    date._.dates = {"start": "2020-01-01", "end": "2020-12-31"}
    doc.set_ents([quantity, date, span("12", "QUANTITY"), span("7", "QUANTITY")])
    doc.spans["metric"] = [span("crimes", "METRIC"), span("crimes", "METRIC")]
    doc.spans["excluded"] = [span("234", "article_number")]
    doc._.relations = [
        {"type": "MEASURES", "head": [9, 15, "QUANTITY"], "child": [16, 22, "METRIC"], "score": 0.8, "method": "rules"}
    ]
    doc._.facts = [make_fact("12", score=0.2), make_fact("26,004")]
    return doc


def test_each_number_is_a_fact_or_excluded(doc: Doc) -> None:
    rows = make_rows(doc, RELEASE, min_score=0.5)
    assert [fact["quantity"] for fact in rows.facts] == ["26,004"]
    assert [(row["text"], row["reason"]) for row in rows.excluded] == [
        ("12", "below_min_score"),
        ("234", "article_number"),
        ("7", "no_metric"),
    ]
    assert rows.numbers == 4


def test_facts_are_sorted(doc: Doc) -> None:
    assert [fact["quantity"] for fact in make_rows(doc, RELEASE).facts] == ["26,004", "12"]


def test_entities_carry_their_values(doc: Doc) -> None:
    entities = {(row["text"], row["label"]): row for row in make_rows(doc, RELEASE).entities}
    assert list(entities) == [
        ("2020", "DATE"),
        ("26,004", "QUANTITY"),
        ("crimes", "METRIC"),
        ("12", "QUANTITY"),
        ("7", "QUANTITY"),
    ]
    assert (entities["26,004", "QUANTITY"]["value"], entities["26,004", "QUANTITY"]["unit"]) == (26004.0, "count")
    assert entities["2020", "DATE"]["date_end"] == "2020-12-31"
    assert entities["crimes", "METRIC"]["value"] is None


def test_relations_name_both_ends(doc: Doc) -> None:
    assert make_rows(doc, RELEASE).relations == [
        {
            "document": "a.txt",
            "type": "MEASURES",
            "head": {"label": "QUANTITY", "start": 9, "end": 15},
            "child": {"label": "METRIC", "start": 16, "end": 22},
            "score": 0.8,
            "method": "rules",
        }
    ]


WRONG = [
    ({"start": 10}, "does not stand at 10"),
    ({"metric": "thefts"}, "metric 'thefts' does not stand"),
    ({"period_end": "2020-13-01"}, "period_end is '2020-13-01'"),
    ({"more": 1}, "its fields are"),
]


@pytest.mark.parametrize(("changed", "told"), WRONG)
def test_a_wrong_fact_is_refused(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ReleaseError, match=told):
        check_fact(make_fact("26,004", **changed), TEXT)


def test_frame_has_proper_types() -> None:
    frame = make_frame([make_fact("26,004")])
    kinds = {name: str(kind) for name, kind in frame.dtypes.items()}
    assert (kinds["start"], kinds["value"], kinds["quantity"]) == ("int64", "float64", "str")
    assert kinds["period_start"].startswith("datetime64")
    assert frame["metric_spans"][0] == [[16, 22]]
    empty = make_frame([])
    assert {name: str(kind) for name, kind in empty.dtypes.items()} == kinds
