"""Counts of what is right, and the scores that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gold ones were found and how many predicted ones are right.

    The two differ only where one mention may meet several others (lenient scores).
    """

    found: int = 0
    right: int = 0
    gold: int = 0
    predicted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found + other.found,
            self.right + other.right,
            self.gold + other.gold,
            self.predicted + other.predicted,
        )

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return harmonic(self.precision, self.recall)

    def to_dict(self) -> dict[str, float]:
        return {
            "p": round(self.precision, 4),
            "r": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "tp": self.right,
            "fp": self.predicted - self.right,
            "fn": self.gold - self.found,
        }


def harmonic(first: float, second: float) -> float:
    """Return the harmonic mean; 0 where both are 0."""
    return 2 * first * second / (first + second) if first + second else 0.0


def exact(right: int, gold: int, predicted: int) -> Tally:
    """Return the tally of a one-to-one matching."""
    return Tally(right, right, gold, predicted)


def add_up(tallies: Iterable[Tally]) -> Tally:
    """Return the sum; micro-averaged scores come from it."""
    return sum(tallies, Tally())
