"""B-cubed: do facts of one metric get one metric_id, and no others?

Bagga and Baldwin, "Algorithms for scoring coreference chains" (1998).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from presstally.evaluation.tally import harmonic


def score_grouping(pairs: Sequence[tuple[str, str | None]]) -> dict[str, float]:
    """Return p, r, f1 and n of (gold metric, predicted metric_id); None (missed, or linked wrongly) stands alone."""
    named: list[tuple[str, str | int]] = [
        (gold, place if own is None else own) for place, (gold, own) in enumerate(pairs)
    ]
    both, golds, owns = Counter(named), Counter(gold for gold, _ in named), Counter(own for _, own in named)
    count = len(named) or 1
    precision = sum(times * times / owns[own] for (_, own), times in both.items()) / count
    recall = sum(times * times / golds[gold] for (gold, _), times in both.items()) / count
    f1 = harmonic(precision, recall)
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4), "n": len(named)}
