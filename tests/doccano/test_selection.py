"""What to annotate next."""

from __future__ import annotations

import pytest

from presstally.doccano.drafts import Draft
from presstally.doccano.gain import Reading, make_reading
from presstally.doccano.selection import Known, read_candidates, select, to_rows
from presstally.errors import UsageError
from presstally.schemas import Release


def reading(name, text, dispute=0.0, doubt=0.0, words=(), numbers=4):
    return Reading(name, text, numbers, int(dispute), dispute, doubt, frozenset(words))


def fact(start, metric, score, sentence="Divers found 3 boats."):
    return {"start": start, "end": start + 1, "metric": metric, "score": score, "sentence": sentence}


def test_a_reading_counts_disputes_doubts_and_words():
    mine = [fact(0, "boats", 0.9), fact(5, "crimes solved", 0.5), fact(9, "cars", 1.0)]
    rules = [fact(0, "boats", 0.6), fact(5, "persons", 0.6)]
    read = make_reading("a", "text", mine, rules)
    assert (read.numbers, read.disputed, read.dispute) == (3, 2, 2.0)
    assert read.doubt == pytest.approx(0.6)
    assert "boat" in read.words
    assert read.gain(set(read.words)) == pytest.approx((2 + 0.6) / 2 / 2)
    assert read.gain(set()) > read.gain(set(read.words))
    assert read.why(set(read.words)).startswith(
        "2 of 3 numbers linked otherwise by the rules, mean score 0.80, 0 words"
    )


def test_the_most_telling_come_first_and_what_they_teach_counts_once():
    pool = [
        reading("dull", "Nothing is here."),
        reading("rich", "Many boats sank.", dispute=4, words="abcdefgh"),
        reading("same", "Some cars burnt.", dispute=3, words="abcdefgh"),
        reading("other", "The port closed.", dispute=2.9, words="ijklmnop"),
    ]
    chosen = select(pool, Known({}), 1)
    assert [choice.name for choice in chosen] == ["rich"]
    order = [choice.name for choice in select(pool, Known({}), 4) if choice.part == "train"]
    assert order == [name for name in ("rich", "other", "same", "dull") if name in order]


def test_a_tenth_is_random_and_the_same_each_time():
    pool = [reading(f"r{n}", f"{'abcdefghijklmnopqrstuvwxyz'[n % 26] * (n // 26 + 1)} x", doubt=n) for n in range(60)]
    parts = [(choice.name, choice.part) for choice in select(pool, Known({}), 20, seed=3)]
    assert [part for _, part in parts].count("dev") == 2
    assert len({name for name, _ in parts}) == 20
    assert parts == [(choice.name, choice.part) for choice in select(pool, Known({}), 20, seed=3)]
    assert parts[:2] != [(choice.name, choice.part) for choice in select(pool, Known({}), 20, seed=4)][:2]


LONG = "During the first half of the year the patrols of the harbour police stopped and searched {} small boats"


@pytest.mark.parametrize(
    ("texts", "known", "left"),
    [
        (["a b c", "a b c"], {}, 1),  # equal
        ([LONG.format(5), LONG.format(5) + " and seized all the tobacco in them"], {}, 1),  # near
        ([LONG.format(5)], {"old": LONG.format(7) + " at night"}, 0),  # near what is annotated
        ([LONG.format(5), "one two three"], {"old": LONG.format(5)}, 1),  # annotated
    ],
)
def test_no_two_alike(texts, known, left):
    pool = [reading(f"r{n}", text, doubt=n) for n, text in enumerate(texts)]
    assert len(select(pool, Known(known), 5)) == left


def test_a_count_below_one_is_refused():
    with pytest.raises(UsageError, match="cannot be selected"):
        select([], Known({}), 0)


def test_the_selected_go_out_as_releases():
    text = "In 2020, 178 groups were neutralized."
    drafts = [Draft("a", lambda: Release("a", text, publisher="Port")), Draft("b", lambda: 1 / 0)]
    releases, readings, failures = read_candidates(drafts, model="rules")
    assert [failure.document for failure in failures] == ["b"]
    (row,) = to_rows(select(readings, Known({}), 1), releases)
    assert (row["doc_id"], row["text"], row["publisher"], row["part"]) == ("a", text, "Port", "train")
    assert "1 numbers" in row["why"]
