"""What comes back from doccano: values travel for what is unchanged, the rest is read anew, slips are set right."""

from __future__ import annotations

import pytest

from presstally.corpus.checks import check_source
from presstally.corpus.findings import Source
from presstally.doccano.exports import Exported
from presstally.doccano.restore import restore
from presstally.doccano.rows import annotated_row, pack, unpack

Q178, Q31 = ("QUANTITY", "178"), ("QUANTITY", "31")
IN2019, IN2020 = ("DATE", "2019"), ("DATE", "2020")


def get(row):
    return restore(Exported("export.zip/all.jsonl", 1, "", row))


def facts_of(done):
    return {done.row["text"][f["start"] : f["end"]]: f for f in done.row["facts"]}


def test_unchanged_marks_come_back_with_their_values(sent, back):
    done = get(back())
    assert (done.problems, done.notes, done.changed, done.row["review"]) == ([], [], 0, [])
    again = annotated_row(done.row)
    assert {key: again[key] for key in sent if key != "model"} == {key: sent[key] for key in sent if key != "model"}
    assert check_source(Source("x", 1, done.row)) == []


def test_values_that_no_grammar_reads_travel(back, sent):
    facts = [
        fact | {"value": 5.0, "modifier": "over", "kind": "change", "direction": "increase"} for fact in sent["facts"]
    ]
    done = get(back(facts=facts))
    assert [fact["value"] for fact in done.row["facts"]] == [5.0] * len(facts)


CHANGES = [
    # marks changed, quantity, what its fact says now, what is told
    ({"move": [(Q31, ("QUANTITY", "31 cars"))]}, "31 cars", {"value": 31.0, "unit": "count"}, "new: read as 31"),
    ({"add": [("QUANTITY", "2020")], "drop": [IN2020]}, "2020", {"value": 2020.0}, "new: read as 2020"),
    ({"links": [("DURING", Q178, IN2019)]}, "178", {"period_start": "2019-01-01", "value": 178.0}, "DURING moved"),
    ({"drop": [IN2020]}, "178", {"period_start": None, "period_end": None}, "DURING moved"),
    ({"links": [("MEASURES", Q178, ("METRIC", "cars were found"))]}, "178", {"value": 178.0}, "MEASURES moved"),
]


@pytest.mark.parametrize(("change", "words", "said", "told"), CHANGES, ids=[case[3] + case[1] for case in CHANGES])
def test_changed_marks_are_read_anew_and_marked(back, change, words, said, told):
    done = get(back(**change))
    assert done.problems == []
    fact = facts_of(done)[words]
    assert {key: fact[key] for key in said} == said
    assert told in " ".join(why for start, end, why in done.row["review"] if start == fact["start"])
    assert done.changed >= 1


def test_a_number_taken_away_is_excluded(back, sent):
    done = get(back(drop=[Q31]))
    assert "31" not in facts_of(done)
    at = sent["text"].index("31")
    assert [at, at + 2] in done.row["excluded"]
    assert done.changed == 1


SLIPS = [
    ({"move": [(("LOC", "Ganja"), ("LOC", " Ganja"))]}, "LOC ' Ganja' became 'Ganja'"),
    ({"move": [(("LOC", "Ganja"), ("LOC", "Ganj"))]}, "LOC 'Ganj' became 'Ganja'"),
    ({"add": [("LOC", "Ganja")]}, "LOC 'Ganja' was marked twice"),
    ({"add": [("ORG", " ")]}, "held only spaces"),
    ({"links": [("IN", ("LOC", "Ganja"), Q31)]}, "IN from LOC to QUANTITY at 65 was turned around"),
    ({"links": [("DURING", Q178, IN2019)]}, "the one drawn last is kept"),
]


@pytest.mark.parametrize(("change", "told"), SLIPS, ids=[case[1] for case in SLIPS])
def test_slips_are_set_right_and_told(back, change, told):
    done = get(back(**change))
    assert done.problems == []
    assert told in "; ".join(done.notes)


WRONG = [
    ({"text": ""}, "there is no text"),
    ({"text": "Another text with 178 groups."}, "not the one that was sent"),
    ({"carried": "x"}, "damaged"),
    (
        {"entities": [{"id": 1, "label": "QUANTITY", "start_offset": 9, "end_offset": 999}]},
        "does not stand in the text",
    ),
    ({"entities": [{"id": 1, "label": "NUMBER", "start_offset": 9, "end_offset": 12}]}, "'NUMBER' on '178' is none of"),
    ({"entities": [{"id": 1, "label": "QUANTITY", "start_offset": 17, "end_offset": 21}]}, "no rule reads a number"),
    ({"entities": [{"id": 1, "label": "QUANTITY", "start_offset": 9, "end_offset": 11}]}, "inside_word"),
    ({"relations": [{"id": 1, "from_id": 1, "to_id": 2, "type": "IN"}]}, "a mention that is not there"),
    ({"entities": 5}, "not made as doccano makes it"),
]


@pytest.mark.parametrize(("keys", "told"), WRONG, ids=[case[1] for case in WRONG])
def test_what_cannot_be_used_is_told_and_left_out(back, keys, told):
    row = back(**keys)
    done = get(row | ({"relations": []} if "entities" in keys else {}))
    assert done.row is None
    assert told in "; ".join(done.problems)


def test_a_project_without_relations_gets_them_back(sent, back):
    row = back()
    spans = [[e["start_offset"], e["end_offset"], e["label"]] for e in row.pop("entities")]
    del row["relations"]
    done = get({**row, "label": spans})
    assert annotated_row(done.row)["relations"] == sent["relations"]
    less = get({**row, "label": [span for span in spans if span[2] != "METRIC"]})
    assert "relations are lost" in "; ".join(less.notes)


def test_plain_rows_of_doccano_are_read(back):
    row = back()
    plain = {key: row[key] for key in ("id", "text", "entities", "relations")}
    done = get(plain)
    assert done.row["doc_id"] == "doccano-77"
    assert facts_of(done)["178"]["value"] == 178


def test_what_travels_is_packed(sent):
    packed = pack(sent)
    assert set(packed) == set(sent) - {"facts", "excluded"} | {"carried"}
    assert unpack(packed) == sent
    assert all(value is not None for value in packed.values())


@pytest.mark.parametrize("text", ["🚓 178 groups", "a\U0001f693\U0001f6a8", "e\u0301 ə\r\n", ""])
def test_characters_that_the_editor_counts_twice_are_sent_as_squares(sent, text):
    row = {**sent, "text": text}
    packed = pack(row)
    assert len(packed["text"].encode("utf-16-le")) == 2 * len(text)
    assert unpack(packed) == row
