"""Which words a number is paired with, and what is seen of a pair."""

import numpy as np
import pytest

from presstally.language.choosing import choose_words, to_spans
from presstally.language.pairs import N_FEATURES, find_pairs

TEXT = "In Baku, 178 groups were neutralized. Of 40 thefts 12 were solved."


def test_pairs_cover_the_passage(nlp):
    doc = nlp(TEXT)
    pairs = find_pairs(doc)
    assert [span.text for span in pairs.quantities] == ["178", "40", "12"]
    assert pairs.features.shape == (len(pairs.heads), N_FEATURES) == (len(pairs.words), N_FEATURES)
    first = [doc[word].text for word in pairs.words[pairs.heads == 0]]
    assert first == ["Baku", "groups", "neutralized"]  # the words of its sentence, none behind it
    last = [doc[word].text for word in pairs.words[pairs.heads == 2]]
    assert last == [*first, "thefts", "solved"]  # its sentence and what stands before; no mark, number or "were"


def test_a_number_without_words_has_a_pair(nlp):
    pairs = find_pairs(nlp("178, 40."))
    assert list(pairs.words) == [0, 2]


def test_context_is_bounded(nlp):
    doc = nlp("Word " * 300 + "12 thefts.")
    assert len(find_pairs(doc, context=0).words) <= len(doc)
    many = nlp("Sentence one. " * 200 + "There were 12 thefts.")
    assert len(find_pairs(many, context=10).words) < 20


@pytest.mark.parametrize("text", ["", "No number here."])
def test_no_number_no_pair(nlp, text):
    assert find_pairs(nlp(text)).features.shape == (0, N_FEATURES)


CHOICES = [  # probability of each word -> the chosen ones
    ({"groups": 0.9, "neutralized": 0.8}, ["groups", "neutralized"]),
    ({"groups": 0.9, "neutralized": 0.1}, ["groups"]),
    ({"groups": 0.9, "178": 0.9, "Baku": 0.3}, ["groups"]),
    ({"groups": 0.2, "neutralized": 0.09}, ["groups"]),
    ({"groups": 0.04, "neutralized": 0.03}, ["groups"]),
    ({}, []),
]


@pytest.mark.parametrize(("scores", "chosen"), CHOICES)
def test_words_are_chosen_by_expected_f1(nlp, scores, chosen):
    doc = nlp("In Baku, 178 groups were neutralized.")
    words = np.arange(len(doc))
    values = np.array([scores.get(token.text, 0.0) for token in doc], np.float32)
    assert [doc[word].text for word in choose_words(doc[3:4], words, values)] == chosen


SPANS = [
    ([4, 6], ["groups were neutralized"]),
    ([1, 6], ["Baku", "neutralized"]),
    ([], []),
]


@pytest.mark.parametrize(("chosen", "spans"), SPANS)
def test_words_join_over_function_words(nlp, chosen, spans):
    doc = nlp("In Baku, 178 groups were neutralized.")
    assert [doc[start:end].text for start, end in to_spans(doc, chosen)] == spans
