"""What a release would teach: where rules and model disagree, where the model doubts, and wording not seen before."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from presstally.evaluation.wording import stems, words_f1

NEW_WORD = 0.1  # what an unseen word weighs against a number that is linked in doubt
FEW = 4  # numbers below which a release counts as this short, so that one odd number does not win
DIFFERENT = 0.5  # token F1 under which two metrics are taken for different


@dataclass(frozen=True)
class Reading:
    """A release as two models read it; `words` are the stems of its sentences with numbers."""

    name: str
    text: str
    numbers: int
    disputed: int  # numbers that rules and model link to different words
    dispute: float  # sum over the numbers of how far the two differ, 0 to 1 each
    doubt: float  # sum over the numbers of 1 - score
    words: frozenset[str] = field(default_factory=frozenset)

    def gain(self, known: set[str]) -> float:
        """Return the expected gain where the stems `known` have been seen; by the root of its length, for the work."""
        taught = (self.dispute + self.doubt) / 2 + NEW_WORD * len(self.words - known)
        return taught / math.sqrt(max(self.numbers, FEW))

    def why(self, known: set[str]) -> str:
        """Return the reasons in words."""
        score = 1 - self.doubt / self.numbers if self.numbers else 0.0
        return (
            f"{self.disputed} of {self.numbers} numbers linked otherwise by the rules, mean score {score:.2f}, "
            f"{len(self.words - known)} words not seen before"
        )


def make_reading(name: str, text: str, facts: list[dict[str, Any]], others: list[dict[str, Any]]) -> Reading:
    """Compare the facts of the model with those of the rules."""
    by_place = {(fact["start"], fact["end"]): fact for fact in others}
    shared = [_shared(fact, by_place.get((fact["start"], fact["end"]))) for fact in facts]
    words = frozenset(stem for fact in facts for stem in stems(fact["sentence"]) if not stem.isdigit())
    return Reading(
        name,
        text,
        numbers=len(facts),
        disputed=sum(f1 < DIFFERENT for f1 in shared),
        dispute=sum(1 - f1 for f1 in shared),
        doubt=sum(1 - fact["score"] for fact in facts),
        words=words,
    )


def _shared(fact: dict[str, Any], other: dict[str, Any] | None) -> float:
    if other is None:
        return 0.0
    return 1.0 if fact["metric"] == other["metric"] else words_f1(fact["metric"], other["metric"])
