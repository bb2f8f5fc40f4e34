"""A run -> the data of its report: facts, releases, metrics, series and findings, in plain lists and dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from presstally.audit.audit import Audit, audit_run
from presstally.audit.findings import RULES
from presstally.audit.ledger import read_texts
from presstally.catalogue import Catalogue, read_catalogue
from presstally.report.packing import Offsets, pack_columns
from presstally.report.releases import LABELS, RELATIONS, make_releases
from presstally.runs import Run
from presstally.series.series import make_series
from presstally.series.vintages import label_of

Row = dict[str, Any]
_FACTS = tuple(
    """
    release start end quantity value value_high unit modifier kind direction metric metric_id period_start period_end
    period comparison_start comparison_end organisation place person score method needs_review fact_id sentence at until
    """.split()
)
_SERIES = tuple(
    """
    metric_id place body unit span span_place period_start period_end value value_high modifier vintage vintages latest
    derived formula open published documents facts
    """.split()
)
_FINDING = ("rule", "rank", "blame", "message", "metric_id", "period_start", "period_end", "facts", "documents")


def make_data(run: Run, *, configs: str | None = None, folder: Path | None = None, title: str = "") -> Row:
    """Return all that the page holds; `folder` is the one that was read, for the texts of .txt releases."""
    catalogue = read_catalogue(configs)
    audit = audit_run(run, configs=configs, texts=folder)
    releases = make_releases(run, read_texts(run, folder), audit.releases)
    number = {row["fact_id"]: i for i, row in enumerate(run.facts)}
    series = [
        row | {"facts": [number[name] for name in row["fact_ids"] if name in number]}
        for row in make_series(run, configs=configs)
    ]
    return {
        "title": title or run.out.resolve().name,
        "counts": audit.counts(),
        "labels": LABELS,
        "relations": RELATIONS,
        "rules": {rule: told for rule, (_, told) in RULES.items()},
        "releases": releases,
        "failed": [{name: row.get(name) for name in ("document", "message", "hint")} for row in run.errors],
        "metrics": _make_metrics(run.facts, catalogue),
        "facts": pack_columns(_place_facts(run.facts, releases), _FACTS),
        "series": pack_columns(series, _SERIES),
        "findings": _make_findings(audit, number),
        "reasons": _count_reasons(audit.releases),
    }


def _place_facts(facts: Sequence[Row], releases: Sequence[Row]) -> list[Row]:
    """Add the number of each fact's release; where the sentence stands in the text, its offsets replace its words."""
    numbers = {row["name"]: i for i, row in enumerate(releases)}
    offsets = {row["name"]: Offsets(row["text"]) for row in releases if "text" in row}
    placed = []
    for row in facts:
        name, told = row["document"], {"release": numbers[row["document"]], "at": None, "until": None}
        if offset := offsets.get(name):
            text = releases[numbers[name]]["text"]
            told |= {"start": offset(row["start"]), "end": offset(row["end"])}
            if (at := _find_sentence(text, row)) is not None:
                told |= {"at": offset(at), "until": offset(at + len(row["sentence"])), "sentence": None}
        placed.append(row | told)
    return placed


def _find_sentence(text: str, row: Row) -> int | None:
    """Return where the sentence around a number begins; None where it does not stand in the text as it is told."""
    at = text.rfind(row["sentence"], max(0, row["end"] - len(row["sentence"])), row["start"] + len(row["sentence"]))
    return at if row["sentence"] and 0 <= at <= row["start"] else None


def _make_metrics(facts: Sequence[Row], catalogue: Catalogue) -> Row:
    """Return id -> label, family and parent of the metrics that facts have, and of those above them."""
    found: Row = {}
    for name in sorted({row["metric_id"] for row in facts if row["metric_id"]}):
        while name and name not in found:
            entry = catalogue.entry(name)
            found[name] = {"label": label_of(name, entry)}
            if entry is None:
                break
            parent = entry.parent if entry.id == name else entry.id
            found[name] |= {"family": entry.family, "parent": parent}
            name = parent or ""
    return found


def _make_findings(audit: Audit, number: Mapping[str, int]) -> list[Row]:
    rows = []
    for finding in audit.findings:
        row = finding.to_row()
        row["facts"] = [number[name] for name in row["fact_ids"] if name in number]
        rows.append({name: row[name] for name in _FINDING})
    return rows


def _count_reasons(releases: Sequence[Row]) -> dict[str, int]:
    reasons: dict[str, int] = {}
    for row in releases:
        for reason, count in row["reasons"].items():
            reasons[reason] = reasons.get(reason, 0) + count
    return dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
