"""Levels take the direction of the change beside them, and of no other."""

import pytest

from presstally.pipes.level_direction import carry_directions

LINE = "Thefts fell by 9 to 108; frauds came to 31, robberies\nto 17."


def fact(word, kind="level", direction=None, metric="theft", period="2020-01-01"):
    start = LINE.index(word)
    place = {"start": start, "end": start + len(word)}
    return place | {
        "kind": kind,
        "direction": direction,
        "metric_id": metric,
        "period_start": period,
        "period_end": period,
    }


CHANGE = fact("9", "change", "decrease")
CASES = [
    (fact("108"), "decrease"),
    (fact("108", direction="increase"), "increase"),  # what the release says of the level itself stays
    (fact("108", metric="theft%"), "decrease"),
    (fact("31", metric="fraud"), None),
    (fact("108", period="2019-01-01"), None),  # the level of the period compared with
    (fact("17"), None),  # another line
]


@pytest.mark.parametrize(("level", "direction"), CASES)
def test_levels(level, direction):
    level = dict(level)
    carry_directions(LINE, [CHANGE, level])
    assert level["direction"] == direction


def test_another_level_of_the_thing_parts_the_two():
    first, second = fact("9"), fact("108")
    carry_directions(LINE, [first, second, fact("31", "change", "decrease")])
    assert (first["direction"], second["direction"]) == (None, "decrease")


def test_the_nearest_change_tells():
    level = fact("108")
    carry_directions(LINE, [CHANGE, fact("31", "change", "increase"), level])
    assert level["direction"] == "decrease"
