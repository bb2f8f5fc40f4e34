"""A small gold release and the rows that say the same."""

from __future__ import annotations

import pytest

from presstally.corpus.doccano import from_row
from presstally.corpus.markup import read_markup, to_doccano

SOURCE = """#doc brief-1
#publisher Harbour Police
#family police-summary
#published 2021-01-10
#period d1 2020-01-01/2020-12-31
#text
In {d1 2020} the {o1 Harbour Police} registered {q1 120} {m1 thefts}, {q2 30} fewer than in {d2 2019}, and over {q3 2 kg} of {m2 amber} ({q4 5%} of the {m3 traffic}) was {m4 seized} in {l1 Westport}.

{x 11} {x 01} 2021
#facts
q1 | 120 decrease | m1 | theft.registered | by=o1
q2 | 30 change decrease | m1 | theft.registered | c=d2 cp=2019-01-01/2019-12-31 by=o1
q3 | 2 kg over | m2 m4 | amber.seized | in=l1
q4 | 5 percent | m3 m4 | amber.seized% | in=l1
"""


@pytest.fixture
def release():
    return from_row(to_doccano(next(read_markup(SOURCE)), "dev"))


@pytest.fixture
def rows(release):
    """Return the rows of a perfect prediction."""
    names = {
        0: {"organisation": "Harbour Police"},
        1: {"organisation": "Harbour Police"},
        2: {"place": "Westport"},
        3: {"place": "Westport"},
    }
    return [
        {
            "start": fact.start,
            "end": fact.end,
            "quantity": release.text[fact.start : fact.end],
            "metric": fact.metric,
            "metric_spans": [list(span) for span in fact.metric_spans],
            "method": "hand",
            **{"organisation": None, "person": None, "place": None, **names[i]},
            **{
                name: getattr(fact, name)
                for name in (
                    "value value_high unit modifier kind direction metric_id period_start period_end comparison_start comparison_end"
                ).split()
            },
        }
        for i, fact in enumerate(release.facts)
    ]
