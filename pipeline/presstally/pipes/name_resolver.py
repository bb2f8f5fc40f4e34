"""Finds PERSON, ORG and LOC: the longest body, a person by proof or by memory, places by gazetteer and form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language import extensions  # noqa: F401  declares Span._.method
from presstally.language.names.organisations import find_organisations
from presstally.language.names.persons import find_namesakes, find_persons
from presstally.language.names.places import find_places
from presstally.language.names.words import UPPER, Mention, NameWords, Reading
from presstally.lexicon import read_lexicon

NAMES = frozenset({"PERSON", "ORG", "LOC"})


class Acting(NamedTuple):
    """Words that tell a body's acronym: what it does, who works there, and acronyms of things."""

    verbs: frozenset[str]
    staff: frozenset[str]
    things: frozenset[str]


class NameResolver:
    """Adds the names of a text to `doc.ents`; QUANTITY, DATE and other mentions of the ruler stay as they are."""

    def __init__(self, configs: str | None = None) -> None:
        lexicon = read_lexicon(configs)
        self.words = NameWords(lexicon)
        lists = lexicon.lists
        self.acting = Acting(lists["acting_verbs"], lists["staff_words"], lists["acronyms_of_things"])

    def __call__(self, doc: Doc) -> Doc:
        reading = self.words.read(doc)
        others = [span for span in doc.ents if span.label_ not in NAMES]
        firm = [span for span in others if not _is_word_of_calendar(span)]
        names = self._find_names(reading, _mark(len(doc), [*firm, *doc.spans.get("furniture", ())]), doc)
        taken = _mark(len(doc), names)
        kept = [span for span in others if not any(taken[span.start : span.end])]
        spans = []
        for mention in names:
            span = Span(doc, mention.start, mention.end, label=mention.label)
            span._.method = mention.method
            spans.append(span)
        doc.ents = sorted([*kept, *spans], key=lambda span: span.start)
        return doc

    def _find_names(self, reading: Reading, blocked: bytearray, doc: Doc) -> list[Mention]:
        """Return names that overlap neither one another nor a blocked token."""
        given = [Mention(e.start, e.end, e.label_, e._.method or "pattern") for e in doc.ents if e.label_ in NAMES]
        bodies = [*find_organisations(reading, self.words.pairs), *(m for m in given if m.label == "ORG")]
        names, taken = _choose(bodies, blocked)
        acronyms, taken = _choose(_find_acronyms(reading, names, taken, self.acting), taken)
        persons, taken = _choose([*find_persons(reading, taken), *(m for m in given if m.label == "PERSON")], taken)
        namesakes, taken = _choose(find_namesakes(reading, persons, taken), taken)
        places, taken = _choose([*find_places(reading, taken), *(m for m in given if m.label == "LOC")], taken)
        return [*names, *acronyms, *persons, *namesakes, *places]


def _is_word_of_calendar(span: Span) -> bool:
    """Tell whether a mention is one word like "Spring", which a name may hold ("Silver Spring")."""
    return span.label_ == "DATE" and len(span) == 1 and span.text.isalpha()


def _mark(size: int, spans: Iterable[Span | Mention]) -> bytearray:
    marks = bytearray(size)
    for span in spans:
        marks[span.start : span.end] = b"\x01" * (span.end - span.start)
    return marks


def _choose(mentions: list[Mention], taken: bytearray) -> tuple[list[Mention], bytearray]:
    """Return the mentions that fit, the longest first, and all tokens that are taken now."""
    taken = bytearray(taken)
    chosen = []
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        if not any(taken[mention.start : mention.end]):
            chosen.append(mention)
            taken[mention.start : mention.end] = b"\x01" * (mention.end - mention.start)
    return chosen, taken


def _find_acronyms(reading: Reading, bodies: list[Mention], taken: bytearray, acting: Acting) -> list[Mention]:
    """Return the acronyms that a bracket after a body's name defines or that act, wherever they stand."""
    defined = set()
    for body in bodies:
        at = body.end
        if reading.lower(at) == "(" and reading.lower(at + 2) == ")" and reading.has(at + 1, UPPER):
            defined.add(reading.texts[at + 1])
    defined |= {word for at, word in enumerate(reading.texts) if not taken[at] and _acts(reading, at, acting)}
    return [
        Mention(at, at + 1, "ORG", "acronym")
        for at, word in enumerate(reading.texts)
        if word in defined and not taken[at]
    ]


def _acts(reading: Reading, at: int, acting: Acting) -> bool:
    """Tell whether an abbreviation that nothing explains does what bodies do: "RAB has arrested", "DPS agents"."""
    word = reading.texts[at]
    plain = reading.has(at, UPPER) and 2 < len(word) < 7 and word.isalpha() and not reading.caps_lines[at]
    if not plain or reading.in_place(at) or word.lower() in acting.things:
        return False
    after = reading.lower(at + 1)
    if after == "special":
        after = reading.lower(at + 2)
    return after in acting.staff or after in acting.verbs


@Language.factory(
    "name_resolver",
    default_config={"configs": None},
    requires=["doc.ents"],
    assigns=["doc.ents", "span._.method"],
)
def make_name_resolver(nlp: Language, name: str, configs: str | None) -> NameResolver:
    """Make the component.

    Args:
        configs: folder with `lexicon/`; None for the one that ships.
    """
    return NameResolver(configs)
