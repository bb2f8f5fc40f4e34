"""A report as tables: the same rows for the terminal, the page and the data card."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Table = tuple[str, list[str], list[list[Any]]]
SCORE_HEAD = ["score", "P", "R", "F1", "low", "high", "TP", "FP", "FN"]


def report_tables(report: dict[str, Any]) -> Iterator[Table]:
    """Yield (title, head, rows) of every table of a report."""
    yield "Facts", SCORE_HEAD, [score_row(name, row) for name, row in report["facts"].items()]
    yield "Attributes of detected facts", ["attribute", "right"], [list(row) for row in report["attributes"].items()]
    grouping = report["metric_id_b3"]
    yield "Metric grouping (B-cubed)", ["P", "R", "F1", "facts"], [[grouping[key] for key in ("p", "r", "f1", "n")]]
    for title, key in (
        ("Mentions", "mention"),
        ("Normalized values", "value"),
        ("Relations, gold mentions given", "relation_given"),
        ("Relations, mentions predicted", "relation"),
    ):
        if report[key]:
            yield title, SCORE_HEAD, [score_row(name, row) for name, row in report[key].items()]
    for dimension, classes in report["breakdown"].items():
        head = [dimension, *next(iter(classes.values()))]
        yield f"By {dimension}", head, [[name, *row.values()] for name, row in classes.items()]


def agreement_tables(report: dict[str, Any]) -> Iterator[Table]:
    """Yield the tables that say how far two annotators agree: F1, which is the same from either side."""
    head = ["score", "F1", "low", "high"]
    for title, key in (("Facts", "facts"), ("Mentions", "mention"), ("Relations", "relation")):
        yield title, head, [[name, row["f1"], row["low"], row["high"]] for name, row in report[key].items()]
    yield (
        "Attributes of facts that both have",
        ["attribute", "same"],
        [list(row) for row in report["attributes"].items()],
    )


def comparison_table(report: dict[str, Any]) -> Table:
    """Return the paired comparison of a report that holds one."""
    rows = [[name, *row.values()] for name, row in report["comparison"].items()]
    return "Comparison", ["score", *next(iter(report["comparison"].values()))], rows


def score_row(name: str, row: dict[str, Any]) -> list[Any]:
    return [name, *(row[key] for key in ("p", "r", "f1", "low", "high", "tp", "fp", "fn"))]


def describe(fact: dict[str, Any]) -> str:
    """Return what a fact says in one line."""
    value = (
        f"{fact['value']:.12g}" if fact["value_high"] is None else f"{fact['value']:.12g}..{fact['value_high']:.12g}"
    )
    words = [fact["modifier"], value, fact["unit"], fact["kind"], fact["direction"], f"[{fact['metric']}]"]
    for stem in ("period", "comparison"):
        start, end = fact[f"{stem}_start"], fact[f"{stem}_end"]
        if start:
            words.append(f"{stem} {start}/{end}")
    return " ".join(word for word in [*words, fact.get("method")] if word)
