"""The pattern tree finds what spaCy's own matcher finds, and refuses what it cannot match."""

import pytest
import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.util import filter_spans

import presstally.language.tokenizer  # noqa: F401
from presstally.language.pattern_index import PatternIndex
from presstally.language.sentences import Sentences
from presstally.lexicon import read_lexicon

TEXTS = [
    "Guards seized 1 ton and 19 kilograms, 5 kg to 10 kg, $5m, AZN 20,000 and two thirds of 3.5 square metres.",
    "By Order No. 71, one in five of 12 drivers came 54th of 137; call (012) 562-34-07 or Service 102.",
    "No numbers here.",
    "It is 2.7 times more, 0.4 percentage points, 35.1 per cent and a quarter of 9\u00a0000\u00a0manats.",
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "presstally.NumberTokenizer.v1"}}})


@pytest.mark.parametrize("text", TEXTS)
def test_the_tree_agrees_with_the_matcher(nlp: Language, text: str) -> None:
    rows = [row for row in read_lexicon().patterns if row["label"] in ("QUANTITY", "EXCLUDED")]
    matcher = Matcher(nlp.vocab)
    matcher.add("any", [row["pattern"] for row in rows])
    doc = nlp.make_doc(text)
    wanted = filter_spans(matcher(doc, as_spans=True))
    assert [(m.start, m.end) for m in PatternIndex(rows).find(doc)] == [(span.start, span.end) for span in wanted]


@pytest.mark.parametrize("token", [{"LOWER": {"IN": ["a"]}}, {"LEMMA": "be"}, {"LOWER": "a", "OP": "+"}])
def test_other_syntax_is_refused(token: dict) -> None:
    with pytest.raises(ValueError, match="may use NORM"):
        PatternIndex([{"label": "QUANTITY", "pattern": [token]}])


def test_sentences_have_borders(nlp: Language) -> None:
    doc = nlp.make_doc("Two came. Three left.")
    assert Sentences(doc).borders(4) == (0, 6)
    doc[3].is_sent_start = True
    assert [Sentences(doc).borders(i) for i in (0, 2, 3, 5)] == [(0, 3), (0, 3), (3, 6), (3, 6)]
