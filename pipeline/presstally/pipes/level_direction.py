"""Levels take the direction that a change beside them tells: "fell by 9 to 108" says that the 108 fell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

NEAR = 150  # characters between a level and the change that speaks of it


def carry_directions(text: str, facts: Sequence[dict[str, Any]]) -> None:
    """Give each level without a direction that of the nearest change of its metric, for its period, in its line."""
    changes = [fact for fact in facts if fact["kind"] == "change" and fact["direction"]]
    for level in facts:
        if level["kind"] == "level" and not level["direction"]:
            near = [
                (_distance(level, change), change["direction"]) for change in changes if _speaks(text, change, level)
            ]
            if near:
                level["direction"] = min(near)[1]


def _speaks(text: str, change: dict[str, Any], level: dict[str, Any]) -> bool:
    same = all(change[key] == level[key] for key in ("period_start", "period_end"))
    between = text[min(change["end"], level["end"]) : max(change["start"], level["start"])]
    return same and _thing(change) == _thing(level) and _distance(level, change) <= NEAR and "\n" not in between


def _thing(fact: dict[str, Any]) -> str:
    return str(fact["metric_id"]).rstrip("%")


def _distance(one: dict[str, Any], other: dict[str, Any]) -> int:
    return max(one["start"], other["start"]) - min(one["end"], other["end"])
