"""What is measured: a pipeline and how it reads releases to the end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from presstally.language import extensions  # noqa: F401  (declares the attributes)
from presstally.loading import load
from presstally.schemas import Release

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BLANK = "blank tokenizer"


@dataclass(frozen=True)
class Subject:
    """A name and what reads a slice of releases, all of it."""

    name: str
    read: Callable[[Sequence[Release]], None]


def make_model_subject(name: str) -> Subject:
    """Return a model of presstally: text to complete facts."""
    nlp = load(name)
    return Subject(name, lambda releases: drain(nlp.pipe(start_docs(nlp, releases))))


def make_spacy_subject(name: str, nlp: Language) -> Subject:
    """Return another spaCy pipeline, with all its components."""
    return Subject(name, lambda releases: drain(nlp.pipe(release.text for release in releases)))


def make_blank_subject() -> Subject:
    """Return the yardstick: spaCy's blank English pipeline, which does nothing but split words."""
    import spacy

    return make_spacy_subject(BLANK, spacy.blank("en"))


def start_docs(nlp: Language, releases: Iterable[Release]) -> Iterator[Doc]:
    """Yield the Docs of releases with what is known of them, before any pipe."""
    for release in releases:
        doc = nlp.make_doc(release.text)
        known = asdict(release)
        del known["text"]
        doc._.release = known
        yield doc


def drain(docs: Iterable[Doc]) -> None:
    """Read Docs to the end and keep none."""
    deque(docs, maxlen=0)
