"""Where a model is good and where it is not: scores by the kind of number, its situation, and the release."""

from __future__ import annotations

from collections.abc import Sequence

from presstally.evaluation.facts import CORE, STRICT
from presstally.evaluation.release import ReleaseScore
from presstally.evaluation.situations import number_kinds, read_situation
from presstally.evaluation.tally import Tally, add_up

Table = dict[str, dict[str, dict[str, float]]]


def break_down(scores: Sequence[ReleaseScore]) -> Table:
    """Return dimension -> class -> scores.

    By unit, kind, form and situation: gold facts and the shares of them that were detected and are right. By
    publisher, family and release: F1 too, since spurious facts belong to a release.
    """
    cells: dict[tuple[str, str], list[tuple[bool, bool, bool]]] = {}
    for score in scores:
        for j in score.facts.judged:
            classes = number_kinds(j.gold, score.release.text)
            classes["situation"] = read_situation(j.gold, score.release)
            for cell in classes.items():
                cells.setdefault(cell, []).append((j.row is not None, j.has(CORE), j.has(STRICT)))
    table: Table = {}
    for (dimension, name), outcomes in sorted(cells.items()):
        shares = [round(sum(column) / len(outcomes), 4) for column in zip(*outcomes, strict=True)]
        row = {"gold": len(outcomes)} | dict(zip(("detect", "fact", "fact_strict"), shares, strict=True))
        table.setdefault(dimension, {})[name] = row
    for dimension in ("publisher", "family", "doc_id"):
        table["release" if dimension == "doc_id" else dimension] = _by_release(scores, dimension)
    return table


def _by_release(scores: Sequence[ReleaseScore], dimension: str) -> dict[str, dict[str, float]]:
    groups: dict[str, list[dict[str, Tally]]] = {}
    for score in scores:
        groups.setdefault(getattr(score.release, dimension) or "(none)", []).append(score.counts)
    rows = {}
    for name, counts in sorted(groups.items()):
        sums = {key: add_up(count[key] for count in counts) for key in ("detect", "fact", "fact_strict")}
        f1 = {key: round(tally.f1, 4) for key, tally in sums.items()}
        rows[name] = {"releases": len(counts), "gold": sums["fact"].gold, "predicted": sums["fact"].predicted} | f1
    return rows
