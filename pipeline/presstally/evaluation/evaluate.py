"""Run a model over annotated releases and score it: the whole report as one dict."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from presstally.corpus.gold import GoldRelease
from presstally.errors import CheckError, NoInputError, UsageError
from presstally.evaluation.bootstrap import compare, intervals
from presstally.evaluation.breakdown import break_down
from presstally.evaluation.errors import list_errors, list_name_errors
from presstally.evaluation.facts import EVERY
from presstally.evaluation.grouping import score_grouping
from presstally.evaluation.predict import predict
from presstally.evaluation.release import ReleaseScore, score_release
from presstally.evaluation.tally import add_up

if TYPE_CHECKING:
    from spacy.language import Language

Report = dict[str, Any]
FACT_NAMES = ("detect", "fact", "fact_strict", "all", "fact_by_head")


def evaluate(
    releases: Sequence[GoldRelease],
    nlp: Language,
    *,
    other: Language | None = None,
    tell: Callable[[str], None] = lambda doc_id: None,
) -> Report:
    """Score `nlp` on the releases; with `other`, say whether that one is better.

    `tell` hears of each release that is through. Raises NoInputError where there is no release.
    """
    if not releases:
        raise NoInputError("There are no annotated releases to score.", "Look at --annotations and --part.")
    scores = _score_all(releases, nlp, tell)
    report = make_report(scores)
    if other is not None:
        others = _score_all(releases, other, tell)
        names = sorted(scores_of(report))
        report["comparison"] = compare([s.counts for s in scores], [s.counts for s in others], names)
        report["other"] = make_report(others)
    return report


def _score_all(releases: Sequence[GoldRelease], nlp: Language, tell: Callable[[str], None]) -> list[ReleaseScore]:
    scores = []
    for release in releases:
        scores.append(score_release(release, predict(nlp, release)))
        tell(release.doc_id)
    return scores


def make_report(scores: Sequence[ReleaseScore]) -> Report:
    """Add up the scores of releases."""
    known = sorted({name for score in scores for name in score.counts})
    sums = {name: add_up(s.counts[name] for s in scores if name in s.counts) for name in known}
    # Where gold and prediction hold none, there is nothing to score.
    names = [name for name in known if sums[name].gold or sums[name].predicted or name in FACT_NAMES]
    edges = intervals([score.counts for score in scores], names)
    table = {name: {**sums[name].to_dict(), "low": edges[name][0], "high": edges[name][1]} for name in names}
    return {
        "releases": len(scores),
        "gold": sums["detect"].gold,
        "predicted": sums["detect"].predicted,
        "facts": {name: table[name] for name in FACT_NAMES},
        "attributes": _attributes(scores),
        "metric_id_b3": _group(scores),
        **{
            stem: {name.partition(".")[2]: table[name] for name in names if name.partition(".")[0] == stem}
            for stem in ("mention", "value", "relation_given", "relation")
        },
        "breakdown": break_down(scores),
        "errors": [error for score in scores for error in list_errors(score.release, score.facts)],
        "name_errors": [error for score in scores for error in list_name_errors(score.release, score.names)],
    }


def _attributes(scores: Sequence[ReleaseScore]) -> dict[str, float]:
    """Return the share of the detected facts that have each attribute right, and how close their words are."""
    judged = [j for score in scores for j in score.facts.judged if j.row is not None]
    count = len(judged) or 1
    shares = {name: round(sum(j.right[name] for j in judged) / count, 4) for name in (*EVERY, "link_by_head")}
    return shares | {"metric_words_f1": round(sum(j.words for j in judged) / count, 4)}


def _group(scores: Sequence[ReleaseScore]) -> dict[str, float]:
    pairs: list[tuple[str, str | None]] = []
    for score in scores:
        for j in score.facts.judged:
            if j.gold.metric_id:
                pairs.append((j.gold.metric_id, j.row["metric_id"] if j.row and j.right["link"] else None))
    return score_grouping(pairs)


def scores_of(report: Report) -> dict[str, float]:
    """Return every F1 of a report by its name for `--fail-under`: fact, mention.ORG.strict, relation.IN.lenient."""
    found = {name: row["f1"] for name, row in report["facts"].items()}
    for stem in ("mention", "value", "relation_given", "relation"):
        found |= {f"{stem}.{name}": row["f1"] for name, row in report[stem].items()}
    return found


def check_gates(report: Report, gates: Sequence[str]) -> None:
    """Raise CheckError where a score lies under its gate (`fact=0.82`), UsageError where a gate cannot be read."""
    scores = scores_of(report)
    missed = []
    for gate in gates:
        name, _, limit = gate.partition("=")
        try:
            wanted = float(limit)
        except ValueError:
            raise UsageError(f"{gate!r} is no gate.", "Write a score and its limit, such as fact=0.82.") from None
        if name not in scores:
            raise UsageError(f"There is no score {name!r}.", f"Choose from {', '.join(sorted(scores))}.")
        if scores[name] < wanted:
            missed.append(f"{name} is {scores[name]:.4f}, under {wanted:g}")
    if missed:
        raise CheckError(f"The gate is not passed: {'; '.join(missed)}.")
