"""The ledger: for each release every number in it, as a fact or as excluded with its reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from presstally.runs import Run

Row = dict[str, Any]
COLUMNS = ("document", "start", "end", "text", "status", "reason", "metric_id", "fact_id", "needs_review")
_DIGITS = re.compile(r"\d+(?:[.,'  ]\d+)*")


def make_ledger(run: Run) -> list[Row]:
    """Return every number of the run's releases, sorted by place."""
    blank = dict.fromkeys(COLUMNS)
    rows = [
        blank
        | {name: fact[name] for name in ("document", "start", "end", "metric_id", "fact_id", "needs_review")}
        | {"text": fact["quantity"], "status": "fact"}
        for fact in run.facts
    ]
    rows += [blank | row | {"status": "excluded"} for row in run.excluded]
    return sorted(rows, key=lambda row: (row["document"], row["start"], row["end"]))


def summarize(run: Run, ledger: list[Row], texts: Mapping[str, str] | None = None) -> list[Row]:
    """Return one row a release: its numbers, facts, excluded by reason, open ones.

    With `texts`, `coverage` is the share of the numerals in the text that stand in the ledger or in a date; without
    them, of the numbers that the run saw.
    """
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in ledger:
        by_document[row["document"]].append(row)
    done = [row["document"] for row in run.documents if row.get("status") == "done"] or sorted(by_document)
    dates = run.dates()
    return [_summary(name, by_document[name], texts, dates.get(name, [])) for name in done]


def _summary(name: str, rows: list[Row], texts: Mapping[str, str] | None, dates: list[tuple[int, int]]) -> Row:
    facts = [row for row in rows if row["status"] == "fact"]
    excluded = Counter(row["reason"] for row in rows if row["status"] == "excluded")
    summary = {
        "document": name,
        "numbers": len(rows),
        "facts": len(facts),
        "excluded": len(rows) - len(facts),
        "reasons": dict(sorted(excluded.items())),
        "open": sum(bool(row["needs_review"]) for row in facts),
    }
    if texts is not None and name in texts:
        spans = [(row["start"], row["end"]) for row in rows] + dates
        unseen = find_unseen(texts[name], spans)
        total = sum(1 for _ in _DIGITS.finditer(texts[name]))
        summary["unseen"] = [texts[name][start:end] for start, end in unseen]
        summary["coverage"] = round(1 - len(unseen) / total, 4) if total else 1.0
    return summary


def find_unseen(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where numerals stand that touch no span of the ledger and no date."""
    covered = sorted(spans)
    found, at = [], 0
    for match in _DIGITS.finditer(text):
        while at < len(covered) and covered[at][1] <= match.start():
            at += 1
        if not any(start < match.end() and match.start() < end for start, end in covered[at : at + 4]):
            found.append(match.span())
    return found


def read_texts(run: Run, folder: Path | None) -> dict[str, str]:
    """Return the texts of the releases: those that the run wrote, and the .txt files of the folder that was read."""
    texts = {}
    for row in run.documents:
        name, own = row["document"], row.get("text_file")
        path = run.out / own if own else folder / name if folder else None
        if path and path.is_file():
            texts[name] = path.read_bytes().decode("utf-8", errors="replace")
    return texts
