"""A guard against slowness that a busy machine cannot trip: it counts work, not seconds.

Where a limit is passed on purpose, `count_work` over the samples gives the new count; leave a quarter of room above it.
"""

from pathlib import Path

import pytest

import presstally
from presstally.benchmark.texts import read_texts
from presstally.benchmark.work import count_work
from presstally.schemas import Release

SAMPLES = read_texts([Path(__file__).parents[2] / "samples"])

# component -> most calls of functions a word, over text that was read before
CALLS = [
    ("tokenizer", 24),
    ("furniture_masker", 14),
    ("entity_ruler", 16),
    ("line_sentencizer", 17),
    ("name_resolver", 36),
    ("quantity_normalizer", 78),
    ("date_normalizer", 60),
    ("ner", 60),
    ("change_reader", 42),
    ("metric_linker", 58),
    ("encoder", 52),
    ("relation_extractor", 190),
    ("period_linker", 120),
    ("period_extractor", 200),
    ("actor_linker", 10),
    ("metric_catalogue", 48),
    ("fact_builder", 30),
]


@pytest.fixture(scope="module")
def minilm():
    return presstally.load("minilm")


@pytest.fixture(scope="module")
def first(minilm):
    return count_work(minilm, SAMPLES)


@pytest.fixture(scope="module")
def again(minilm, first):
    return count_work(minilm, SAMPLES)


@pytest.mark.parametrize(("name", "most"), CALLS)
def test_a_component_calls_no_more_than_it_did(again, name, most):
    assert most / 4 < again.calls[name] <= most  # far below, the limit guards nothing: lower it


def test_every_component_has_a_limit(again):
    assert [name for name, _ in CALLS] == list(again.calls)


def test_a_word_is_looked_up_in_the_patterns_once(first, again):
    assert 0 < first.tried < 7
    assert again.tried == 0


def test_the_model_reads_a_word_hardly_twice(again):
    assert 0.5 < again.encoded < 2.1


def test_few_pairs_are_scored(again):
    assert 1 < again.pairs < 15


def test_a_word_of_a_long_release_costs_what_it_costs_in_a_short_one(nlp):
    """Each sample 8 times in one release: no component may look at the whole text for each of its numbers."""
    count_work(nlp, SAMPLES)  # what is remembered of them costs nothing in either
    short = count_work(nlp, SAMPLES).calls
    long = count_work(nlp, [Release(one.id, "\n\n".join([one.text] * 8)) for one in SAMPLES]).calls
    assert {name: round(long[name] / calls, 2) for name, calls in short.items() if long[name] > 1.25 * calls} == {}
