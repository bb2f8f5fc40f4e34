"""What a release speaks of where a number stands: "14 were killed" is another metric after fires than after crashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from presstally.catalogue.catalogue import Catalogue
from presstally.catalogue.matching import Match


@dataclass(frozen=True, slots=True)
class Named:
    """A number to name: the words of its METRIC spans, its unit and kind, its sentence.

    `own`: those of the spans that stand in its sentence.
    """

    spans: Sequence[str]
    unit: str
    kind: str
    sentence: str
    own: Sequence[str] = ()


def name_release(catalogue: Catalogue, title: str, numbers: Iterable[Named]) -> list[Match]:
    """Return the canonical metric of each number of a release, in the order of the text.

    A topic is a concept that wordings ask for in brackets. What stands around a number is what its sentence names; what
    stood before is the topic named last, at first that of the title, else the commonest of the release.
    """
    numbers = list(numbers)
    sentences: dict[str, list[str]] = {}
    for number in numbers:
        if number.sentence not in sentences:
            sentences[number.sentence] = _topics(catalogue, number.sentence)
    last = _topics(catalogue, title)[-1:] or _commonest(sentences.values())
    matches = []
    for number in numbers:
        around = sentences[number.sentence]
        matches.append(_match(catalogue, number, frozenset(around), frozenset(last)))
        named = [topic for words in number.spans for topic in _topics(catalogue, words)]
        last = (named or around)[-1:] or last
    return matches


def _match(catalogue: Catalogue, number: Named, around: frozenset[str], before: frozenset[str]) -> Match:
    """Return the entry of the spans of the sentence; where they fit none, that of all, else what the sentence says."""
    own = catalogue.match(number.own or number.spans, number.unit, number.kind, around, before)
    if own.metric or not number.own or len(number.own) == len(number.spans):
        return own
    whole = catalogue.match(number.spans, number.unit, number.kind, around, before)
    return whole if whole.metric else own


def _topics(catalogue: Catalogue, words: str) -> list[str]:
    return [token.name for token in catalogue.vocabulary.parse(words) if token.name in catalogue.matcher.topics]


def _commonest(topics: Iterable[list[str]]) -> list[str]:
    counts = Counter(topic for names in topics for topic in set(names))
    return [name for name, _ in counts.most_common(1)]
