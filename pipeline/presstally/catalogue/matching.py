"""Which entry of the catalogue do a metric's words fit, and how well?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from presstally.catalogue.metrics import Metric
from presstally.catalogue.vocabulary import EVENT, OTHER, THING, Token, Vocabulary

_AROUND = re.compile(r"\[([^]]*)\]")
# Words for anything that is counted: beside a word that says what, they tell nothing.
GENERAL = frozenset(("person", "crime", "case", "fact", "incident"))
# What words beside those of the entry cost, by what they are. Words of a METRIC span that the entry does not touch are
# often the rest of a sentence; an event that it does not know makes another metric.
_COST = {(THING, True): 1.0, (THING, False): 0.8, (EVENT, True): 1.0, (EVENT, False): 1.0}
_COST |= {(OTHER, True): 0.6, (OTHER, False): 0.3}
_COST_AROUND, _COST_BEFORE, _COST_UNIT = 0.1, 0.2, 0.05
ENOUGH = 0.3  # the highest cost of words that still name the entry
_MONEY = re.compile(r"[A-Z]{3}")
_TIME = frozenset("year month week day hour minute second".split())
_AMOUNTS = frozenset("kg litre hectare m2 km m".split())
RELATIVE = {"percent": "share", "percentage_point": "share", "per_100k": "rate"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording as concepts: `needed` in the words themselves, `around` there or in the context."""

    metric: Metric
    needed: frozenset[str]
    around: frozenset[str]
    bare: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A metric_id with how sure it is, 0 to 1. `metric`: the catalogue's entry; None: the id is made of the words."""

    metric_id: str
    confidence: float
    metric: Metric | None


class Matcher:
    """Finds the entry of the catalogue that fits words best."""

    def __init__(self, vocabulary: Vocabulary, metrics: Mapping[str, Metric]) -> None:
        self.vocabulary, self.metrics = vocabulary, metrics
        self.by_concept: dict[str, list[Wording]] = {}
        self.topics: set[str] = set()
        for metric in metrics.values():
            for wording in self.wordings(metric):
                self.by_concept.setdefault(min(wording.needed), []).append(wording)
                self.topics |= wording.around
        self.neutral = {metric.id: self._neutral(metric) for metric in metrics.values()}

    def wordings(self, metric: Metric) -> Iterator[Wording]:
        """Yield the wordings of an entry as concepts, each once."""
        seen = set()
        for words, bare in [*((w, False) for w in metric.wordings), *((w, True) for w in metric.bare)]:
            around = {token.name for part in _AROUND.findall(words) for token in self.vocabulary.parse(part)}
            needed = {token.name for token in self.vocabulary.parse(_AROUND.sub(" ", words))}
            key = (frozenset(needed), frozenset(around), bare)
            if needed and key not in seen:
                seen.add(key)
                yield Wording(metric, *key)

    def topics_of(self, metric: Metric) -> frozenset[str]:
        """Return the concepts that the entry's wordings ask for in brackets."""
        return frozenset(name for wording in self.wordings(metric) for name in wording.around)

    def nearest(self, tokens: Sequence[Token]) -> Metric | None:
        """Return the entry that is made of the most of these concepts and of no others, whatever else they say."""
        names = {token.name for token in tokens}
        found = [
            (len(wording.needed), wording.metric.id)
            for wording in self._candidates(names)
            if wording.needed <= names and not wording.around
        ]
        return self.metrics[max(found)[1]] if found else None

    def _neutral(self, metric: Metric) -> frozenset[str]:
        """Return what may be added: what the entry and its ancestors are made of, where that is no event."""
        names = set(metric.neutral) | GENERAL
        parent = metric.parent
        while parent:
            above = self.metrics[parent]
            names |= set(above.neutral)
            for words in (*above.wordings, *above.bare):
                names |= {token.name for token in self.vocabulary.parse(words) if token.kind == THING}
            parent = above.parent
        return frozenset(names)

    def match(self, tokens: Sequence[Token], unit: str, around: Set[str], before: Set[str]) -> Match | None:
        """Return the best entry for the tokens of a number with this unit; None where none fits.

        `around`: concepts of the sentence, `before`: those that the release spoke of last.
        """
        names = {token.name for token in tokens}
        best: tuple[tuple[float, int, float, str], Wording] | None = None
        for wording in self._candidates(names):
            rest = self._cost(wording, tokens, names, unit)
            if rest > ENOUGH or (distance := _distance(wording.around - names, around, before)) is None:
                continue
            key = (rest, -len(wording.needed | wording.around), distance, wording.metric.id)
            if best is None or key < best[0]:
                best = key, wording
        if best is None:
            return None
        (rest, size, distance, _), wording = best
        return Match(wording.metric.id, round(max(0.0, 1 - (rest + distance) / (1 - size)), 2), wording.metric)

    def _candidates(self, names: Iterable[str]) -> Iterator[Wording]:
        for name in names:
            yield from self.by_concept.get(name, ())

    def _cost(self, wording: Wording, tokens: Sequence[Token], names: Set[str], unit: str) -> float:
        """Return what the words say beyond a wording; infinity where it does not fit at all."""
        if not wording.needed <= names or not fits_unit(wording.metric.unit, unit, wording.bare):
            return float("inf")
        named = wording.needed | wording.around
        touched = {token.part for token in tokens if token.name in named}
        neutral = self.neutral[wording.metric.id]
        rest = {token.name: token for token in reversed(tokens) if token.name not in named | neutral}
        own = wording.metric.unit
        same = own not in RELATIVE if unit == "times" else unit_kind(unit) == unit_kind(own)
        cost = 0.0 if same else _COST_UNIT
        return cost + sum(_COST[token.kind, token.part in touched] for token in rest.values())


def _distance(missing: Set[str], around: Set[str], before: Set[str]) -> float | None:
    """Return how far away the words in brackets stand; None where the release does not speak of them."""
    if not missing <= around | before:
        return None
    return sum(_COST_AROUND if name in around else _COST_BEFORE for name in missing)


def fits_unit(own: str, unit: str, bare: bool) -> bool:
    """Tell whether a number with `unit` may belong to a metric whose unit is `own`.

    Shares, rates and multiples may belong to any; amounts of a thing may be counted or weighed, but years and money are
    other metrics. A `bare` wording asks for the unit itself.
    """
    kind, other = unit_kind(own), unit_kind(unit)
    if bare:
        return kind == other
    if unit == "times" or unit in RELATIVE:
        return True
    return kind == other or {kind, other} <= {"count", "amount"} or (other == "money" and kind in ("count", "amount"))


def unit_kind(unit: str) -> str:
    """Return count, amount (mass, volume, area, length), money, time, or the unit itself."""
    if unit in _AMOUNTS:
        return "amount"
    if unit in _TIME:
        return "time"
    return "money" if _MONEY.fullmatch(unit) else unit
