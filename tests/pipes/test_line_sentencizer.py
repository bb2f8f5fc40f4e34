"""Sentence borders: text with `/` where a sentence must begin -> those sentences."""

import pytest
import spacy

from presstally.pipes import line_sentencizer  # noqa: F401

CASES = [
    "The police came. /Three men fled.",
    "It was late.\n/Nobody saw it",
    "Heading without a point\n/178 groups were found.",
    "Deputy Minister R. Salimov spoke. /He was brief.",
    "Under Order No. 71 it was closed. /Then it was opened.",
    'He said: "We are ready." /The hall rose.',
    "The U.S. Attorney came. /He left.",
    "- first item\n/- second item",
    "1. Stay calm\n/2. Call us",
    "Was it so? /Yes! /It was",
    "At 9 p.m. the shop closed, i.e. early.",
    "In total (see the table.) /12 people came.",
    "It grew 3.5 percent; it fell 2.",
]


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("line_sentencizer")
    return nlp


@pytest.mark.parametrize("marked", CASES)
def test_borders(nlp, marked):
    doc = nlp(marked.replace("/", ""))
    assert [sent.text.strip() for sent in doc.sents] == [part.strip() for part in marked.split("/")]


def test_wrapped_lines_are_joined(nlp):
    text = "The Ministry told that in the course\nof the year many crimes were solved and\nthat the work goes on in all regions\nof the country. It thanked everyone who\nhad helped to find them."
    assert len(list(nlp(text).sents)) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_nothing_to_split(nlp, text):
    assert nlp(text).text == text
