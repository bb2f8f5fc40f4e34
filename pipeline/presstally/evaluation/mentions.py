"""Mentions against gold mentions, strict (same borders) and lenient (overlap), for each label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from presstally.corpus.gold import LABELS, GoldRelease, Mention
from presstally.evaluation.tally import Tally, exact

NAMES = ("DATE", "PERSON", "ORG", "LOC")
Place = tuple[int, int]


def score_mentions(release: GoldRelease, predicted: Sequence[Mention]) -> dict[str, Tally]:
    """Return a tally under `LABEL.strict` and `LABEL.lenient` for each label that the release's gold file holds."""
    tallies = {}
    for label in LABELS:
        if sides := _sides(release, predicted, label):
            tallies[f"{label}.strict"] = score_strict(*sides)
            tallies[f"{label}.lenient"] = score_lenient(*sides)
    return tallies


def differing_names(release: GoldRelease, predicted: Sequence[Mention]) -> list[tuple[int, int, str, str]]:
    """Return (start, end, label, missed or spurious) of dates and names without an equal on the other side."""
    found = []
    for label in NAMES:
        if sides := _sides(release, predicted, label):
            gold, own = map(Counter, sides)
            found += [(*place, label, "missed") for place in (gold - own).elements()]
            found += [(*place, label, "spurious") for place in (own - gold).elements()]
    return sorted(found)


def _sides(release: GoldRelease, predicted: Sequence[Mention], label: str) -> tuple[list[Place], list[Place]] | None:
    """Return the gold and the predicted places of a label that count; None where the gold file does not hold it.

    Predicted mentions on optional gold ones are not counted, nor are dates and names on numbers that gold excludes:
    the names and dates of page furniture are free.
    """
    if (label in NAMES and not release.names_complete) or (label == "METRIC" and not release.relations):
        return None
    gold = [(m.start, m.end) for m in release.mentions if m.label == label and not m.optional]
    free = [(m.start, m.end) for m in release.mentions if m.label == label and m.optional]
    if label in NAMES:
        free += [place for place in release.excluded if not any(_meet(place, other) for other in gold)]
    found = [(m.start, m.end) for m in predicted if m.label == label]
    return gold, [place for place in found if not any(_meet(place, other) for other in free)]


def score_strict(gold: Sequence[Place], predicted: Sequence[Place]) -> Tally:
    """Count equal borders; a mention predicted twice is right once."""
    return exact((Counter(gold) & Counter(predicted)).total(), len(gold), len(predicted))


def score_lenient(gold: Sequence[Place], predicted: Sequence[Place]) -> Tally:
    """Count those of either side that overlap one of the other; a mention predicted twice is right once."""
    found = sum(any(_meet(place, other) for other in predicted) for place in gold)
    right = sum(any(_meet(place, other) for other in gold) for place in set(predicted))
    return Tally(found, right, len(gold), len(predicted))


def _meet(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]
