"""What tests share: the pipeline, made once."""

import pytest

import presstally


@pytest.fixture(scope="session")
def nlp():
    return presstally.load("rules")


@pytest.fixture(scope="session")
def read(nlp):
    """Return a function text -> {quantity: Fact as dict}; the text's numbers are all different."""

    def read_text(text, published=None):
        doc = nlp.make_doc(text)
        doc._.release = {"id": "test.txt", "published": published}
        return {fact["quantity"]: fact for fact in nlp(doc)._.facts}

    return read_text
