"""The trained recognizer of names: it mends what the rules found, and leaves numbers and dates alone."""

from __future__ import annotations

import copy

import pytest
import spacy
from spacy.tokens import Span
from spacy.training import Example
from thinc.api import fix_random_seed

from presstally.pipes.name_recognizer import MODEL, score_names

# Text, names of the gold, mentions of the rules.
LEARNED = [
    ("Grumbold caught 12 thieves in Zelt .", [(0, 1, "PERSON"), (5, 6, "LOC")], [(2, 3, "QUANTITY")]),
    ("Grumbold went to Zelt on Monday .", [(0, 1, "PERSON"), (3, 4, "LOC")], [(5, 6, "DATE"), (3, 4, "ORG")]),
    ("Police of Zelt Quarter saw Grumbold .", [(2, 4, "LOC"), (5, 6, "PERSON")], [(2, 3, "LOC")]),
    ("The Zelt Guard found 3 boats .", [(1, 3, "ORG")], [(1, 3, "ORG"), (4, 5, "QUANTITY")]),
]


@pytest.fixture(scope="module")
def recognizer():
    fix_random_seed(0)
    nlp = spacy.blank("en")
    model = copy.deepcopy(MODEL)
    model["tok2vec"]["embed"].update(width=32, rows=[200] * 5)
    model["tok2vec"]["encode"].update(width=32, depth=1)
    pipe = nlp.add_pipe("name_recognizer", name="ner", config={"model": model})
    examples = [make_example(nlp, *row) for row in LEARNED]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(120):
        pipe.update(examples, sgd=optimizer, drop=0.1)
    return nlp


def make_doc(nlp, text, mentions):
    doc = nlp.make_doc(text)
    doc.ents = [Span(doc, start, end, label=label) for start, end, label in mentions]
    for span in doc.ents:
        span._.method = "rules"
    return doc


def make_example(nlp, text, names, mentions):
    return Example(make_doc(nlp, text, mentions), make_doc(nlp, text, names))


def read(nlp, text, mentions, furniture=()):
    doc = make_doc(nlp, text, mentions)
    doc.spans["furniture"] = [Span(doc, *place) for place in furniture]
    return nlp.get_pipe("ner")(doc)


def test_labels_are_names_only(recognizer):
    assert set(recognizer.get_pipe("ner").labels) == {"LOC", "ORG", "PERSON"}


@pytest.mark.parametrize(("text", "names", "mentions"), LEARNED)
def test_names_are_mended_and_the_rest_stays(recognizer, text, names, mentions):
    doc = read(recognizer, text, mentions)
    others = [row for row in mentions if row[2] in ("QUANTITY", "DATE")]
    assert [(span.start, span.end, span.label_) for span in doc.ents] == sorted([*names, *others])
    methods = {(span.start, span.end, span.label_): span._.method for span in doc.ents}
    assert methods == {row: "rules" if row in mentions else "model" for row in (*names, *others)}


def test_a_number_of_the_rules_wins_and_furniture_has_no_name(recognizer):
    text = LEARNED[0][0]
    assert [span.label_ for span in read(recognizer, text, [(0, 3, "QUANTITY")]).ents] == ["QUANTITY", "LOC"]
    assert [span.text for span in read(recognizer, text, [], furniture=[(4, 7)]).ents] == ["Grumbold"]


def test_predicting_changes_no_mention(recognizer):
    doc = make_doc(recognizer, LEARNED[1][0], LEARNED[1][2])
    before = [(span.start, span.end, span.label_) for span in doc.ents]
    recognizer.get_pipe("ner").predict([doc])
    assert [(span.start, span.end, span.label_) for span in doc.ents] == before


def test_the_scorer_counts_names_alone(recognizer):
    right, missed = (
        Example(make_doc(recognizer, text, found), make_doc(recognizer, text, names))
        for text, names, found in (LEARNED[3], LEARNED[0])
    )
    scores = score_names([right, missed])
    assert (scores["names_p"], scores["names_r"]) == (1.0, pytest.approx(1 / 3))


def test_a_name_over_a_sentence_border_is_not_learned(recognizer):
    example = make_example(recognizer, "Grumbold saw St . Zelt .", [(0, 1, "PERSON"), (2, 5, "LOC")], [])
    for token in example.predicted:
        token.is_sent_start = token.i in (0, 4)
    assert recognizer.get_pipe("ner").update([example])["ner"] >= 0
