"""Scores fitted to how often they were right."""

import numpy as np
import pytest

from presstally.training.calibrate import LEAST, expected_error, fit_calibration


def make(*groups):
    """Return scores and rightness of groups (score, links, right)."""
    scores, right = [], []
    for score, links, hits in groups:
        scores += [score] * links
        right += [True] * hits + [False] * (links - hits)
    return scores, right


def test_the_curve_says_how_often_a_score_was_right():
    curve = fit_calibration(*make((0.5, 100, 40), (0.9, 100, 80)))
    assert np.interp([0.5, 0.9], curve["raw"], curve["right"]) == pytest.approx([0.4, 0.8], abs=0.05)


def test_the_curve_rises_and_each_point_stands_for_many():
    curve = fit_calibration(*make((0.2, 40, 30), (0.5, 40, 10), (0.8, 10, 10), (0.9, 40, 38)))
    assert curve["right"] == sorted(curve["right"])
    assert len(curve["raw"]) <= 130 // LEAST


@pytest.mark.parametrize(
    ("scores", "right", "gap"), [([0.8] * 10, [1] * 8 + [0] * 2, 0.0), ([1.0] * 4, [1, 1, 0, 0], 0.5), ([], [], 0)]
)
def test_expected_error(scores, right, gap):
    assert expected_error(np.array(scores), np.array(right, float)) == pytest.approx(gap)
