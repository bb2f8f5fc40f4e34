"""Facts scored on cases counted by hand: four gold facts, and rows that are changed one at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from presstally.corpus.gold import ANY
from presstally.evaluation.facts import score_facts
from presstally.evaluation.grouping import score_grouping


def counts(release, rows):
    """Return level -> (TP, FP, FN)."""
    tallies = score_facts(release, rows).tallies()
    return {name: tuple(tally.to_dict()[key] for key in ("tp", "fp", "fn")) for name, tally in tallies.items()}


def test_a_perfect_prediction(release, rows) -> None:
    assert set(counts(release, rows).values()) == {(4, 0, 0)}


def test_a_missed_fact(release, rows) -> None:
    assert set(counts(release, rows[1:]).values()) == {(3, 0, 1)}


def test_a_spurious_fact(release, rows) -> None:
    start = release.text.index("11")
    extra = {**rows[0], "start": start, "end": start + 2, "quantity": "11"}
    assert set(counts(release, [*rows, extra]).values()) == {(4, 1, 0)}


def test_a_doubled_fact_is_right_once(release, rows) -> None:
    assert set(counts(release, [*rows, dict(rows[0])]).values()) == {(4, 1, 0)}


def test_nothing_predicted(release) -> None:
    assert set(counts(release, []).values()) == {(0, 0, 4)}


def move(row, release, start, end):
    start, end = row["start"] + start, row["end"] + end
    return {**row, "start": start, "end": end, "quantity": release.text[start:end]}


@pytest.mark.parametrize(
    ("start", "end", "detect", "every"),
    [
        (0, 0, (4, 0, 0), (4, 0, 0)),
        (0, 3, (4, 0, 0), (3, 1, 1)),  # 3 of 6 characters are shared
        (0, 4, (3, 1, 1), (3, 1, 1)),  # 3 of 7
        (2, 2, (3, 1, 1), (3, 1, 1)),  # 1 of 5
        (4, 7, (3, 1, 1), (3, 1, 1)),  # beside it
    ],
)
def test_a_shifted_span(release, rows, start, end, detect, every) -> None:
    found = counts(release, [move(rows[0], release, start, end), *rows[1:]])
    assert (found["detect"], found["all"]) == (detect, every)


@pytest.mark.parametrize(
    ("place", "change", "fact", "strict", "every"),
    [
        (0, {"value": 121.0}, 3, 3, 3),
        (0, {"unit": "kg"}, 3, 3, 3),
        (0, {"kind": "change"}, 3, 3, 3),
        (0, {"direction": "increase"}, 4, 4, 3),  # of a level, the direction is no part of `fact`
        (1, {"direction": "increase"}, 3, 3, 3),
        (2, {"modifier": None}, 4, 3, 3),
        (0, {"period_end": "2020-06-30"}, 4, 3, 3),
        (0, {"period_start": None, "period_end": None}, 4, 3, 3),
        (1, {"comparison_start": None}, 4, 4, 3),
        (0, {"organisation": None}, 4, 4, 3),
        (2, {"place": "Eastport"}, 4, 4, 3),
        (0, {"value_high": 130.0}, 4, 4, 3),
        (3, {"value": 5.004}, 4, 4, 4),  # shares may be rounded
        (0, {"metric": "", "metric_spans": []}, 3, 3, 3),
        (0, {"metric": "amber"}, 3, 3, 3),  # the words must stand at the spans
        (0, {"quantity": "12"}, 3, 3, 3),  # so must the quantity
    ],
)
def test_a_wrong_attribute(release, rows, place, change, fact, strict, every) -> None:
    rows[place] |= change
    tallies = score_facts(release, rows).tallies()
    assert [tallies[name].right for name in ("fact", "fact_strict", "all")] == [fact, strict, every]


def spans_of(release, *words):
    return [[release.text.index(word), release.text.index(word) + len(word)] for word in words]


@pytest.mark.parametrize(
    ("words", "by_touch", "by_head"),
    [
        (["amber", "seized"], True, True),
        (["amber"], False, False),  # F1 is 0.67, but "seized" is not touched
        (["kg of amber", "was seized"], True, True),
        (["traffic", "seized"], False, False),
        (["amber (5% of the traffic) was seized in Westport"], True, True),
    ],
)
def test_the_two_rules_of_a_link(release, rows, words, by_touch, by_head) -> None:
    rows[2] |= {"metric_spans": spans_of(release, *words), "metric": " ".join(words)}
    judged = score_facts(release, rows).judged[2]
    assert (judged.right["link"], judged.right["link_by_head"]) == (by_touch, by_head)


def test_words_elsewhere_do_not_touch(release, rows) -> None:
    text = release.text + " Other thefts"
    start = text.rindex("thefts")
    rows[0]["metric_spans"] = [[start, start + 6]]
    judged = score_facts(replace(release, text=text), rows).judged[0]
    assert (judged.right["link"], judged.right["link_by_head"]) == (False, True)


def test_an_optional_fact_is_neither_asked_for_nor_punished(release, rows) -> None:
    facts = (replace(release.facts[0], optional=True), *release.facts[1:])
    optional = replace(release, facts=facts)
    assert counts(optional, rows)["fact"] == (3, 0, 0)
    assert counts(optional, rows[1:])["fact"] == (3, 0, 0)


def test_attributes_that_gold_leaves_open(release, rows) -> None:
    facts = (replace(release.facts[0], modifier=ANY, period_start=ANY, period_end=ANY), *release.facts[1:])
    rows[0] |= {"modifier": "over", "period_start": None, "period_end": None}
    assert counts(replace(release, facts=facts), rows)["fact_strict"] == (4, 0, 0)


@pytest.mark.parametrize(
    ("pairs", "precision", "recall"),
    [
        ([("a", "1"), ("a", "1"), ("b", "2")], 1.0, 1.0),
        ([("a", "1"), ("a", "2")], 1.0, 0.5),
        ([("a", "1"), ("b", "1")], 0.5, 1.0),
        ([("a", None), ("a", None)], 1.0, 0.5),  # those without an id stand alone
        (
            [("a", "1"), ("a", "1"), ("a", "2"), ("b", "2")],
            0.75,
            0.6667,
        ),  # (1 + 1 + .5 + .5)/4, (2/3 + 2/3 + 1/3 + 1)/4
        ([], 0.0, 0.0),
    ],
)
def test_grouping(pairs, precision, recall) -> None:
    score = score_grouping(pairs)
    assert (score["p"], score["r"]) == (precision, recall)
