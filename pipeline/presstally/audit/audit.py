"""A run's facts in, ranked findings and the ledger out."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from presstally.audit.agreement import check_agreement
from presstally.audit.arithmetic import Levels, check_arithmetic
from presstally.audit.findings import PROGRAM, RULES, Finding, Row, sort_findings
from presstally.audit.ledger import COLUMNS, make_ledger, read_texts, summarize
from presstally.audit.sums import check_sums
from presstally.catalogue import read_catalogue
from presstally.cells import escape_cell
from presstally.errors import OutputError
from presstally.runs import Run
from presstally.series.derive import derive, mark_open
from presstally.series.points import Placer
from presstally.series.vintages import SEVERAL

_NO_DOUBT = frozenset(("no metric found", "low score"))  # what needs_review tells beside doubts about a number


@dataclass(frozen=True)
class Audit:
    """Findings, ranked; the ledger; and one summary a release."""

    findings: list[Finding]
    ledger: list[Row]
    releases: list[Row]

    def counts(self) -> Row:
        """Return how much was looked at and found."""
        rules = Counter(finding.rule for finding in self.findings)
        numbers = sum(row["numbers"] for row in self.releases)
        covered = [row["coverage"] for row in self.releases if "coverage" in row]
        return {
            "releases": len(self.releases),
            "numbers": numbers,
            "facts": sum(row["facts"] for row in self.releases),
            "excluded": sum(row["excluded"] for row in self.releases),
            "open": sum(row["open"] for row in self.releases),
            "coverage": round(sum(covered) / len(covered), 4) if covered else None,
            "findings": {rule: rules[rule] for rule in RULES if rules[rule]},
        }


def audit_run(run: Run, *, configs: str | None = None, texts: Path | None = None) -> Audit:
    """Check a run's facts against each other; `texts` is the folder that was read, for the coverage of the ledger."""
    catalogue, placer = read_catalogue(configs), Placer(run.facts, configs)
    by_document: dict[str, list[Row]] = defaultdict(list)
    for row in run.facts:
        by_document[row["document"]].append(row)
    findings: list[Finding] = []
    for rows in by_document.values():
        findings += check_arithmetic(rows, placer, catalogue)
        findings += check_sums(rows, Levels(rows, placer), catalogue)
    points = [point for point in mark_open(placer.points(run.facts)) if point.review != SEVERAL]
    points += derive(run.facts, placer, catalogue)
    findings += check_agreement(points, {row["fact_id"]: row for row in run.facts}, catalogue)
    findings += _open_readings(run.facts)
    ledger = make_ledger(run)
    found = read_texts(run, texts)
    return Audit(sort_findings(findings), ledger, summarize(run, ledger, found or None))


def _open_readings(facts: Sequence[Row]) -> list[Finding]:
    found = []
    for row in facts:
        doubts = [doubt for doubt in (row["needs_review"] or "").split("; ") if doubt and doubt not in _NO_DOUBT]
        if doubts:
            found.append(Finding("open_reading", f"{row['quantity']}: {'; '.join(doubts)}.", (row,), PROGRAM))
    return found


def write_audit(audit: Audit, out: Path) -> list[Path]:
    """Write findings.csv and .json, ledger.csv and releases.json; raise OutputError where that fails."""
    rows = [finding.to_row() for finding in audit.findings]
    try:
        out.mkdir(parents=True, exist_ok=True)
        paths = [out / name for name in ("findings.csv", "findings.json", "ledger.csv", "ledger.json")]
        head = list(rows[0]) if rows else ["finding_id", "rule", "rank", "blame", "message"]
        _write_csv(paths[0], head, rows)
        _write_json(paths[1], {"counts": audit.counts(), "findings": rows})
        _write_csv(paths[2], COLUMNS, audit.ledger)
        _write_json(paths[3], {"releases": audit.releases})
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror}.", "Name another folder with --out.") from error
    return paths


def _write_json(path: Path, value: Row) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _write_csv(path: Path, head: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([_cell(row[name]) for name in head] for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return escape_cell(str(value))
