"""Fit scores to how often they were right, so that 0.8 means right in eight of ten."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LEAST = 25  # links behind each point of the curve


def fit_calibration(scores: list[float], right: list[bool]) -> dict[str, list[float]]:
    """Return the points of a rising curve from a raw score to the share that was right (isotonic regression).

    `scores`: raw scores of links; `right`: whether each was. Neighbours are pooled until the curve rises and each point
    stands for at least LEAST links (pool adjacent violators).
    """
    order = np.argsort(scores, kind="stable")
    raw, hits = np.asarray(scores, float)[order], np.asarray(right, float)[order]
    blocks: list[list[float]] = []  # sum of scores, sum of hits, links
    for score, hit in zip(raw, hits, strict=True):
        blocks.append([score, hit, 1])
        while len(blocks) > 1 and (
            blocks[-2][2] < LEAST or blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]
        ):
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    if len(blocks) > 1 and blocks[-1][2] < LEAST:
        last = blocks.pop()
        blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    return {
        "raw": [round(float(block[0] / block[2]), 4) for block in blocks],
        "right": [round(float(block[1] / block[2]), 4) for block in blocks],
    }


def expected_error(scores: NDArray[np.float64], right: NDArray[np.float64], bins: int = 10) -> float:
    """Return the expected calibration error: the mean gap between score and share right, over bins of equal width."""
    places = np.minimum((scores * bins).astype(int), bins - 1)
    gaps = [
        abs(scores[places == k].mean() - right[places == k].mean()) * (places == k).sum() for k in set(places.tolist())
    ]
    return float(sum(gaps) / len(scores)) if len(scores) else 0.0
