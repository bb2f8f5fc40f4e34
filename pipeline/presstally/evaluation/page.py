"""The page of an evaluation: its tables, and each error in its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from presstally.evaluation.html import fold, heading, item, make_page, paragraph, table
from presstally.evaluation.tables import comparison_table, describe, report_tables

_OPEN = 8  # tables that stand open; the breakdowns behind them can be opened


def make_evaluation_page(report: dict[str, Any]) -> str:
    """Return the page; `report` as evaluate() returns it, with `model`, `annotations` and `part` added."""
    title = f"Evaluation of {report['model']}"
    return make_page(title, _body(report))


def _body(report: dict[str, Any]) -> Iterator[str]:
    part = f", part {report['part']}" if report["part"] else ""
    yield paragraph(
        f"{report['annotations']}{part}: {report['releases']} releases, {report['gold']} gold facts, "
        f"{report['predicted']} predicted. Intervals: 95 percent, bootstrap over releases."
    )
    if "comparison" in report:
        title, head, rows = comparison_table(report)
        yield heading(f"{title} with {report['compared_with']}")
        yield table(head, rows)
    for number, (title, head, rows) in enumerate(report_tables(report)):
        yield fold(title, [table(head, rows)], is_open=number < _OPEN)
    for title, key in (("facts", "errors"), ("dates and names", "name_errors")):
        errors = report[key]
        yield heading(f"{len(errors)} {title} with an error")
        kinds = Counter(kind for error in errors for kind in error["wrong"])
        yield table(["what is wrong", title], kinds.most_common())
        yield from _by_document(errors)


def _by_document(errors: list[dict[str, Any]]) -> Iterator[str]:
    documents: dict[str, list[str]] = {}
    for error in errors:
        documents.setdefault(error["document"], []).append(_error(error))
    for document, pieces in documents.items():
        yield fold(f"{document} ({len(pieces)})", pieces)


def _error(error: dict[str, Any]) -> str:
    lines = [f"{name}: {describe(error[name])}" for name in ("gold", "got") if error.get(name)]
    head = f"{error.get('label', '')} {', '.join(error['wrong'])}"
    quote = (error["before"], error["words"], error["after"])
    return item("grave" if error.get("grave") else "", head.strip(), quote, lines)
