"""The trainable linker: it learns, it is saved and read back, and its gradients are those of its scores."""

import numpy as np
import pytest
import spacy
from thinc.api import Adam, set_dropout_rate

import presstally
from presstally.corpus.doccano import from_row
from presstally.corpus.gold_docs import make_example
from presstally.corpus.markup import read_markup, to_doccano
from presstally.language.pairs import find_pairs
from presstally.pipes.relation_extractor import AGREED, ALONE, MODEL
from presstally.pipes.relation_targets import read_targets, score_links

SOURCE = """#doc one
#publisher Harbour Police
#family police-summary
#published 2021-01-20
#text
In {l1 Odesa} {q1 178} {m1 smugglers were arrested}, {q2 12} of them {m2 wounded}. {m3 Thefts} fell by {q3 9%}.
#facts
q1 | 178 | m1 | smuggler.arrested | in=l1
q2 | 12 | m1 m2 | smuggler.wounded
q3 | 9 percent change decrease | m3 | theft.registered
"""
SMALL = {"width": 32, "depth": 1, "embed_size": 200}


@pytest.fixture
def trained():
    """Return the rules with a small linker, and an Example that their pipes have read."""
    nlp = presstally.load("rules")
    tok2vec = MODEL["tok2vec"] | SMALL
    model = {"@architectures": "presstally.RelationModel.v2", "hidden_width": 32, "tok2vec": tok2vec}
    config = {"labels": ["MEASURES", "IN"], "model": model}
    linker = nlp.add_pipe("relation_extractor", after="metric_linker", config=config)
    example = make_example(nlp, from_row(to_doccano(next(read_markup(SOURCE)))))
    for _, pipe in nlp.pipeline[: nlp.pipe_names.index("relation_extractor")]:
        example.predicted = pipe(example.predicted)
    linker.initialize(lambda: iter([example]), nlp=nlp)
    return nlp, linker, example


def learn(linker, example, steps=60):
    optimizer = Adam(0.01)
    return [linker.update([example], sgd=optimizer)["relation_extractor"] for _ in range(steps)]


def test_it_learns_what_it_is_shown(trained):
    _, linker, example = trained
    losses = learn(linker, example)
    assert losses[-1] < losses[0] / 10
    linker.set_annotations([example.predicted], linker.predict([example.predicted]))
    assert score_links([example])["link_f"] == 1.0
    text = example.predicted.text
    places = [row for row in example.predicted._.relations if row["type"] == "IN"]
    assert [text[slice(*row["child"][:2])] for row in places] == ["Odesa"]


def test_gradients_are_those_of_the_scores(trained):
    _, linker, example = trained
    doc, pairs = example.predicted, find_pairs(example.predicted)
    wanted, weights = read_targets(example, pairs, linker.labels)
    layer = linker.model.get_ref("head")
    set_dropout_rate(linker.model, 0.0)

    def loss():
        scores = linker.model.predict([(doc, pairs)])[0]
        return float((weights * (np.logaddexp(0, scores) - wanted * scores)).sum())

    scores, backprop = linker.model.begin_update([(doc, pairs)])
    backprop([((1 / (1 + np.exp(-scores[0])) - wanted) * weights).astype(np.float32)])
    gradient = layer.get_grad("W")[3, 5]
    changed = layer.get_param("W").copy()
    losses = []
    for step in (1e-2, -1e-2):
        changed[3, 5] += step
        layer.set_param("W", changed)
        losses.append(loss())
        changed[3, 5] -= step
    assert (losses[0] - losses[1]) / 2e-2 == pytest.approx(gradient, rel=0.05, abs=1e-3)


def test_it_survives_saving(trained, tmp_path):
    nlp, linker, example = trained
    learn(linker, example, 5)
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    text = example.predicted.text
    assert again(text)._.facts == nlp(text)._.facts


def test_a_number_without_partner_teaches_nothing(trained):
    _, linker, example = trained
    example.reference.ents = []
    _, weights = read_targets(example, find_pairs(example.predicted), linker.labels)
    assert not weights.any()


def test_one_link_of_three_is_no_full_score(trained):
    _, _, example = trained
    example.predicted._.relations = [row for row in example.reference._.relations if row["head"][0] == 9]
    assert score_links([example])["link_f"] == pytest.approx(2 / (1 + 3))


def test_nothing_to_link(trained):
    nlp, linker, _ = trained
    doc = nlp("No number here.")
    assert doc._.facts == []
    assert linker.predict([nlp.make_doc("")])[0][1].shape == (0, 2)


def test_a_link_says_whether_the_rules_agree(trained):
    _, linker, example = trained
    learn(linker, example)
    doc = example.predicted
    linker.set_annotations([doc], linker.predict([doc]))
    methods = {tuple(row["head"][:2]): row["method"] for row in doc._.relations if row["type"] == "MEASURES"}
    doc._.relations = []
    linker.set_annotations([doc], linker.predict([doc]))
    assert AGREED in methods.values()
    assert {row["method"] for row in doc._.relations if row["type"] == "MEASURES"} == {ALONE}


CURVES = {AGREED: {"raw": [0.2, 0.8], "right": [0.6, 1.0]}, ALONE: None}


@pytest.mark.parametrize(("score", "agreed", "calibrated"), [(0.5, True, 0.8), (0.9, True, 1.0), (0.5, False, 0.5)])
def test_scores_follow_the_curve_of_their_method(trained, score, agreed, calibrated):
    _, linker, _ = trained
    linker.cfg["calibration"] = CURVES
    assert linker.calibrate(score, agreed) == pytest.approx(calibrated)
