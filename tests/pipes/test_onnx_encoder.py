"""The encoder of the shipped model: vectors by token, the same whatever runs beside them."""

import numpy as np
import pytest

import presstally
from presstally.errors import ModelError
from presstally.pipes.onnx_encoder import OnnxEncoder

TEXT = "In Baku, 178 groups were neutralized.\n\nOver 12 500 kg of drugs were seized."


@pytest.fixture(scope="module")
def minilm():
    return presstally.load("minilm")


def test_every_word_has_a_vector(minilm):
    doc = minilm(TEXT)
    assert doc.tensor.shape == (len(doc), minilm.get_pipe("encoder").width)
    assert [token.text for token in doc if not doc.tensor[token.i].any()] == ["\n\n"]


def test_words_far_from_numbers_are_left_out(minilm):
    doc = minilm("Nothing is counted here. " * 200)
    assert not doc.tensor.any()


def test_facts_do_not_depend_on_the_batch(minilm):
    texts = [TEXT, "Thefts fell by 9%.", "The police detained 30 smugglers. " * 80]
    together = [doc._.facts for doc in minilm.pipe(texts, batch_size=3)]
    assert together == [minilm(text)._.facts for text in texts]


def test_bytes_round_trip(minilm):
    encoder = minilm.get_pipe("encoder")
    again = OnnxEncoder(minilm.vocab).from_bytes(encoder.to_bytes())
    doc = minilm.make_doc(TEXT)
    doc.ents = [doc.char_span(9, 12, label="QUANTITY")]
    assert np.array_equal(again(doc.copy()).tensor, encoder(doc.copy()).tensor)


def test_no_weights_is_told(minilm):
    doc = minilm.make_doc("12 thefts")
    doc.ents = [doc[:1].char_span(0, 2, label="QUANTITY")]
    with pytest.raises(ModelError, match="no weights"):
        OnnxEncoder(minilm.vocab)(doc)


def test_the_model_is_better_than_the_rules_where_they_differ(minilm):
    text = "Turning to theft, the Minister was content: of 93 cases, 61 ended in court, and the rest, 32, were closed."
    metrics = {fact["quantity"]: fact["metric"] for fact in minilm(text)._.facts}
    assert "court" in metrics["61"]
    assert "closed" in metrics["32"]
