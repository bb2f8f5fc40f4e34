"""Score what a model said about one release: what it adds to every score."""

from __future__ import annotations

from dataclasses import dataclass

from presstally.corpus.gold import GoldRelease
from presstally.evaluation.facts import FactScore, score_facts
from presstally.evaluation.mentions import differing_names, score_mentions
from presstally.evaluation.predict import Prediction, gold_days
from presstally.evaluation.relations import gold_links, score_relations
from presstally.evaluation.tally import Tally, exact


@dataclass(frozen=True)
class ReleaseScore:
    """What one release adds to every score."""

    release: GoldRelease
    facts: FactScore
    counts: dict[str, Tally]
    names: list[tuple[int, int, str, str]]  # dates and names that are missed or spurious


def score_release(release: GoldRelease, prediction: Prediction) -> ReleaseScore:
    """Score mentions, values, relations and facts."""
    facts = score_facts(release, prediction.facts)
    counts = facts.tallies()
    counts |= {f"mention.{name}": tally for name, tally in score_mentions(release, prediction.mentions).items()}
    counts |= {f"value.{name}": tally for name, tally in _score_values(release, facts, prediction).items()}
    if release.relations:
        gold = gold_links(release)
        for stem, links in (("relation_given", prediction.given), ("relation", prediction.relations)):
            counts |= {f"{stem}.{name}": tally for name, tally in score_relations(gold, links).items()}
    return ReleaseScore(release, facts, counts, differing_names(release, prediction.mentions))


def _score_values(release: GoldRelease, facts: FactScore, prediction: Prediction) -> dict[str, Tally]:
    """Count quantities with the right value and unit, and dates with the right days.

    A DATE is asked for where a gold fact gives its days; a predicted one counts where it overlaps such a DATE.
    """
    predicted = len(facts.spurious) + sum(j.row is not None for j in facts.judged)
    right = sum(j.has(("value", "value_high", "unit")) for j in facts.judged)
    tallies = {"QUANTITY": exact(right, len(facts.judged), predicted)}
    if days := gold_days(release):
        meeting = [
            own == gold
            for (start, end), gold in days.items()
            for (first, last), own in prediction.days.items()
            if start < last and first < end
        ]
        tallies["DATE"] = exact(sum(meeting), len(days), len(meeting))
    return tallies
