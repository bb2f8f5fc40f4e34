"""Tokens of a text, and the classes in their NORM. A case: text | tokens, `<class>` behind those that have one."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import presstally.language.tokenizer  # noqa: F401
from presstally.lexicon import read_lexicon


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "presstally.NumberTokenizer.v1"}}})


CASES = [
    ("12 411 crimes", ["12 411<num>", "crimes"]),
    ("1873kg of drugs", ["1873<num>", "kg<mass>", "of", "drugs"]),
    ("weighed 300g. Then", ["weighed", "300<num>", "g<mass>", ".", "Then"]),
    ("5.1 million (+12%)", ["5.1 million<num>", "(", "+", "12<num>", "%<share>", ")"]),
    ("(-338 or -2.6%)", ["(", "-", "338<num>", "or", "-", "2.6<num>", "%<share>", ")"]),
    ("$5m, £20k", ["$<moneysign>", "5m<num>", ",", "£<moneysign>", "20k<num>"]),
    ("AZN20,000", ["AZN<money>", "20,000<num>"]),
    ("₦50m", ["₦<moneysign>", "50m<num>"]),
    ("R52,5 billion", ["R<moneysign>", "52,5 billion<num>"]),
    ("five-year term", ["five<num>", "-", "year<period>", "term"]),
    ("16-18", ["16<num>", "-", "18<num>"]),
    ("5–7 kg", ["5<num>", "–", "7<num>", "kg<mass>"]),
    ("AKM-74 and G20", ["AKM-74", "and", "G20"]),
    ("27.10.2023 at 17:40", ["27.10.2023<numdate>", "at", "17:40<clock>"]),
    ("2023/24 and 27th", ["2023/24<yearpair>", "and", "27th<nth>"]),
    ("9 000\u00a0AZN", ["9 000<num>", "\u00a0<gap>", "AZN<money>"]),
    ("20,000-plus", ["20,000<num>", "-", "plus"]),
    ("at 110 km/h.", ["at", "110<num>", "km/h<power>", "."]),
    ("148km/h", ["148<num>", "km/h<power>"]),
    ("40 m² and 5 m.", ["40<num>", "m²<area>", "and", "5<num>", "m<distance>", "."]),
    ("№71 and #5", ["№<noref>", "71<num>", "and", "#", "5<num>"]),
    ("two thirds", ["two<num>", "thirds<fraction>"]),
    ("one\r\ntwo", ["one<num>", "\r\n<gap>", "two<num>"]),
]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_tokens_and_their_classes(nlp: Language, text: str, tokens: list[str]) -> None:
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert [t.text + (t.norm_ if t.norm_.startswith("<") and len(t.norm_) > 2 else "") for t in doc] == tokens


def test_words_of_the_lexicon_have_their_class(nlp: Language) -> None:
    for word, name in list(read_lexicon().class_of().items())[::25]:
        assert nlp.vocab[word].norm_ == name
        assert nlp.vocab[word.upper()].norm_ == name or word.upper().lower() != word


TEXTS = st.lists(
    st.one_of(
        st.text(),
        st.sampled_from(
            [
                "\ufeff",
                "\r\n",
                "\u200f",
                "\u200b",
                "\u00a0",
                "\u202f",
                " ",
                "  ",
                "12",
                "1 204",
                "5,5",
                "kg",
                "İğə",
                "e\u0301",
                "-",
                "%",
                "$",
                "million",
            ]
        ),
    ),
    max_size=15,
).map("".join)


@given(TEXTS)
def test_no_character_is_lost(nlp: Language, text: str) -> None:
    assert nlp.make_doc(text).text == text


def test_the_tokenizer_survives_its_bytes(nlp: Language) -> None:
    again = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "presstally.NumberTokenizer.v1"}}})
    again.tokenizer.from_bytes(nlp.tokenizer.to_bytes())  # type: ignore[union-attr]
    text = "In 2020, 12 411 crimes (+5.1%)."
    assert [t.text for t in again.make_doc(text)] == [t.text for t in nlp.make_doc(text)]
