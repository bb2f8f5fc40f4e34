"""Rows as doccano gives them back."""

from __future__ import annotations

import pytest

from presstally.doccano.drafts import Draft, make_drafts
from presstally.schemas import Release

TEXT = "In 2020, 178 criminal groups were neutralized in Ganja. In 2019, 31 cars were found by the Interior Ministry."


@pytest.fixture(scope="session")
def sent():
    """Return the row of TEXT as the rules read it."""
    draft = Draft("a.txt", lambda: Release("a.txt", TEXT, published="2021-01-18"))
    return make_drafts([draft], model="rules").rows[0]


@pytest.fixture
def back(sent):
    """Return a function that gives the row with changed marks, as an export has it: all numbers of marks anew."""

    def change(move=(), add=(), drop=(), links=None, **keys):
        spans = {(e["start_offset"], e["end_offset"], e["label"]): e["id"] for e in sent["entities"]}
        moved = {place(*old): place(*new) for old, new in move}
        marks = {old: moved.get(old, old) for old in spans if old not in [place(*gone) for gone in drop]}
        numbers = {spans[old]: 1000 + number for number, old in enumerate(marks)}
        entities = [entity(numbers[spans[old]], *new) for old, new in marks.items()]
        entities += [entity(2000 + number, *place(*new)) for number, new in enumerate(add)]
        ids = {(e["start_offset"], e["end_offset"], e["label"]): e["id"] for e in entities}
        relations = [
            {"id": 1, "from_id": numbers[r["from_id"]], "to_id": numbers[r["to_id"]], "type": r["type"]}
            for r in sent["relations"]
            if r["from_id"] in numbers and r["to_id"] in numbers
        ]
        relations += [
            {"id": 2, "from_id": ids[place(*head)], "to_id": ids[place(*child)], "type": kind}
            for kind, head, child in links or ()
        ]
        return {**sent, "id": 77, "entities": entities, "relations": relations, "Comments": [], **keys}

    return change


def place(label, words):
    """Return the borders of the first occurrence of the words."""
    at = TEXT.index(words)
    return at, at + len(words), label


def entity(number, start, end, label):
    return {"id": number, "label": label, "start_offset": start, "end_offset": end}
