"""Intervals hold the score, and verdicts follow clear differences only."""

from __future__ import annotations

import pytest

from presstally.evaluation.bootstrap import compare, intervals
from presstally.evaluation.tally import exact

MIXED = [{"fact": exact(right, 10, 10)} for right in (3, 5, 7, 9, 5, 6, 4, 8)]


def test_interval_holds_the_score_and_is_the_same_each_time() -> None:
    low, high = intervals(MIXED, ["fact"])["fact"]
    assert 0.4 < low < 47 / 80 < high < 0.8
    assert intervals(MIXED, ["fact"]) == {"fact": (low, high)}


def test_equal_releases_leave_no_doubt() -> None:
    assert intervals([MIXED[0]] * 5, ["fact"]) == {"fact": (0.3, 0.3)}


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (MIXED, "even"),
        ([{"fact": exact(counts["fact"].right + 1, 10, 10)} for counts in MIXED], "better"),
        ([{"fact": exact(counts["fact"].right - 1, 10, 10)} for counts in MIXED], "worse"),
        (MIXED[::-1], "even"),  # the same scores on other releases
        ([*MIXED[:-1], {"fact": exact(9, 10, 10)}], "even"),  # one more fact in one release
    ],
)
def test_verdict(second, verdict) -> None:
    row = compare(MIXED, second, ["fact"])["fact"]
    assert row["verdict"] == verdict
    assert row["low"] <= row["difference"] <= row["high"]
