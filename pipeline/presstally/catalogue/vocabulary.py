"""Words -> concepts: the things and events that metrics are made of, however a ministry words them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SUFFIXES = ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "y", "e")
SHORTEST_STEM = 4
FUNCTION_WORDS = frozenset(
    "a an the of to in on at by for with and or as that this these those who which were was is are "
    "be been being has have had it its their his her them he she they also during than all "
    "some per no not there".split()
)
# They tell "put out" from "put", and nothing where no wording holds them.
PARTICLES = frozenset("out up into off down back together over under about more away from".split())
THING, EVENT, OTHER = "thing", "event", "word"

Names = dict[tuple[str, ...], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Token:
    """A concept or an unknown word (its stem) of a metric's words. `part`: the METRIC span that it stands in."""

    name: str
    kind: str
    part: int = 0


@dataclass(frozen=True)
class Vocabulary:
    """`exact` and `stemmed`: words of a wording -> (concept, kind).

    `reach`: the first word of a wording, or its stem -> words of the longest wording that begins so.
    """

    exact: Names
    stemmed: Names
    dropped: frozenset[str]
    reach: dict[str, int]

    def parse(self, spans: str | Sequence[str]) -> Iterator[Token]:
        """Yield concepts and unknown stems in their order; the longest wording wins, as written before its stem.

        A phrase may run over two spans ("lost" and "lives"). Names in the middle of a span are passed over: place and
        body are no part of a metric.
        """
        parts = enumerate([spans] if isinstance(spans, str) else spans)
        kept = [word for part, words in parts for word in _read(words, part)]
        lower = [word.lower for word in kept]
        stems = [stem(word) for word in lower]
        at = 0
        while at < len(kept):
            size, found = self._longest(lower, stems, at)
            if found:
                yield Token(*found, kept[at].part)
            elif not kept[at].name and lower[at] not in PARTICLES and stems[at] not in self.dropped:
                yield Token(stems[at], OTHER, kept[at].part)
            at += size

    def _longest(self, kept: list[str], stems: list[str], at: int) -> tuple[int, tuple[str, str] | None]:
        reach = max(self.reach.get(kept[at], 0), self.reach.get(stems[at], 0))
        for size in range(min(reach, len(kept) - at), 0, -1):
            found = self.exact.get(tuple(kept[at : at + size])) or self.stemmed.get(tuple(stems[at : at + size]))
            if found:
                return size, found
        return 1, None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a span. `name`: it is written as a name is, inside a span that is not all capitals."""

    lower: str
    part: int
    name: bool


def _read(words: str, part: int) -> list[_Word]:
    found = WORD.findall(words)
    mixed = any(word.islower() for word in found)
    return [
        _Word(lower, part, mixed and place > 0 and word.istitle())
        for place, word in enumerate(found)
        if (lower := word.lower()) not in FUNCTION_WORDS
    ]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a crude stem, enough to join "registered", "registers" and "registration"."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def make_vocabulary(table: Mapping[str, Mapping[str, Sequence[str]]]) -> Vocabulary:
    """Make the vocabulary of a table of `[thing]`, `[event]` (concept -> wordings) and `[drop]` (words)."""
    exact: Names = {}
    stemmed: Names = {}
    for kind in (THING, EVENT):
        for concept, wordings in table.get(kind, {}).items():
            for wording in wordings:
                words = tuple(word for word in WORD.findall(wording.lower()) if word not in FUNCTION_WORDS)
                exact.setdefault(words, (concept, kind))
                stems = tuple(map(stem, words))
                if len(stems) > 1 or len(stems[0]) >= SHORTEST_STEM:  # "cit" would join cities and citations
                    stemmed.setdefault(stems, (concept, kind))
    dropped = frozenset(stem(word) for word in table.get("drop", {}).get("words", ()))
    reach: dict[str, int] = {}
    for words in (*exact, *stemmed):
        reach[words[0]] = max(reach.get(words[0], 0), len(words))
    return Vocabulary(exact, stemmed, dropped, reach)


def find_clashes(table: Mapping[str, Mapping[str, Sequence[str]]]) -> list[tuple[str, str, str]]:
    """Return (wording, concept, other concept) for each wording that two concepts claim, word for word."""
    seen: dict[tuple[str, ...], str] = {}
    clashes = []
    for kind in (THING, EVENT):
        for concept, wordings in table.get(kind, {}).items():
            for wording in wordings:
                words = tuple(word for word in WORD.findall(wording.lower()) if word not in FUNCTION_WORDS)
                if seen.setdefault(words, concept) != concept:
                    clashes.append((wording, seen[words], concept))
    return clashes
