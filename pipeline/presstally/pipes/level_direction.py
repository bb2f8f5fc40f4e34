"""Levels take the direction that a change beside them tells: "fell by 9 to 108" says that the 108 fell."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

NEAR = 150  # characters between a level and the change that speaks of it


def carry_directions(text: str, facts: Sequence[dict[str, Any]]) -> None:
    """Give each level without a direction that of the nearest change of its metric, for its period, in its line.

    `facts` stand in the order of the text.
    """
    changes = [fact for fact in facts if fact["kind"] == "change" and fact["direction"]]
    starts, ends = [change["start"] for change in changes], [change["end"] for change in changes]
    for level in facts:
        if level["kind"] == "level" and not level["direction"]:
            around = changes[bisect_left(ends, level["start"] - NEAR) : bisect_right(starts, level["end"] + NEAR)]
            near = [
                (_distance(level, change), change["direction"])
                for change in around
                if _speaks(text, change, level) and not _is_parted(facts, level, change)
            ]
            if near:
                level["direction"] = min(near)[1]


def _speaks(text: str, change: dict[str, Any], level: dict[str, Any]) -> bool:
    same = all(change[key] == level[key] for key in ("period_start", "period_end"))
    between = text[min(change["end"], level["end"]) : max(change["start"], level["start"])]
    return same and _thing(change) == _thing(level) and _distance(level, change) <= NEAR and "\n" not in between


def _is_parted(facts: Sequence[dict[str, Any]], level: dict[str, Any], change: dict[str, Any]) -> bool:
    """Tell whether another level of the same thing stands between: in "6,522; 5,913; -609" the second one fell."""
    start, end = min(change["end"], level["end"]), max(change["start"], level["start"])
    first = bisect_left(facts, start, key=lambda fact: fact["start"])
    last = bisect_left(facts, end, key=lambda fact: fact["start"])
    return any(fact["kind"] == "level" and _thing(fact) == _thing(level) for fact in facts[first:last])


def _thing(fact: dict[str, Any]) -> str:
    return str(fact["metric_id"]).rstrip("%")


def _distance(one: dict[str, Any], other: dict[str, Any]) -> int:
    return max(one["start"], other["start"]) - min(one["end"], other["end"])
