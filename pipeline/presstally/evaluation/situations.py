"""What kind of number a gold fact is, and how it stands to the words it measures."""

from __future__ import annotations

import re
from functools import lru_cache

from presstally.corpus.gold import GoldFact, GoldRelease
from presstally.evaluation.wording import is_same, stems

_TIMES = frozenset(("year", "month", "week", "day", "hour", "minute", "second"))
_LENGTHS_AND_AREAS = frozenset(("m", "km", "mm", "cm", "hectare", "m2", "km2"))
_SHARES = frozenset(("percent", "percentage_point"))
_SAME = frozenset(("count", "kg", "litre", "times", "per_100k"))
_ITEM = re.compile(r"\s*(?:[-–—•·*▪●]|\(?[0-9]{1,2}[.)]|\(?[a-z]\))\s")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?;][\"”»)]*\s|\n")


def number_kinds(fact: GoldFact, text: str) -> dict[str, str]:
    """Return the fact's `unit` (in families), `kind` (level or change) and `form` (digits or words)."""
    words = text[fact.start : fact.end]
    return {
        "unit": unit_family(fact.unit),
        "kind": fact.kind,
        "form": "digits" if any(char.isdigit() for char in words) else "words",
    }


def unit_family(unit: str) -> str:
    """Return the family of a canonical unit, as the breakdowns name it."""
    if unit in _SAME:
        return unit
    if unit in _SHARES:
        return "percent"
    if unit in _TIMES:
        return "time"
    if unit in _LENGTHS_AND_AREAS:
        return "length or area"
    return "money" if re.fullmatch(r"[A-Z]{3}", unit) else "other"


def read_situation(fact: GoldFact, release: GoldRelease) -> str:
    """Name how the number stands, by the first that holds.

    list: its line is a list item, or a row of a table (two or more `|` or tabs).
    bracket: a bracket opened before it in its line closes behind it.
    far: the nearest METRIC word stands in another sentence or line.
    ellipsis: another number stands between it and the nearest METRIC word.
    plain: none of these.
    """
    text = release.text
    start = text.rfind("\n", 0, fact.start) + 1
    end = text.find("\n", fact.end)
    line = text[start : end if end >= 0 else len(text)]
    if _ITEM.match(line) or line.count("|") >= 2 or line.count("\t") >= 2:
        return "list"
    before, behind = text[start : fact.start], text[fact.end : start + len(line)]
    if before.rfind("(") > before.rfind(")") and ")" in behind:
        return "bracket"
    between = _between(fact, release)
    if between is None:
        return "plain"
    low, high = between
    if _SENTENCE_END.search(text[low:high]):
        return "far"
    others = ((f.start, f.end) for f in release.facts if f is not fact)
    return "ellipsis" if any(low <= first and last <= high for first, last in others) else "plain"


def _between(fact: GoldFact, release: GoldRelease) -> tuple[int, int] | None:
    """Return the stretch between the number and the nearest of the words it measures; None where they are not known."""
    spans = fact.metric_spans or _find_words(fact, release.text)
    gaps = [(end, fact.start) if end <= fact.start else (fact.end, start) for start, end in spans]
    return min(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _find_words(fact: GoldFact, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the head words of a fact stand that has no METRIC spans."""
    heads = stems(fact.head)
    if not heads:
        return ()
    return tuple((start, end) for start, end, stem in _stemmed(text) if any(is_same(stem, head) for head in heads))


@lru_cache(maxsize=4)
def _stemmed(text: str) -> list[tuple[int, int, str]]:
    return [(*match.span(), stems(match[0])[0]) for match in _WORD.finditer(text)]
