"""Intervals and verdicts by the bootstrap: releases are drawn again with replacement.

Efron and Tibshirani, "An Introduction to the Bootstrap" (1993); Koehn, "Statistical significance tests for machine
translation evaluation" (2004), for the paired verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from presstally.evaluation.tally import Tally

if TYPE_CHECKING:
    import numpy as np

DRAWS = 1000
SEED = 20260101
LEVEL = 0.95

Counts = dict[str, Tally]


def draw_f1(releases: Sequence[Counts], names: Sequence[str]) -> np.ndarray:
    """Return F1 of each name in each draw: an array (DRAWS, names). The draws depend on the number of releases only."""
    import numpy as np

    none = Tally()
    table = np.array(
        [
            [[t.found, t.right, t.gold, t.predicted] for t in (counts.get(name, none) for name in names)]
            for counts in releases
        ],
        dtype=float,
    ).reshape(len(releases), len(names), 4)
    size = len(releases)
    weights = np.random.default_rng(SEED).multinomial(size, [1 / size] * size, size=DRAWS)
    found, right, gold, predicted = np.moveaxis(np.tensordot(weights, table, axes=1), -1, 0)
    recall = np.divide(found, gold, out=np.zeros_like(found), where=gold > 0)
    precision = np.divide(right, predicted, out=np.zeros_like(right), where=predicted > 0)
    both = precision + recall
    return np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)


def intervals(releases: Sequence[Counts], names: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Return the 95 percent interval of F1 of each name."""
    import numpy as np

    if not releases:
        return {}
    edges = (1 - LEVEL) / 2
    low, high = np.quantile(draw_f1(releases, names), [edges, 1 - edges], axis=0)
    return {name: (round(float(a), 4), round(float(b), 4)) for name, a, b in zip(names, low, high, strict=True)}


def compare(first: Sequence[Counts], second: Sequence[Counts], names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return for each name the difference of F1, second minus first, its interval, and the verdict.

    Both lists hold the same releases in the same order, so each draw takes the same releases of both.
    The verdict is better, worse or even: the interval lies above 0, below 0, or holds it.
    """
    import numpy as np

    gap = draw_f1(second, names) - draw_f1(first, names)
    edges = (1 - LEVEL) / 2
    low, high = np.quantile(gap, [edges, 1 - edges], axis=0)
    result = {}
    for place, name in enumerate(names):
        a, b = (sum((c.get(name, Tally()) for c in side), Tally()).f1 for side in (first, second))
        verdict = "better" if low[place] > 0 else "worse" if high[place] < 0 else "even"
        result[name] = {
            "first": round(a, 4),
            "second": round(b, 4),
            "difference": round(b - a, 4),
            "low": round(float(low[place]), 4),
            "high": round(float(high[place]), 4),
            "wins": round(float((gap[:, place] > 0).mean()), 4),
            "verdict": verdict,
        }
    return result
