"""The trained choice of periods: its candidates, what it learns, and what it leaves as the rules have it."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.training import Example
from thinc.api import fix_random_seed

import presstally
from presstally.pipes.period_candidates import N_FEATURES, find_candidates
from presstally.pipes.period_extractor import METHOD, score_periods

BEHIND = ("metric_linker", "actor_linker", "metric_catalogue", "fact_builder")
H1, YEAR = ("2021-01-01", "2021-06-30"), ("2020-01-01", "2020-12-31")
# Text, the days of each number in order; the rules give the half-year to all but the second of the first text.
LEARNED = [
    ("In the first half of 2021, 318 boats were stopped, against 412 in 2020.", [H1, YEAR]),
    ("In the first half of 2021, 24 fires were put out. The quay has 35 berths.", [H1, None]),
    ("In the first half of 2021, 11 crews sailed. The harbour has 52 moorings.", [H1, None]),
]


@pytest.fixture(scope="module")
def nlp():
    fix_random_seed(0)
    nlp = presstally.load("rules", exclude=BEHIND)
    pipe = nlp.add_pipe("period_extractor")
    pipe.initialize(lambda: iter(()))
    return nlp


def read(nlp, text):
    doc = nlp.make_doc(text)
    doc._.release = {"id": "a", "published": "2021-07-20"}
    for name, pipe in nlp.pipeline:
        if name != "period_extractor":
            doc = pipe(doc)
    return doc


def make_example(nlp, text, days):
    doc, gold = read(nlp, text), nlp.make_doc(text)
    numbers = [span for span in doc.ents if span.label_ == "QUANTITY"]
    gold._.facts = [
        {"start": span.start_char, "end": span.end_char, "period_start": own and own[0], "period_end": own and own[1]}
        for span, own in zip(numbers, days, strict=True)
    ]
    return Example(doc, gold)


def periods(doc):
    links = {row["head"][0]: row for row in doc._.relations if row["type"] == "DURING"}
    found = []
    for span in doc.ents:
        if span.label_ == "QUANTITY":
            row = links.get(span.start_char)
            days = row and (row.get("days") or doc.char_span(*row["child"][:2])._.dates)
            found.append((row["method"], (days["start"], days["end"])) if row else None)
    return found


def test_candidates_are_none_and_each_date(nlp):
    rows = find_candidates(read(nlp, LEARNED[0][0]))
    assert [span.text for span in rows.quantities] == ["318", "412"]
    assert rows.features.shape == (6, N_FEATURES)
    assert list(rows.heads) == [0, 0, 0, 1, 1, 1]
    assert rows.days == [None, H1, YEAR] * 2
    assert [date and date.text for date in rows.dates[:3]] == [None, "first half of 2021", "2020"]


@pytest.mark.parametrize("text", ["", "No number in 2020.", "12 boats."])
def test_texts_with_little_in_them(nlp, text):
    rows = find_candidates(read(nlp, text))
    assert rows.features.shape == (len(rows.heads), N_FEATURES)
    [(_, scores)] = nlp.get_pipe("period_extractor").predict([read(nlp, text)])
    assert scores.sum() == pytest.approx(len(rows.quantities))


def test_many_dates_are_bounded(nlp):
    doc = read(nlp, "12 boats. " + "It rained in 2020. " * 200)
    assert len(find_candidates(doc).heads) < 60


def test_it_learns_what_the_rules_miss_and_keeps_what_is_right(nlp):
    pipe = nlp.get_pipe("period_extractor")
    examples = [make_example(nlp, *row) for row in LEARNED]
    before = score_periods(examples)["period_acc"]
    optimizer = nlp.create_optimizer()
    for _ in range(150):
        pipe.update(examples, sgd=optimizer, drop=0.0)
    docs = [example.predicted for example in examples]
    pipe.set_annotations(docs, pipe.predict(docs))
    assert before < 1 == score_periods(examples)["period_acc"]
    assert periods(docs[1])[1] is None
    assert all(method != METHOD for doc in docs for method, _ in filter(None, periods(doc)))


def test_days_that_no_candidate_has_teach_nothing(nlp):
    pipe = nlp.get_pipe("period_extractor")
    example = make_example(nlp, LEARNED[1][0], [("1999-01-01", "1999-12-31")] * 2)
    assert pipe.update([example])["period_extractor"] == 0
    assert np.isfinite(pipe.predict([example.predicted])[0][1]).all()
