"""Fit scores to how often they were right, so that 0.8 means right in eight of ten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language

from presstally.corpus.gold import GoldRelease
from presstally.corpus.gold_docs import make_example
from presstally.evaluation.wording import words_f1
from presstally.language.relations import by_head

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


def calibrate(nlp: Language, releases: Iterable[GoldRelease]) -> dict[str, float]:
    """Give the relation_extractor of `nlp` the curve fitted on the releases.

    Return how many links there were, the share right, and the expected calibration error before and after; the latter
    is on the releases that the curve was fitted on. Fewer than two points' worth of links leave the scores as they are.
    """
    linker: Any = nlp.get_pipe("relation_extractor")
    linker.cfg.pop("calibration", None)
    scores, right = read_links(nlp, releases)
    hits = np.array(right, float)
    told = {"links": float(len(scores)), "right": round(float(hits.mean()), 4) if scores else 0.0}
    told["error_before"] = round(expected_error(np.array(scores), hits), 4)
    if len(scores) >= 2 * LEAST:
        linker.cfg["calibration"] = fit_calibration(scores, right)
    fitted = np.array([linker.calibrate(score) for score in scores])
    return told | {"error_after": round(expected_error(fitted, hits), 4)}


def read_links(nlp: Language, releases: Iterable[GoldRelease]) -> tuple[list[float], list[bool]]:
    """Return score and rightness of each link of a gold number: its words reach token F1 0.5 against the gold's."""
    scores, right = [], []
    for release in releases:
        example = make_example(nlp, release)
        doc, gold = nlp(example.predicted), by_head(example.reference)
        for head, rows in by_head(doc).items():
            found = [row for row in rows if row["type"] == "MEASURES"]
            wanted = [row for row in gold.get(head, ()) if row["type"] == "MEASURES"]
            if found and wanted:
                words = [" ".join(doc.text[slice(*row["child"][:2])] for row in side) for side in (found, wanted)]
                scores.append(float(found[0]["score"]))
                right.append(words_f1(*words) >= 0.5)
    return scores, right
