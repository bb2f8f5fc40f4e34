"""Texts with `[Q ...]`, `[P ...]`, `[O ...]`, `[L ...]` marked, and who and where each number gets."""

from __future__ import annotations

import re

import pytest
import spacy
from spacy.lang.en import English
from spacy.tokens import Doc

from presstally.lexicon import read_lexicon
from presstally.pipes.actor_linker import ActorLinker, read_actors

LABELS = {"Q": "QUANTITY", "P": "PERSON", "O": "ORG", "L": "LOC"}

# text | quantity -> organisation / person / place, `-` for none
CASES = [
    ("[O Kent Police] arrested [Q 42] people", {"42": "Kent Police/-/-"}),
    ("The [O State Border Service] ([O SBS]) detained [Q 41] people", {"41": "State Border Service/-/-"}),
    ("Officers from [O Kent Police] seized [Q 5 kg]", {"5 kg": "Kent Police/-/-"}),
    ("the [Q 378] crimes registered by the [O Ministry of Justice]", {"378": "Ministry of Justice/-/-"}),
    ("In total the [O Border Service] stopped [Q 9] men", {"9": "Border Service/-/-"}),
    ("[O DPS] special agents and troopers arrested [Q 20] men", {"20": "DPS/-/-"}),
    ("[O Kent Police], during its ongoing work, seized [Q 5 kg]", {"5 kg": "Kent Police/-/-"}),
    ("[P Ana Pop] of the [O Crime Department] stated [Q 7] were held", {"7": "-/Ana Pop/-"}),
    ("General [P Ana Pop] has said that [Q 7] bands fell", {"7": "-/Ana Pop/-"}),
    ('"[Q 6] boys did it," explains section chief [P Ana Pop]', {"6": "-/Ana Pop/-"}),
    ('"[Q 6] boys did it," notes the director, [P Ana Pop]', {"6": "-/Ana Pop/-"}),
    ("According to First Deputy Interior Minister [P I. Popov], [Q 84%] rose", {"84%": "-/I. Popov/-"}),
    ("a meeting of the [O Ministry of Justice], where [Q 12] people sat", {}),
    ("[O Kent Police] was founded and [Q 12] people came", {}),
    ("Minister [P Ivan Popov] said [Q 7] were hurt", {"7": "-/Ivan Popov/-"}),
    ("According to [P I. Popov], [Q 84%] were solved", {"84%": "-/I. Popov/-"}),
    ('"[Q 6] stations opened," noted [P Ana Pop], head of unit', {"6": "-/Ana Pop/-"}),
    ("[P Ana Pop], head of the press unit, said [Q 6] were open", {"6": "-/Ana Pop/-"}),
    ("[P Ana Pop] spoke. [P Ana Pop] noted it. He added that [Q 9] fell.", {"9": "-/Ana Pop/-"}),
    ("[P Ana Pop] noted it. Then [Q 9] fell.", {}),
    ("In [L London] the rise was [Q 16]; in [L Leeds] it was [Q 9]", {"16": "-/-/London", "9": "-/-/Leeds"}),
    ("from [Q 51] in [L Gwent] to [Q 121] in [L Kent]", {"51": "-/-/Gwent", "121": "-/-/Kent"}),
    ("[L Tbilisi] – [Q 15,402], [L Imereti] – [Q 5,120]", {"15,402": "-/-/Tbilisi", "5,120": "-/-/Imereti"}),
    ("[Q 43] firearms in [L Tembisa] and [L Katlehong]", {"43": "-/-/Tembisa and Katlehong"}),
    ("[Q 36] came from [L Iran]", {}),
    (
        '"We are done. [Q 8] fires are out," said [P Ana Pop]. "Only [Q 2] remain."',
        {"8": "-/Ana Pop/-", "2": "-/Ana Pop/-"},
    ),
    ('[P Ana Pop] came. "It took [Q 9] days," the minister said', {"9": "-/Ana Pop/-"}),
    (
        "[O Coast Guard]: [Q 231]; in [L Yerevan] [Q 35.1], [L Lori] [Q 26.4]",
        {"231": "Coast Guard/-/-", "35.1": "-/-/Yerevan", "26.4": "-/-/Lori"},
    ),
    ("[L Leeds] | [Q 14] | [Q 15]", {"14": "-/-/Leeds", "15": "-/-/Leeds"}),
]


def make_doc(marked: str) -> Doc:
    nlp = English()
    nlp.add_pipe("sentencizer")
    plain, spans, at = "", [], 0
    for piece in re.finditer(r"\[([QPOL]) ([^]]+)\]", marked):
        plain += marked[at : piece.start()]
        spans.append((len(plain), len(plain) + len(piece[2]), LABELS[piece[1]]))
        plain += piece[2]
        at = piece.end()
    doc = nlp(plain + marked[at:])
    doc.ents = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
    return doc


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_actors(marked: str, expected: dict[str, str]) -> None:
    doc = ActorLinker(read_lexicon())(make_doc(marked))
    found = {
        doc.text[start:end]: f"{who['organisation'] or '-'}/{who['person'] or '-'}/{who['place'] or '-'}"
        for (start, end), who in read_actors(doc).items()
    }
    assert found == expected


def test_relations_carry_offsets_score_and_method() -> None:
    doc = make_doc("[O Kent Police] arrested [Q 42] people")
    doc._.relations = [{"type": "DURING"}]
    kept, by = ActorLinker(read_lexicon())(doc)._.relations
    assert kept == {"type": "DURING"}
    assert by == {
        "type": "BY",
        "head": [21, 23, "QUANTITY"],
        "child": [0, 11, "ORG"],
        "score": 0.8,
        "method": "subject",
    }


def test_factory() -> None:
    nlp = spacy.blank("en")
    assert isinstance(nlp.add_pipe("actor_linker"), ActorLinker)
