"""What a component does for a text grows with the text and no faster, whatever the text looks like.

Calls are counted, not seconds, so that the result is the same on each machine.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable

import pytest
from spacy.language import Language

SHORT, LONG = 20, 160
OTHERS = frozenset({"period_linker"})  # it asks each number for all dates before it

Make = Callable[[int], str]
SHAPES: dict[str, Make] = {
    "prose": lambda n: " ".join(f"In Leeds, {i + 30} thefts were registered, {i} more than before." for i in range(n)),
    "one sentence": lambda n: ", ".join(f"in Leeds {i + 30} thefts were registered" for i in range(n)),
    "no marks": lambda n: " and ".join(f"{i + 30} thefts in Leeds" for i in range(n)),
    "rows": lambda n: "Crimes\t2019\t2020\n" + "\n".join(f"Thefts\t{i + 30}\t{i + 31}" for i in range(n)),
    "list": lambda n: "In 2020:\n" + "\n".join(f"- Leeds – {i + 30} thefts;" for i in range(n)),
    "dates": lambda n: " ".join(f"On {i % 28 + 1} March 2020, {i + 30} thefts were solved." for i in range(n)),
    "brackets": lambda n: " ".join(f"({i + 30} thefts ({i + 31}))" for i in range(n)),
    "shares": lambda n: "Of these, " + ", ".join(f"{i + 30} ({i % 90 + 1}%) thefts" for i in range(n)),
}


def count_calls(nlp: Language, text: str) -> Counter[str]:
    """Return the calls of each component for a text, by its name."""
    calls: Counter[str] = Counter()
    at = ""

    def tell(frame: object, event: str, told: object) -> None:
        calls[at] += event in ("call", "c_call")

    doc = nlp.make_doc(text)
    for at, component in nlp.pipeline:  # noqa: B007  (`tell` reads it)
        sys.setprofile(tell)
        try:
            doc = component(doc)
        finally:
            sys.setprofile(None)
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_the_work_grows_with_the_text(nlp: Language, shape: str) -> None:
    make = SHAPES[shape]
    with nlp.memory_zone():
        count_calls(nlp, make(LONG))  # what is remembered of each word is not counted
        short, long = count_calls(nlp, make(SHORT)), count_calls(nlp, make(LONG))
    assert short["metric_linker"] > SHORT
    factor = len(make(LONG)) / len(make(SHORT))
    grown = {name: round(long[name] / short[name] / factor, 2) for name in nlp.pipe_names if name not in OTHERS}
    assert {name: more for name, more in grown.items() if more > 1.25} == {}
