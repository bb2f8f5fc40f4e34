"""Tables: the dates at a column's head are the periods of its cells."""

from __future__ import annotations

import re
from itertools import groupby

from spacy.tokens import Doc, Span, Token

from presstally.measures.date_words import word_set
from presstally.measures.dates import to_days
from presstally.schemas import DateRange


def read_columns(doc: Doc, quantities: list[Span], dates: list[Span]) -> dict[int, list[Span]]:
    """Return the period of each number in a table cell, and for a change the one compared with, by its first token.

    None for the numbers in a column of targets.
    """
    found: dict[int, list[Span]] = {}
    text = doc.text
    if not any(sign in text for sign in ("|", "\t", "  ", ";")):
        return found
    for table in _tables(doc):
        found |= _read_table(doc, table, quantities, dates)
    return found


GOALS = word_set("target targets goal plan norm limit standard")
_RULE = re.compile(r"[|:+=-]+")
Row = list[tuple[int, int]]  # the cells of a line as token borders


def is_bar(token: Token) -> bool:
    """Return whether a token parts the cells of a table's line: a bar, a tab, a wide gap, a semicolon."""
    text = token.text
    return text in ("|", ";") or (token.is_space and "\n" not in text and ("\t" in text or len(text) > 1))


def _tables(doc: Doc) -> list[list[Row]]:
    """Return runs of lines with two or more bars, tabs, wide gaps, or semicolons (in lines of as many cells)."""
    lines: list[tuple[bool, Row]] = []
    start = 0
    for token in doc:
        if token.is_space and "\n" in token.text:
            lines.append(_cells(doc, start, token.i))
            start = token.i + 1
    lines.append(_cells(doc, start, len(doc)))
    lines = [line for line in lines if line[1]]
    runs = [[row for _, row in run] for is_table, run in groupby(lines, key=lambda line: line[0]) if is_table]
    return [run for run in runs if not _has_semicolons(doc, run) or len({len(row) for row in run}) < len(run)]


def _has_semicolons(doc: Doc, rows: list[Row]) -> bool:
    return any(doc[end].text == ";" for row in rows for _, end in row[:-1])


def _cells(doc: Doc, start: int, end: int) -> tuple[bool, Row]:
    cells, at = [], start
    if start < end and all(_RULE.fullmatch(doc[i].text) for i in range(start, end)):
        return True, []  # "|---|---|" under the head
    for i in range(start, end):
        if is_bar(doc[i]):
            cells.append((at, i))
            at = i + 1
    cells.append((at, end))
    if cells and cells[0][0] == cells[0][1]:
        cells = cells[1:]  # "| a | b |"
    return len(cells) > 2, cells


def _read_table(doc: Doc, rows: list[Row], quantities: list[Span], dates: list[Span]) -> dict[int, list[Span]]:
    heads: dict[int, Span] = {}
    width = 0
    goals: set[int] = set()  # columns of targets: no period
    found: dict[int, list[Span]] = {}
    for row in rows:
        named = {
            column: date
            for column, (start, end) in enumerate(row)
            for date in dates
            if start <= date.start and date.end <= end and date.end - date.start >= end - start - 2
        }
        numbers = {
            column: [quantity for quantity in quantities if start <= quantity.start < end]
            for column, (start, end) in enumerate(row)
        }
        if len(named) > 1 or (named and not any(numbers.values())):
            heads, width = named, len(row)
            goals = {k for k, (start, end) in enumerate(row) if any(t.lower_ in GOALS for t in doc[start:end])}
            continue
        if not heads:
            if list(named) == [0]:  # "2019 | 412 | 38": the date heads its row
                found |= {quantity.start: [named[0]] for spans in numbers.values() for quantity in spans}
            continue
        bare = len(row) != width and (0 in heads or max(heads) == width - 1)
        moved = len(row) - width if bare else 0  # a head line without its first cell
        for column, spans in numbers.items():
            for quantity in spans:
                if column - moved in goals:
                    found[quantity.start] = []
                elif periods := _periods(column - moved, quantity, heads):
                    found[quantity.start] = periods
    return found


def _periods(column: int, quantity: Span, heads: dict[int, Span]) -> list[Span]:
    if column in heads:
        return [heads[column]]
    if quantity._.kind != "change":
        return []
    ordered = sorted(heads.values(), key=_last_day, reverse=True)
    return ordered[:2]


def _last_day(date: Span) -> str:
    days = to_days(DateRange(**date._.dates)) if date._.dates else None
    return days[1].isoformat() if days else ""
