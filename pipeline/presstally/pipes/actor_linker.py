"""Links a QUANTITY to who counted, acted or is quoted (BY) and to where (IN). Better no link than a wrong one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language import extensions  # noqa: F401  declares Doc._.relations
from presstally.language.speakers import Speakers
from presstally.lexicon import Lexicon, read_lexicon

_ENTRY_MARKS = frozenset({"-", "–", "—", ":", "(", ")", "|", "/", ";", "…"})
_GROUP = frozenset({",", "and", "&", "the"})


@dataclass(frozen=True)
class Link:
    """A relation before it is written down."""

    type: str
    head: Span
    child: Span
    score: float
    method: str

    def to_dict(self) -> dict[str, Any]:
        head, child = self.head, self.child
        return {
            "type": self.type,
            "head": [head.start_char, head.end_char, head.label_],
            "child": [child.start_char, child.end_char, child.label_],
            "score": self.score,
            "method": self.method,
        }


class ActorLinker:
    """Appends BY and IN relations to `doc._.relations`."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.lists
        self.speakers = Speakers(lexicon)
        self.verbs, self.fillers, self.staff = lists["active_verbs"], lists["subject_fillers"], lists["staff_words"]
        self.where, self.place_heads = lists["where_prepositions"], lists["place_heads"] | lists["directions"]

    def __call__(self, doc: Doc) -> Doc:
        relations = list(doc._.relations or ())
        words = [token.lower_ for token in doc]
        by_sentence = list(_split_mentions(doc))
        voices = self.speakers.find(words, by_sentence)
        for (sentence, mentions), said in zip(by_sentence, voices, strict=True):
            quantities = [m for m in mentions if m.label_ == "QUANTITY"]
            if quantities:
                entries = list(self._link_entries(words, mentions))
                links = [*self._link_speaker(said, quantities), *self._link_bodies(words, sentence, mentions)]
                placed = {link.head.start for link in entries if link.type == "IN"}
                links += [*entries, *self._link_places(words, sentence, mentions, placed)]
                relations += [link.to_dict() for link in links]
        doc._.relations = relations
        return doc

    def _link_speaker(self, said: Span | None, quantities: list[Span]) -> Iterator[Link]:
        if said is not None:
            for quantity in quantities:
                near = said.start >= quantity.sent.start if quantity.doc.has_annotation("SENT_START") else True
                yield Link("BY", quantity, said, 0.85 if near else 0.65, "speech" if near else "speech_continued")

    # which body acted

    def _link_bodies(self, words: list[str], sentence: Span, mentions: list[Span]) -> Iterator[Link]:
        subject: Span | None = None
        last: Span | None = None
        for number, mention in enumerate(mentions):
            if subject is not None and _has_boundary(words, subject.end, mention.start):
                subject = None
            if mention.label_ == "QUANTITY":
                last = mention
                if subject is not None:
                    yield Link("BY", mention, subject, 0.8, "subject")
            elif mention.label_ == "ORG":
                if self._is_agent(words, mention):
                    if last is not None and not _has_boundary(words, last.end, mention.start):
                        for body in (mention, *_joined(words, mentions[number:])):
                            yield Link("BY", last, body, 0.85, "by_phrase")
                elif self._is_subject(words, sentence, mention):
                    subject = mention

    def _is_agent(self, words: list[str], body: Span) -> bool:
        at = body.start - 1
        if at > 0 and words[at] == "the":
            at -= 1
        if at > 1 and words[at] in ("of", "from") and words[at - 1] in self.staff:
            at -= 2
            if words[at] == "the" and at > 0:
                at -= 1
        return at >= 0 and words[at] == "by"

    def _is_subject(self, words: list[str], sentence: Span, body: Span) -> bool:
        """Tell whether the body opens its clause and an active verb follows."""
        at = body.start - 1
        while at >= sentence.start and (words[at] == "the" or words[at].isspace()):
            at -= 1
        dated = at >= sentence.start and body.doc[at].ent_type_ == "DATE"
        led = words[max(at - 1, 0) : at + 1] in (["in", "total"], ["at", "present"], ["at", "once"])
        opens = (
            at < sentence.start
            or dated
            or led
            or words[at] in {",", "and", ";", ":", "that", "–", "—", "while", "where", "as"}
        )
        staffed = at > sentence.start and words[at] in ("of", "from") and words[at - 1] in self.staff
        if not opens and not staffed:
            return False
        after = words[body.end : min(sentence.end, body.end + 22)]
        if after[:1] == ["("] and ")" in after:
            after = after[after.index(")") + 1 :]
        if opens and after[:1] == [","] and "," in after[2:]:  # "the Guard, in addition to its work, held ..."
            after = after[after.index(",", 1) + 1 :]
        while after and (after[0] in self.staff or after[0] in self.fillers or after[0].endswith("ly")):
            after = after[1:]
        return bool(after) and (after[0] in self.verbs or after[0].endswith("ed")) and after[1:2] != ["by"]

    # where

    def _link_places(self, words: list[str], sentence: Span, mentions: list[Span], listed: set[int]) -> Iterator[Link]:
        quantities = [m for m in mentions if m.label_ == "QUANTITY"]
        places = [m for m in mentions if m.label_ == "LOC"]
        if not places:
            return
        for start, end in _clauses(words, sentence):
            groups = self._find_groups(words, [p for p in places if start <= p.start < end])
            rest = [q for q in quantities if start <= q.start < end and q.start not in listed]
            for quantity in rest:
                group = _group_of(quantity, groups, rest)
                for place in group:
                    yield Link("IN", quantity, place, 0.8 if len(groups) == 1 else 0.7, "preposition")

    def _link_entries(self, words: list[str], mentions: list[Span]) -> Iterator[Link]:
        """Link the numbers of lists and table rows: "Tbilisi – 15,402", "Leeds | 14 | 15", "Border Service: 7 kg"."""
        owner: Span | None = None
        last: Span | None = None
        for mention in mentions:
            if mention.label_ in ("LOC", "ORG"):
                owner = last = mention
            elif mention.label_ != "QUANTITY" or owner is None or last is None:
                owner = None
            elif self._is_entry(words[last.end : mention.start], last):
                yield Link("IN" if owner.label_ == "LOC" else "BY", mention, owner, 0.9, "list_entry")
                last = mention
            else:
                owner = None

    def _is_entry(self, between: list[str], last: Span) -> bool:
        """Tell whether nothing but the marks of a list stands between a name, or its first number, and a number."""
        if last.label_ == "LOC" and between and between[0] in self.place_heads:
            between = between[1:]
        if not between:
            return last.label_ == "LOC"
        return all(word.isspace() or word in _ENTRY_MARKS or not word.strip(".") for word in between)

    def _find_groups(self, words: list[str], places: list[Span]) -> list[list[Span]]:
        """Return places that a preposition introduces, those joined by "and" or commas together."""
        groups: list[list[Span]] = []
        previous: Span | None = None
        for place in places:
            between = words[previous.end : place.start] if previous is not None else None
            if between and groups and groups[-1][-1] is previous and all(word in _GROUP for word in between):
                groups[-1].append(place)
            elif self._is_placed(words, place):
                groups.append([place])
            previous = place
        return groups

    def _is_placed(self, words: list[str], place: Span) -> bool:
        at = place.start - 1
        while at > 0 and (words[at] in ("the", "of", "territory", "part", "parts") or words[at] in self.place_heads):
            at -= 1
        return at >= 0 and words[at] in self.where


def read_actors(doc: Doc) -> dict[tuple[int, int], dict[str, str | None]]:
    """Return who and where for each QUANTITY with a BY or IN relation: `organisation`, `person`, `place`.

    The keys are character offsets. Several places of one number are given from the first to the last.
    """
    found: dict[tuple[int, int], dict[str, str | None]] = {}
    places: dict[tuple[int, int], list[int]] = {}
    for relation in sorted(doc._.relations or (), key=lambda row: -row["score"]):
        if relation["type"] not in ("BY", "IN"):
            continue
        (start, end, _), (first, last, label) = relation["head"], relation["child"]
        actors = found.setdefault((start, end), {"organisation": None, "person": None, "place": None})
        if relation["type"] == "IN":
            borders = places.setdefault((start, end), [first, last])
            borders[0], borders[1] = min(borders[0], first), max(borders[1], last)
            actors["place"] = " ".join(doc.text[borders[0] : borders[1]].split())
            continue
        field = "person" if label == "PERSON" else "organisation"
        if actors[field] is None:
            actors[field] = " ".join(doc.text[first:last].split())
    return found


def _split_mentions(doc: Doc) -> Iterator[tuple[Span, list[Span]]]:
    """Yield each sentence with its mentions, in order."""
    mentions = list(doc.ents)
    at = 0
    sentences = doc.sents if doc.has_annotation("SENT_START") else [doc[:]]
    for sentence in sentences:
        first = at
        while at < len(mentions) and mentions[at].start < sentence.end:
            at += 1
        yield sentence, mentions[first:at]


def _joined(words: list[str], mentions: list[Span]) -> Iterator[Span]:
    """Yield the bodies that "and" joins to the first of `mentions`."""
    for one, other in itertools.pairwise(mentions):
        if other.label_ != "ORG" or not all(word in _GROUP for word in words[one.end : other.start]):
            return
        yield other


def _has_boundary(words: list[str], start: int, end: int) -> bool:
    """Tell whether a new clause begins between two tokens."""
    between = words[start:end]
    if ";" in between or "." in between:
        return True
    return any(
        word in ("while", "whereas", "although") and (at == 0 or between[at - 1] == ",")
        for at, word in enumerate(between)
    )


def _clauses(words: list[str], sentence: Span) -> Iterator[tuple[int, int]]:
    start = sentence.start
    for at in range(sentence.start, sentence.end):
        if words[at] == ";" or (words[at] in ("while", "whereas") and at > start and words[at - 1] == ","):
            yield start, at
            start = at
    yield start, sentence.end


def _group_of(quantity: Span, groups: list[list[Span]], quantities: list[Span]) -> list[Span]:
    """Return the places that a number of the clause belongs to, or none."""
    if len(groups) < 2:
        return groups[0] if groups else []
    if groups[0][0].start < quantities[0].start:  # "in A 5, in B 7"
        before = [group for group in groups if group[0].start < quantity.start]
        return before[-1] if before else []
    following = [other.start for other in quantities if other.start > quantity.start]
    limit = following[0] if following else len(quantity.doc)  # "5 in A, 7 in B"
    after = [group for group in groups if quantity.end <= group[0].start < limit]
    return after[0] if after else []


@Language.factory(
    "actor_linker",
    default_config={"configs": None},
    requires=["doc.ents"],
    assigns=["doc._.relations"],
)
def make_actor_linker(nlp: Language, name: str, configs: str | None) -> ActorLinker:
    """Make the component.

    Args:
        configs: folder with `lexicon/`; None for the one that ships.
    """
    return ActorLinker(read_lexicon(configs))
