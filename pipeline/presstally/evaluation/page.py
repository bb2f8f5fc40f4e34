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
    errors = report["errors"]
    yield heading(f"{len(errors)} facts with an error")
    kinds = Counter(kind for error in errors for kind in error["wrong"])
    yield table(["what is wrong", "facts"], kinds.most_common())
    documents: dict[str, list[str]] = {}
    for error in errors:
        documents.setdefault(error["document"], []).append(_error(error))
    for document, pieces in documents.items():
        yield fold(f"{document} ({len(pieces)})", pieces)


def _error(error: dict[str, Any]) -> str:
    lines = [f"{name}: {describe(error[key])}" for name, key in (("gold", "gold"), ("got", "got")) if error[key]]
    quote = (error["before"], error["quantity"], error["after"])
    return item("grave" if error["grave"] else "", ", ".join(error["wrong"]), quote, lines)
