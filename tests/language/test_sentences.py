"""Sentence borders read once."""

import spacy

from presstally.language.sentences import Sentences


def test_sentences_have_borders():
    doc = spacy.blank("en").make_doc("Two came. Three left.")
    assert Sentences(doc).borders(4) == (0, 6)
    doc[3].is_sent_start = True
    assert [Sentences(doc).borders(i) for i in (0, 2, 3, 5)] == [(0, 3), (0, 3), (3, 6), (3, 6)]
