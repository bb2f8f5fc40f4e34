"""Doc -> rows: facts, entities, relations and the numbers that are no facts; rows -> DataFrame."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from presstally.errors import ReleaseError
from presstally.schemas import Entity, Fact, Release

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    from spacy.tokens import Doc, Span

Row = dict[str, Any]

FACT_FIELDS = tuple(f.name for f in fields(Fact))
DATE_FIELDS = ("period_start", "period_end", "comparison_start", "comparison_end", "published")
LOW_SCORE, NO_FACT = "below_min_score", "no_metric"


@dataclass
class Rows:
    """What one release gives. `numbers` counts its numbers: each stands either in `facts` or in `excluded`.

    `low`: the facts that score too little, which stand in `excluded`; a reviewer may think better of them.
    """

    facts: list[Row] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    relations: list[Row] = field(default_factory=list)
    excluded: list[Row] = field(default_factory=list)
    numbers: int = 0
    low: list[Row] = field(default_factory=list)


def make_rows(doc: Doc, release: Release, min_score: float = 0.0) -> Rows:
    """Read the rows off a finished Doc; facts that score less than `min_score` go to the excluded.

    Raises ReleaseError where a fact does not stand in the text as it says.
    """
    facts = sorted(doc._.facts or (), key=lambda row: (row["start"], row["end"]))
    for fact in facts:
        check_fact(fact, release.text)
    taken = {(fact["start"], fact["end"]) for fact in facts}
    reasons = {(span.start_char, span.end_char): span.label_ for span in _group(doc, "excluded")}
    for span in doc.ents:
        if span.label_ == "QUANTITY":
            reasons.setdefault((span.start_char, span.end_char), NO_FACT)
    reasons |= {(f["start"], f["end"]): LOW_SCORE for f in facts if f["score"] < min_score}
    kept = [fact for fact in facts if fact["score"] >= min_score]
    for fact in kept:
        reasons.pop((fact["start"], fact["end"]), None)
    excluded = [_make_excluded(release, start, end, reason) for (start, end), reason in sorted(reasons.items())]
    return Rows(
        facts=kept,
        entities=[_make_entity(span, release).to_dict() for span in _mentions(doc)],
        relations=[_make_relation(row, release.id) for row in _sorted_relations(doc)],
        excluded=excluded,
        numbers=len(taken | set(reasons)),
        low=[fact for fact in facts if fact["score"] < min_score],
    )


def check_fact(fact: Row, text: str) -> None:
    """Raise ReleaseError unless the fact has all fields, its words stand where it says, and its days are days."""
    told = ""
    if tuple(fact) != FACT_FIELDS:
        told = f"its fields are {', '.join(fact)}"
    elif text[fact["start"] : fact["end"]] != fact["quantity"]:
        told = f"{fact['quantity']!r} does not stand at {fact['start']}"
    elif _words(" ".join(text[start:end] for start, end in fact["metric_spans"])) != _words(fact["metric"]):
        told = f"the metric {fact['metric']!r} does not stand at {fact['metric_spans']}"
    else:
        for name in DATE_FIELDS:
            try:
                date.fromisoformat(fact[name] or "2000-01-01")
            except ValueError:
                told = f"{name} is {fact[name]!r}"
    if told:
        raise ReleaseError(
            f"A fact was built wrongly: {told}.",
            "This is a fault of the program or the model; please report it.",
            "build",
        )


def _words(text: str) -> list[str]:
    return text.split()  # a metric may run over a line end


def _group(doc: Doc, name: str) -> list[Span]:
    return list(doc.spans[name]) if name in doc.spans else []


def _mentions(doc: Doc) -> list[Span]:
    spans = {(s.start_char, s.end_char, s.label_): s for s in [*doc.ents, *_group(doc, "metric")]}
    return [spans[key] for key in sorted(spans)]


def _make_entity(span: Span, release: Release) -> Entity:
    start, end, label = span.start_char, span.end_char, span.label_
    quantity = (span._.quantity or {}) if label == "QUANTITY" else {}
    days = (span._.dates or {}) if label == "DATE" else {}
    values = {**quantity, "date_start": days.get("start"), "date_end": days.get("end")}
    return Entity(release.id, start, end, label, release.text[start:end], **values)


def _sorted_relations(doc: Doc) -> list[Row]:
    return sorted(doc._.relations or (), key=lambda row: (row["head"], row["type"], row["child"]))


def _make_relation(row: Row, document: str) -> Row:
    head, child = ({"label": label, "start": start, "end": end} for start, end, label in (row["head"], row["child"]))
    return {
        "document": document,
        "type": row["type"],
        "head": head,
        "child": child,
        "score": row["score"],
        "method": row["method"],
    }


def _make_excluded(release: Release, start: int, end: int, reason: str) -> Row:
    return {"document": release.id, "start": start, "end": end, "text": release.text[start:end], "reason": reason}


@lru_cache(maxsize=1)
def fact_schema() -> pa.Schema:
    """Return the facts' columns as Arrow types: days are dates, `metric_spans` is a list of pairs."""
    import pyarrow as pa

    kinds = {"start": pa.int64(), "end": pa.int64(), "metric_spans": pa.list_(pa.list_(pa.int64()))}
    kinds |= {name: pa.float64() for name in ("value", "value_high", "score")}
    kinds |= {name: pa.date32() for name in DATE_FIELDS}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in FACT_FIELDS])


def make_table(facts: list[Row]) -> pa.Table:
    """Turn fact rows into an Arrow table with the columns of `fact_schema`."""
    import pyarrow as pa

    rows = [{**row, **{name: row[name] and date.fromisoformat(row[name]) for name in DATE_FIELDS}} for row in facts]
    return pa.Table.from_pylist(rows, schema=fact_schema())


def make_frame(facts: list[Row]) -> pd.DataFrame:
    """Turn fact rows into a DataFrame: days as datetime64, texts as str, `metric_spans` as lists."""
    import pandas as pd

    frame = make_table(facts).to_pandas(date_as_object=False)
    frame["metric_spans"] = pd.Series([row["metric_spans"] for row in facts], dtype=object)
    return frame
