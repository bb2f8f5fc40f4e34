"""The catalogue as a whole: reads its files and gives each metric its id."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence, Set
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from presstally.catalogue.matching import GENERAL, RELATIVE, Match, Matcher, unit_kind
from presstally.catalogue.metrics import Metric, read_metrics
from presstally.catalogue.vocabulary import EVENT, Token, Vocabulary, make_vocabulary
from presstally.errors import ModelError, UsageError
from presstally.resources import data_dir

_NOTHING: frozenset[str] = frozenset()
# To be recorded is what befalls everything that is counted: "thefts" are "thefts registered".
_PLAIN_EVENTS = frozenset(("registered",))


class Catalogue:
    """Names metrics. `vocabulary` knows words, `metrics` are the entries by their id."""

    def __init__(self, vocabulary: Vocabulary, metrics: dict[str, Metric]) -> None:
        self.vocabulary, self.metrics = vocabulary, metrics
        self.matcher = Matcher(vocabulary, metrics)

    def parse(self, spans: str | Sequence[str]) -> list[Token]:
        """Return the concepts and unknown words of METRIC spans."""
        return list(self.vocabulary.parse(spans))

    def match(
        self,
        spans: str | Sequence[str],
        unit: str = "count",
        kind: str = "level",
        around: Set[str] = _NOTHING,
        before: Set[str] = _NOTHING,
    ) -> Match:
        """Return the canonical metric of a number with this unit and kind.

        `spans`: its METRIC spans (or the words as one). `around` and `before`: concepts of the sentence and of what the
        release spoke of last. Words that fit no entry give an id of their own, made of what they mean, so that equal
        wordings group. A share, a rate and a sum of money have ids of their own.
        """
        tokens = self.parse(spans)
        # By how many percent an amount moved is a multiple: the metric is that of the amount.
        moved = kind == "change" and unit == "percent"
        found = self.matcher.match(tokens, "times" if moved else unit, around, before)
        suffix = _suffix(found.metric if found else None, unit, kind, tokens)
        if found:
            return Match(".".join(filter(None, (found.metric_id, suffix))), found.confidence, found.metric)
        return Match(".".join(filter(None, (*_own_words(tokens), suffix))), 0.0, None)

    def entry(self, metric_id: str) -> Metric | None:
        """Return the entry of an id, also of that of its share, rate or value; None for ids made of words."""
        return self.metrics.get(metric_id) or self.metrics.get(metric_id.rpartition(".")[0])

    def below(self, metric_id: str) -> list[Metric]:
        """Return a metric and all its descendants; raise UsageError where there is no such metric."""
        if metric_id not in self.metrics:
            near = get_close_matches(metric_id, self.metrics, 3)
            raise UsageError(f"There is no metric {metric_id!r}.", f"Did you mean {', '.join(near)}?" if near else "")
        found = {metric_id}
        while new := {m.id for m in self.metrics.values() if m.parent in found} - found:
            found |= new
        return [metric for name, metric in self.metrics.items() if name in found]


def _suffix(metric: Metric | None, unit: str, kind: str, tokens: Sequence[Token]) -> str:
    """Return what a share, a rate and a sum of money add to the id of the thing itself."""
    own = metric.unit if metric else "count"
    if relative := RELATIVE.get(unit):
        moved = kind == "change" and unit == "percent"  # by how much the amount itself moved
        told = metric is None and any(token.name == relative for token in tokens)
        return "" if moved or told or RELATIVE.get(own) == relative else relative
    return "value" if metric and unit_kind(unit) == "money" and unit_kind(own) != "money" else ""


def _own_words(tokens: Sequence[Token]) -> tuple[str, str]:
    """Return things and events of words that fit no entry, each sorted.

    A general word beside a special one is dropped: "drug crimes" are no other metric than "drug-related crimes
    committed by persons".
    """
    things = list(dict.fromkeys(token.name for token in tokens if token.kind != EVENT))
    things = [thing for thing in things if thing not in GENERAL] or things
    events = {token.name for token in tokens if token.kind == EVENT}
    if things:
        events -= _PLAIN_EVENTS
    return "_".join(sorted(things)[:5]) or "unnamed", "_".join(sorted(events)[:3])


@lru_cache(maxsize=4)
def read_catalogue(configs: str | None = None) -> Catalogue:
    """Read the catalogue of `configs` (None: the one that ships)."""
    folder = (Path(configs) if configs else data_dir("configs")) / "catalogue"
    return Catalogue(make_vocabulary(read_concepts(folder)), read_metrics(folder / "metrics"))


def read_concepts(folder: Path) -> dict[str, dict[str, list[str]]]:
    """Read the table of concepts; raise ModelError where it cannot be used."""
    path = folder / "concepts.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            f"The catalogue {path} cannot be read: {error}.", "Correct the file or leave --configs out."
        ) from error
