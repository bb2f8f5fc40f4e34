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
from presstally.pipes.relation_extractor import AGREED, ALONE

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


def calibrate(nlp: Language, releases: Iterable[GoldRelease]) -> dict[str, Any]:
    """Give the relation_extractor of `nlp` two curves fitted on the releases: where the rules agree, where they do not.

    Return, over all links and by method, how many there were and the share right, and the expected calibration error
    before and after; the latter is on the releases that the curves were fitted on. A method with fewer than two
    points' worth of links gets no curve: its scores stay as they are.
    """
    linker: Any = nlp.get_pipe("relation_extractor")
    linker.cfg.pop("calibration", None)
    scores, right, methods = read_links(nlp, releases)
    raw, hits, agreed = np.array(scores), np.array(right, float), np.array([name == AGREED for name in methods], bool)
    curves, told = {}, {}
    for name, rows in ((AGREED, agreed), (ALONE, ~agreed)):
        enough = rows.sum() >= 2 * LEAST
        curves[name] = fit_calibration(raw[rows].tolist(), hits[rows].tolist()) if enough else None
        told[name] = _count(hits[rows])
    linker.cfg["calibration"] = curves
    fitted = np.array([linker.calibrate(score, bool(both)) for score, both in zip(scores, agreed, strict=True)])
    errors = {"error_before": expected_error(raw, hits), "error_after": expected_error(fitted, hits)}
    return _count(hits) | told | {name: round(error, 4) for name, error in errors.items()}


def _count(hits: NDArray[np.float64]) -> dict[str, Any]:
    return {"links": len(hits), "right": round(float(hits.mean()), 4) if len(hits) else 0.0}


def read_links(nlp: Language, releases: Iterable[GoldRelease]) -> tuple[list[float], list[bool], list[str]]:
    """Return score, rightness and method of each link of a gold number.

    It is right where its words reach token F1 0.5 against the gold's.
    """
    scores, right, methods = [], [], []
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
                methods.append(found[0]["method"])
    return scores, right, methods
