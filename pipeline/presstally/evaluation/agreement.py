"""How far two annotators agree: the second annotation of the same releases is scored as a prediction of the first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from presstally.corpus.gold import GoldFact, GoldRelease
from presstally.errors import NoInputError, UsageError
from presstally.evaluation.evaluate import make_report
from presstally.evaluation.facts import COLUMNS, names_of
from presstally.evaluation.predict import Prediction, gold_days
from presstally.evaluation.relations import gold_links
from presstally.evaluation.release import score_release

_FIELDS = tuple(
    "value value_high unit modifier kind direction period_start period_end comparison_start comparison_end".split()
)


def score_agreement(first: Iterable[GoldRelease], second: Sequence[GoldRelease]) -> dict[str, Any]:
    """Return the report of the releases that both have, matched by id; F1 is the same from either side.

    Raises NoInputError where they share none, UsageError where the two texts of a release differ.
    """
    others = {release.doc_id: release for release in second}
    scores = []
    for release in first:
        other = others.get(release.doc_id)
        if other is None:
            continue
        if other.text != release.text:
            raise UsageError(f"The two texts of {release.doc_id} differ.", "Both must annotate the same text.")
        scores.append(score_release(release, as_prediction(other)))
    if not scores:
        raise NoInputError("The two annotations share no release.", "Releases are matched by doc_id.")
    return make_report(scores)


def as_prediction(release: GoldRelease) -> Prediction:
    """Return an annotation as if a model had made it."""
    links = gold_links(release)
    return Prediction(
        facts=[_row(fact, release) for fact in release.facts],
        mentions=list(release.mentions),
        relations=links,
        given=links,
        days=gold_days(release),
    )


def _row(fact: GoldFact, release: GoldRelease) -> dict[str, Any]:
    names = dict.fromkeys(COLUMNS.values()) | names_of(release).get((fact.start, fact.end), {})
    return {
        "start": fact.start,
        "end": fact.end,
        "quantity": release.text[fact.start : fact.end],
        "metric": fact.metric,
        "metric_spans": [list(span) for span in fact.metric_spans],
        "metric_id": fact.metric_id,
        "method": "annotation",
        **names,
        **{name: getattr(fact, name) for name in _FIELDS},
    }
