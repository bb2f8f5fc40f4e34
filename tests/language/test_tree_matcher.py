"""The tree of patterns finds what spaCy's own Matcher finds."""

import pytest
import spacy
from spacy.matcher import Matcher

import presstally.language.tokenizer  # noqa: F401
from presstally.language.tree_matcher import TreeMatcher
from presstally.lexicon import read_lexicon

TEXTS = [
    "Guards seized 1 ton and 19 kilograms, 5 kg to 10 kg, $5m, AZN 20,000 and two thirds of 3.5 square metres.",
    "By Order No. 71, one in five of 12 drivers came 54th of 137; call (012) 562-34-07 or Service 102.",
    "In the first nine months of 2021 and from 1 May to 5 June 2020, as in the same period of last year.",
    "It is 2.7 times more, 0.4 percentage points, 35.1 per cent and a quarter of 9\u00a0000\u00a0manats.",
    "No numbers here.",
    "",
]
SYNTAX = [
    [{"LOWER": "a"}, {"LOWER": {"IN": ["b", "c"]}}],
    [{"LOWER": {"NOT_IN": ["b", "c"]}, "IS_ALPHA": True}],
    [{"TEXT": {"REGEX": "^[A-Z]$"}}, {"LOWER": "b", "OP": "?"}],
    [{"LOWER": "a", "OP": "+"}],
    [{"LOWER": "a", "OP": "?"}, {"LOWER": "b", "OP": "?"}],
    [{}, {"LOWER": "c"}],
    [{"LENGTH": {">=": 2}}],
]


@pytest.fixture(scope="module")
def words():
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "presstally.NumberTokenizer.v1"}}})


def matches(matcher, doc):
    return sorted(set(matcher(doc)))


@pytest.mark.parametrize("text", TEXTS)
def test_shipped_patterns(words, text):
    tree, plain = TreeMatcher(words.vocab), Matcher(words.vocab)
    for matcher in (tree, plain):
        for row in read_lexicon().patterns:
            matcher.add(row["label"], [row["pattern"]])
    doc = words.make_doc(text)
    assert matches(tree, doc) == matches(plain, doc) == matches(tree, doc)  # the second time from memory


@pytest.mark.parametrize("pattern", SYNTAX)
def test_syntax_of_the_matcher(words, pattern):
    tree, plain = TreeMatcher(words.vocab), Matcher(words.vocab)
    for matcher in (tree, plain):
        matcher.add("X", [pattern])
    doc = words.make_doc("a b c A B a a bb c")
    assert matches(tree, doc) == matches(plain, doc)


def test_a_removed_key_is_found_no_more(words):
    tree = TreeMatcher(words.vocab)
    tree.add("X", [[{"LOWER": "a"}]])
    tree.add("Y", [[{"LOWER": "b"}]])
    tree.remove("X")
    assert ("X" in tree, "Y" in tree, len(tree)) == (False, True, 1)
    assert [match[1:] for match in tree(words.make_doc("a b"))] == [(1, 2)]


def test_memory_is_bounded(words, monkeypatch):
    monkeypatch.setattr("presstally.language.tree_matcher.REMEMBERED", 3)
    tree = TreeMatcher(words.vocab)
    tree.add("X", [[{"LOWER": "a"}]])
    doc = words.make_doc("one a two a three a four a five")
    assert len(tree(doc)) == 4
    assert tree.remembered <= 4


def test_ruler_survives_saving(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    text = "In January 2023, 1 ton 873 kg of narcotic drugs were seized under Article 234.4."
    assert [(e.text, e.label_) for e in again(text).ents] == [(e.text, e.label_) for e in nlp(text).ents]
    assert again(text)._.facts == nlp(text)._.facts
