"""Mentions and relations scored on cases counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from presstally.corpus.gold import Mention
from presstally.evaluation.mentions import score_lenient, score_mentions, score_strict
from presstally.evaluation.relations import gold_links, score_relations

GOLD = [(0, 5), (10, 20), (30, 33)]


def show(tally):
    """Return found and gold, right and predicted."""
    return tally.found, tally.gold, tally.right, tally.predicted


@pytest.mark.parametrize(
    ("predicted", "strict", "lenient"),
    [
        (GOLD, (3, 3, 3, 3), (3, 3, 3, 3)),
        (GOLD[:1], (1, 3, 1, 1), (1, 3, 1, 1)),
        ([*GOLD, (40, 42)], (3, 3, 3, 4), (3, 3, 3, 4)),
        ([*GOLD, (0, 5)], (3, 3, 3, 4), (3, 3, 3, 4)),  # doubled
        ([(0, 5), (12, 22), (30, 33)], (2, 3, 2, 3), (3, 3, 3, 3)),  # shifted
        ([(0, 5), (10, 12), (15, 20)], (1, 3, 1, 3), (2, 3, 3, 3)),  # one in two pieces
        ([(0, 33)], (0, 3, 0, 1), (3, 3, 1, 1)),  # one over all
        ([(5, 10)], (0, 3, 0, 1), (0, 3, 0, 1)),  # between two
        ([], (0, 3, 0, 0), (0, 3, 0, 0)),
    ],
)
def test_mentions(predicted, strict, lenient) -> None:
    assert show(score_strict(GOLD, predicted)) == strict
    assert show(score_lenient(GOLD, predicted)) == lenient


def test_labels_are_scored_apart(release) -> None:
    predicted = [m if m.label != "ORG" else replace(m, label="LOC") for m in release.mentions]
    tallies = score_mentions(release, predicted)
    assert show(tallies["ORG.strict"]) == (0, 1, 0, 0)
    assert show(tallies["LOC.strict"]) == (1, 1, 1, 2)
    assert show(tallies["QUANTITY.strict"]) == (4, 4, 4, 4)
    assert show(tallies["METRIC.lenient"]) == (4, 4, 4, 4)


def test_a_date_on_an_excluded_number_is_free_and_a_quantity_is_not(release) -> None:
    start, end = release.excluded[0]
    extra = [Mention(start, end, "DATE"), Mention(start, end, "QUANTITY")]
    tallies = score_mentions(release, [*release.mentions, *extra])
    assert show(tallies["DATE.strict"]) == (2, 2, 2, 2)
    assert show(tallies["QUANTITY.strict"]) == (4, 4, 4, 5)


def test_names_of_a_file_without_names_are_not_scored(release) -> None:
    tallies = score_mentions(replace(release, names_complete=False, relations=()), release.mentions)
    assert sorted(tallies) == ["QUANTITY.lenient", "QUANTITY.strict"]


def three(kind="MEASURES"):
    return [
        (kind, Mention(10 * i, 10 * i + 2, "QUANTITY"), Mention(10 * i + 3, 10 * i + 9, "METRIC")) for i in range(3)
    ]


def shift(link, head=0, child=0):
    kind, one, other = link
    return kind, replace(one, start=one.start + head), replace(other, start=other.start + child)


@pytest.mark.parametrize(
    ("predicted", "strict", "lenient"),
    [
        (three(), (3, 3), (3, 3)),
        (three()[:1], (1, 1), (1, 1)),
        ([*three(), three()[0]], (3, 4), (3, 4)),
        ([shift(three()[0], child=2), *three()[1:]], (2, 3), (3, 3)),
        ([shift(three()[0], head=1), *three()[1:]], (2, 3), (3, 3)),
        ([(three()[0][0], three()[0][1], three()[1][2])], (0, 1), (0, 1)),
        (three("DURING"), (0, 0), (0, 0)),
    ],
)
def test_relations(predicted, strict, lenient) -> None:
    tallies = score_relations(three(), predicted)
    for rule, (right, count) in (("strict", strict), ("lenient", lenient)):
        assert show(tallies[f"MEASURES.{rule}"]) == (right, 3, right, count)


def test_one_of_three_relations_is_half() -> None:
    """One found of three: P 1, R 1/3, F1 1/2; never 1."""
    tally = score_relations(three(), three()[:1])["MEASURES.strict"]
    assert (tally.precision, round(tally.recall, 3), round(tally.f1, 3)) == (1.0, 0.333, 0.5)


def test_the_child_label_counts() -> None:
    gold = [("BY", Mention(0, 2, "QUANTITY"), Mention(5, 9, "ORG"))]
    wrong = [("BY", Mention(0, 2, "QUANTITY"), Mention(5, 9, "PERSON"))]
    tallies = score_relations(gold, wrong)
    assert tallies["BY.strict"].right == tallies["BY.lenient"].right == 0


def test_gold_relations_score_one(release) -> None:
    links = gold_links(release)
    tallies = score_relations(links, links)
    assert {name: tally.f1 for name, tally in tallies.items() if tally.gold} == {
        f"{kind}.{rule}": 1.0
        for kind in ("MEASURES", "DURING", "COMPARED_TO", "BY", "IN")
        for rule in ("strict", "lenient")
    }
