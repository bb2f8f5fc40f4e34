"""The masker as a pipe: spans on the Doc, the text untouched, a title where none is given."""

from __future__ import annotations

import pytest
import spacy

from presstally.pipes import furniture_masker  # noqa: F401  registers the factory

PAGE = "Useful links\n16.07.2021 17:40   Views: 3 417\nBoard meeting\n\nThe Board met on Friday and heard the report on 14 searches.\n"
TITLES = [
    (PAGE, None, "Board meeting"),
    (PAGE, "Given", "Given"),
    ("24 October 2022\n\nCrime data published\nText of the release follows here.", None, "Crime data published"),
    ("FOR IMMEDIATE RELEASE\nMay 5, 2020\n\nOwner Sentenced\nText.", None, "Owner Sentenced"),
    ("", None, None),
    ("A long paragraph, " * 20, None, None),
]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("furniture_masker")
    return nlp


def test_masks_without_cutting(nlp: spacy.language.Language) -> None:
    doc = nlp(PAGE)
    assert doc.text == PAGE
    assert [span.text for span in doc.spans["furniture"]] == ["Useful links", "Views: 3 417"]


@pytest.mark.parametrize(("text", "given", "title"), TITLES)
def test_title(nlp: spacy.language.Language, text: str, given: str | None, title: str | None) -> None:
    doc = nlp.make_doc(text)
    doc._.release = {"id": "x.txt", "title": given}
    assert nlp(doc)._.release == {"id": "x.txt", "title": title}
