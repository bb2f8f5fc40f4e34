"""The page of a diff, and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from presstally.evaluation.diff import STATES
from presstally.evaluation.html import fold, heading, item, make_page, paragraph, table
from presstally.evaluation.tables import Table, describe

_CLASSES = {"added": "good", "dropped": "grave", "changed": ""}


def diff_tables(report: dict[str, Any]) -> Iterator[Table]:
    """Yield (title, head, rows): the counts by release, kind, unit and field."""
    yield "Facts", list(report["counts"]), [list(report["counts"].values())]
    for title, key in (("release", "by_document"), ("kind", "by_kind"), ("unit", "by_unit")):
        if report[key]:
            yield f"By {title}", [title, *STATES], [[name, *row.values()] for name, row in report[key].items()]
    if report["by_field"]:
        yield "What changed", ["field", "facts"], [list(row) for row in report["by_field"].items()]


def make_diff_page(report: dict[str, Any]) -> str:
    """Return the page; each change stands in its sentence."""
    return make_page("Facts of two runs", _body(report))


def _body(report: dict[str, Any]) -> Iterator[str]:
    yield paragraph(f"First: {report['first']}. Second: {report['second']}.")
    for name in ("first", "second"):
        if missing := report[f"only_{name}"]:
            yield paragraph(f"Only the {name} run has read: {', '.join(missing)}.")
    for title, head, rows in diff_tables(report):
        yield heading(title, 3)
        yield table(head, rows)
    yield heading("Changes")
    documents: dict[str, list[str]] = {}
    for change in report["changes"]:
        documents.setdefault(change["document"], []).append(_change(change))
    for document, pieces in documents.items():
        yield fold(f"{document} ({len(pieces)})", pieces)


def _change(change: dict[str, Any]) -> str:
    lines = [f"{name}: {describe(change[name])}" for name in ("before", "after") if change[name]]
    if change["reason"]:
        lines.append(f"excluded as {change['reason']}")
    quantity = (change["after"] or change["before"])["quantity"]
    before, found, after = change["sentence"].partition(quantity)
    if change["sentence"].count(quantity) != 1:  # which one is meant is not known here
        before, found, after = change["sentence"] + " ", f"{quantity} at {change['start']}", ""
    head = f"{change['state']}: {', '.join(change['fields'])}" if change["fields"] else change["state"]
    return item(_CLASSES[change["state"]], head, (before, found, after), lines)
