"""Every fact and name that is missed, spurious or wrong somewhere, in its sentence."""

from __future__ import annotations

from typing import Any

from presstally.corpus.gold import GoldFact, GoldRelease
from presstally.evaluation.facts import CORE, FactScore

_AROUND = 220  # characters of the line on either side
_DAYS = ("period_start", "period_end", "comparison_start", "comparison_end")
_SHOWN = ("value", "value_high", "unit", "modifier", "kind", "direction", "metric", *_DAYS)


def list_errors(release: GoldRelease, score: FactScore) -> list[dict[str, Any]]:
    """Return the errors of a release in the order of its text.

    `wrong` is missed, spurious, or the attributes; `grave` tells whether the fact does not count as right.
    """
    errors = []
    for j in score.judged:
        if j.row is None:
            errors.append(_error(release, j.gold.start, j.gold.end, ["missed"], True, _show(j.gold), {}))
        elif j.wrong:
            errors.append(_error(release, j.gold.start, j.gold.end, j.wrong, not j.has(CORE), _show(j.gold), j.row))
    for row in score.spurious:
        errors.append(_error(release, row["start"], row["end"], ["spurious"], True, {}, row))
    return sorted(errors, key=lambda error: (error["start"], error["end"]))


def _show(gold: GoldFact) -> dict[str, Any]:
    return {name: getattr(gold, name) for name in _SHOWN}


def _error(
    release: GoldRelease, start: int, end: int, wrong: list[str], grave: bool, gold: dict[str, Any], row: dict[str, Any]
) -> dict[str, Any]:
    got = {name: row[name] for name in _SHOWN} | {"method": row["method"]} if row else {}
    return place_of(release, start, end) | {"wrong": wrong, "grave": grave, "gold": gold, "got": got}


def list_name_errors(release: GoldRelease, names: list[tuple[int, int, str, str]]) -> list[dict[str, Any]]:
    """Return the dates and names that are missed or spurious, in the order of the text."""
    return [place_of(release, start, end) | {"label": label, "wrong": [wrong]} for start, end, label, wrong in names]


def place_of(release: GoldRelease, start: int, end: int) -> dict[str, Any]:
    """Return a place of a release with its words and those of its line around it."""
    text = release.text
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    last = min(stop if stop >= 0 else len(text), end + _AROUND)
    return {
        "document": release.doc_id,
        "start": start,
        "end": end,
        "words": text[start:end],
        "before": text[first:start],
        "after": text[end:last],
    }
