"""A corpus of a few sentences, and a config so small that training it takes a second or two."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from presstally.corpus.doccano import from_row
from presstally.corpus.markup import read_markup, to_doccano
from presstally.resources import data_dir

TRAIN = """#doc harbour-1
#publisher Harbour Police
#published 2021-01-20
#text
In {d1 2020} the harbour patrols stopped {q1 178} {m1 smugglers}. {m2 Thefts} in the docks fell by {q2 9%}.
#facts
q1 | 178 | m1 | smuggler.stopped
q2 | 9 percent change decrease | m2 | theft.registered

#doc harbour-2
#publisher Harbour Police
#published 2021-02-20
#text
Divers recovered {q1 14} {m1 stolen boats} last month. Over {q2 30 kg} of {m2 amber} was {m3 seized}.
#facts
q1 | 14 | m1 | boat.recovered
q2 | 30 kg over | m2 m3 | amber.seized

#doc harbour-3
#publisher Harbour Police
#published 2021-03-20
#text
Night watches wrote {q1 412} {m1 reports}; {q2 7} {m2 lamps} were broken and {q3 3} {m3 officers} were promoted.
#facts
q1 | 412 | m1 | report.written
q2 | 7 | m2 | lamp.broken
q3 | 3 | m3 | officer.promoted
"""
DEV = """#doc border-1
#publisher Border Guard
#published 2021-01-22
#text
Guards at the northern pass caught {q1 52} {m1 poachers} in winter. {q2 11} {m2 rifles} were confiscated there.
#facts
q1 | 52 | m1 | poacher.caught
q2 | 11 | m2 | rifle.seized

#doc border-2
#publisher Border Guard
#published 2021-02-22
#text
The mountain posts counted {q1 2,300} {m1 lorries} on the road. {m2 Accidents} rose by {q2 4%} against the year before.
#facts
q1 | 2300 | m1 | lorry.counted
q2 | 4 percent change increase | m2 | accident.registered
"""
NEW = """#doc island-1
#publisher Island Police
#published 2022-05-01
#text
Ferries brought {q1 640} {m1 visitors} to the island fair, and {q2 5} {m2 pickpockets} were caught.
#facts
q1 | 640 | m1 | visitor.arrived
q2 | 5 | m2 | pickpocket.caught
"""


@pytest.fixture(scope="session")
def to_releases():
    """Return a function name of a text above, part -> its releases."""

    def make(name: str, part: str = ""):
        texts = {"train": TRAIN, "dev": DEV, "new": NEW}
        return [from_row(to_doccano(marked, part)) for marked in read_markup(texts[name])]

    return make


@pytest.fixture(scope="session")
def markup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of annotations: three releases of train, two of dev."""
    folder = tmp_path_factory.mktemp("markup")
    for name, text in (("h1/one.txt", TRAIN), ("t1/dev-one.txt", DEV)):
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def make_config(tmp_path_factory: pytest.TempPathFactory):
    """Return a function that writes a tiny variant of cnn.cfg, with `epochs`, and returns its path."""

    def write(epochs: int) -> Path:
        config = spacy.util.load_config(data_dir("configs") / "cnn.cfg")
        config["training"]["max_epochs"] = epochs
        config["training"]["optimizer"]["learn_rate"]["initial_rate"] = 0.02
        model = config["components"]["relation_extractor"]["model"]
        model["hidden_width"] = 16
        model["tok2vec"]["embed"].update(width=16, rows=[200] * 5)
        model["tok2vec"]["encode"].update(width=16, depth=1)
        path = tmp_path_factory.mktemp("config") / "tiny.cfg"
        config.to_disk(path)
        return path

    return write
