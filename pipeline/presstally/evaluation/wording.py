"""How close the words of two metrics are: content words, cut to their stems."""

from __future__ import annotations

import re

from presstally.evaluation.tally import harmonic

# Words that do not tell one metric from another.
_EMPTY = frozenset(
    """
    a an the this that these those some others other all
    it its he she they them their his her who which
    is are was were be been has have had
    of to in on at by for from with into up out over per about during more than
    and or as also
    total number case cases fact facts percent
    """.split()
)
# Endings of number, tense and derivation, so that "detection of crimes" meets "crimes detected". The lazy stem
# of three letters or more leaves the longest ending that fits.
_STEM = re.compile(
    r"(\w{3,}?)(?:i[zs]ation|ations?|ments?|ings?|ions?|ie[sd]|ers?|e[ds]|[sye])?", re.IGNORECASE
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|be|been|being|has|have|had)\b", re.IGNORECASE)
_PREPOSITIONS = frozenset(
    "of in on to from by with for at through under against into over as per among between".split()
)
ENOUGH = 0.5  # token F1 from which two wordings name the same metric


def stems(words: str) -> list[str]:
    """Return the stems of the content words; of all words where none is one."""
    found = [word.lower() for word in _WORD.findall(words)]
    kept = [word for word in found if word not in _EMPTY] or found
    return [match[1] if (match := _STEM.fullmatch(word)) else word for word in kept]


def is_same(one: str, other: str) -> bool:
    """Tell whether two stems are of one word: equal, or the longer adds at most two letters to four or more."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= 4 and len(long) - len(short) <= 2 and long.startswith(short))


def words_f1(predicted: str, gold: str) -> float:
    """Return the F1 of the sets of stems; 0 where one has no words."""
    ours, theirs = set(stems(predicted)), set(stems(gold))
    if not ours or not theirs:
        return 0.0
    precision = sum(any(is_same(a, b) for b in theirs) for a in ours) / len(ours)
    recall = sum(any(is_same(a, b) for b in ours) for a in theirs) / len(theirs)
    return harmonic(precision, recall)


def has_words(predicted: str, wanted: str) -> bool:
    """Tell whether every content word of `wanted` is among those of `predicted`."""
    ours = stems(predicted)
    return all(any(is_same(a, b) for b in ours) for a in stems(wanted))


def head_words(span: str) -> str:
    """Return the words that a METRIC span stands or falls with: "drugs" of "narcotic drugs of all kinds".

    Each side of an auxiliary gives one: the last word before a preposition, without participles behind a noun.
    """
    heads = []
    for clause in _AUXILIARY.split(span):
        words = _WORD.findall(clause)
        cut = next((i for i, word in enumerate(words) if i and word.lower() in _PREPOSITIONS), len(words))
        words = words[:cut]
        while len(words) > 1 and words[-1].endswith("ed") and not words[-2].endswith("ly"):
            words.pop()
        heads += words[-1:]
    return " ".join(heads)
