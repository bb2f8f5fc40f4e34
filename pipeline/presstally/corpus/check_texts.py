"""Checks across a text and across releases: numbers without an annotation, duplicates, leaks between the parts."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from presstally.corpus.findings import Finding, Source
from presstally.corpus.parts import PARTS
from presstally.measures.numbers import find_numerals

SHINGLE = 5  # words
NEAR = 0.4  # share of the smaller release's shingles from which two releases are near-duplicates
LONG_SENTENCE = 6  # words from which a sentence in two parts is a leak; shorter ones are formulas
Holders = dict[str, dict[str, Source]]  # words -> part -> the first release that has them
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”»)]*\s+(?=[\"“«(]?[A-ZÀ-Ž])|\n+")


def check_numbers(source: Source) -> Iterator[Finding]:
    """Find numerals that stand in no mention and are not listed under `excluded`."""
    row = source.row
    covered = [(e["start_offset"], e["end_offset"]) for e in row["entities"] if e["label"] != "METRIC"]
    covered += [(start, end) for start, end, *_ in row["excluded"]]
    loose = [(e["start_offset"], e["end_offset"]) for e in row["entities"] if e["label"] == "METRIC"]
    for numeral in find_numerals(row["text"]):
        start, end = numeral.start, numeral.end
        if any(first < end and start < last for first, last in covered):
            continue
        if any(first <= start and end <= last for first, last in loose):  # "crimes of the second degree"
            continue
        words = row["text"][max(0, start - 25) : end + 25].replace("\n", " ")
        message = f"{row['text'][start:end]!r} is neither a mention nor excluded: ... {words} ..."
        yield source.finding(_rule(row["text"][start:end]), message, start, end)


def _rule(words: str) -> str:
    """Return the rule; "one" and "zero" alone are more often no number than one ("no one", "the one who")."""
    return "unannotated_one" if words.lower() in ("one", "zero") else "unannotated_number"


def check_duplicates(sources: Sequence[Source]) -> Iterator[Finding]:
    """Find ids that stand twice, equal texts, and texts that share much of their wording (numbers aside)."""
    by_id: dict[str, Source] = {}
    by_text: dict[str, Source] = {}
    for source in sources:
        first = by_id.setdefault(source.name, source)
        if first is not source:
            yield source.finding("doubled_id", f"the id stands in {first.file} too")
        digest = hashlib.sha256(" ".join(words_of(source.row["text"])).encode()).hexdigest()
        original = by_text.setdefault(digest, source)
        if original is not source:
            yield source.finding("duplicate", f"the text is that of {original.name}")
    for source, other, share in near_duplicates(sources):
        yield source.finding("near_duplicate", f"{share:.0%} of the wording is shared with {other.name}")


def near_duplicates(sources: Sequence[Source]) -> Iterator[tuple[Source, Source, float]]:
    """Yield pairs of releases, not equal, whose shingles overlap: the share of the smaller one's, NEAR or more."""
    shingles = [_shingles(source.row["text"]) for source in sources]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(place)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for places in holders.values():
        for pair in combinations(places, 2):
            shared[pair] += 1
    for (first, second), count in sorted(shared.items()):
        share = count / min(len(shingles[first]), len(shingles[second]))
        if share >= NEAR and words_of(sources[first].row["text"]) != words_of(sources[second].row["text"]):
            yield sources[second], sources[first], share


def words_of(text: str) -> list[str]:
    """Return the words in lower case, each number as 0, so that a template with other numbers is found."""
    return _WORD.findall(_NUMBER.sub("0", text).lower())


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def check_leaks(sources: Sequence[Source]) -> Iterator[Finding]:
    """Find releases without a part, sentences that stand in two parts, and publishers of train in dev or test."""
    sentences: Holders = defaultdict(dict)
    publishers: Holders = defaultdict(dict)
    for source in sources:
        part = source.row["part"]
        if part not in PARTS:
            yield source.finding("part", f"the part is {part!r}, none of {', '.join(PARTS)}")
            continue
        if publisher := " ".join(words_of(source.row["publisher"])):
            publishers[publisher].setdefault(part, source)
        for sentence in _SENTENCE.split(source.row["text"]):
            words = words_of(sentence)
            if len(words) >= LONG_SENTENCE:
                sentences[" ".join(words)].setdefault(part, source)
    yield from _shared_sentences(sentences)
    yield from _shared_publishers(publishers)


def _shared_sentences(sentences: Holders) -> Iterator[Finding]:
    for sentence, parts in sentences.items():
        first, *others = parts.values()
        for other in others:
            told = f"a sentence stands in {first.name} ({first.row['part']}) too: {sentence[:80]!r}"
            yield other.finding("shared_sentence", told)


def _shared_publishers(publishers: Holders) -> Iterator[Finding]:
    for publisher, parts in publishers.items():
        for part in sorted(set(parts) - {"train"} if "train" in parts else ()):
            told = f"the publisher {publisher!r} of {part} has {parts['train'].name} in train"
            yield parts[part].finding("shared_publisher", told)
