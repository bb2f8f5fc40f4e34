"""Scores are fitted to the share that was right."""

import numpy as np
import pytest

from presstally.training.calibrate import LEAST, expected_error, fit_calibration


def test_the_curve_rises_to_the_share_that_was_right():
    scores = [0.2] * 100 + [0.6] * 100 + [0.9] * 100
    right = [True] * 30 + [False] * 70 + [True] * 20 + [False] * 80 + [True] * 95 + [False] * 5
    curve = fit_calibration(scores, right)  # 0.2 and 0.6 fall (0.30, 0.20): they are pooled
    assert curve == {"raw": [0.4, 0.9], "right": [0.25, 0.95]}


def test_each_point_stands_for_enough_links():
    scores = [place / 100 for place in range(100)]
    curve = fit_calibration(scores, [score > 0.5 for score in scores])
    assert curve["right"] == sorted(curve["right"])
    assert len(curve["raw"]) <= 100 // LEAST


ERRORS = [([0.9] * 10, [1] * 9 + [0], 0.0), ([0.9] * 10, [0] * 10, 0.9), ([0.1, 0.9], [1, 1], 0.5), ([], [], 0.0)]


@pytest.mark.parametrize(("scores", "right", "error"), ERRORS)
def test_expected_error(scores, right, error):
    assert expected_error(np.array(scores, float), np.array(right, float)) == pytest.approx(error)
