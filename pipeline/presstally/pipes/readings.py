"""The readings of the rule linker: each looks at one number's situation and names the words it measures, or passes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from presstally.language.chunks import Chunks

LONGEST_NOUN = 60  # tokens that are searched for a noun phrase before a number
Piece = tuple[int, int]  # first and one-past-last token
GOES_ON = frozenset(("from", "to", "into", "for", "within", "on"))
# Between a number and its noun: a bracket of numbers, an equal number, "of", articles, adverbs.
BEFORE_NOUN = re.compile(r"(?:\([QTCB,+\-X]{1,12}\)|CQ|,?-Q)?F?[DB\"]*")
PREDICATE = re.compile(r"A[AB]*(V(?:(?:C|,)B?V)*)")
OWN_PREDICATE = re.compile(r"[,B ]*(V(?:CV)*)")
PRONOUN = re.compile(r"(?:\([QTCB,+\-X]{1,12}\)|CQ)?(?:F|P)[DB]*R")
VERB = re.compile("[LA]")
SHARE_BEFORE = re.compile(r"QF[DB]*$")
LABEL_BEFORE = re.compile(r"(?:^|[,;(\-C ])[DP]*((?:NP))$")


@dataclass(frozen=True)
class Link:
    """What a number measures: the counted thing and what happened to it, as token borders."""

    pieces: tuple[Piece, ...]
    method: str
    noun: Piece | None = None
    predicate: Piece | None = None

    def spans(self, doc: Doc) -> list[Piece]:
        """Return the pieces in order, without doubles, those side by side joined."""
        joined: list[Piece] = []
        for start, end in sorted(set(self.pieces)):
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            elif joined and all(token.lower_ in _AUXILIARIES for token in doc[joined[-1][1] : start]):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined


_AUXILIARIES = frozenset("was were is are been be has have had being".split())


@dataclass
class Situation:
    """A number among the others of its release, with the links found so far."""

    chunks: Chunks
    quantities: list[Span]
    number: int
    links: list[Link | None]

    @property
    def quantity(self) -> Span:
        return self.quantities[self.number]

    @property
    def letters(self) -> str:
        return self.chunks.letters

    @property
    def sentence(self) -> Piece:
        return self.chunks.sentence(self.quantity)

    @property
    def previous(self) -> Link | None:
        """The link of the nearest number before that has one."""
        return next((link for link in reversed(self.links) if link), None)


def _make(method: str, noun: Piece | None, predicate: Piece | None = None, *more: Piece | None) -> Link:
    pieces = tuple(piece for piece in (noun, predicate, *more) if piece)
    return Link(pieces, method, noun, predicate)


# ---- the readings, in the order in which they are tried ----


def read_table_cell(at: Situation) -> Link | None:
    """A cell of a line with two or more `|` or tabs takes the words of the line's first cell."""
    start, end = at.sentence
    bars = at.chunks.bars(start, end)
    if len(bars) < 2 or bars[0] >= at.quantity.start:
        return None
    words = [i for i in range(start, bars[0]) if at.letters[i] not in ' ,;-"']
    return _make("table", (words[0], words[-1] + 1)) if words else None


def read_bracket(at: Situation) -> Link | None:
    """A number in brackets with no noun of its own takes the metric of the number before the brackets."""
    opened = at.letters.rfind("(", at.sentence[0], at.quantity.start)
    closed = at.letters.find(")", at.quantity.end, at.sentence[1])
    if opened < 0 or closed < 0 or ")" in at.letters[opened : at.quantity.start]:
        return None
    inner = at.letters[opened + 1 : closed]
    if "N" in inner.replace("QN", "Q" if at.quantity._.kind == "change" else "QN") or "V" in inner:
        return None
    before = next((k for k in range(at.number - 1, -1, -1) if at.quantities[k].end <= opened), None)
    if before is not None and at.quantities[before].start >= at.sentence[0] and (copied := at.links[before]):
        return Link(copied.pieces, "bracket", copied.noun, copied.predicate)
    noun = _noun_before(at, opened)
    return _make("bracket", noun) if noun else None


def read_pronoun(at: Situation) -> Link | None:
    """ "of them", "of whom", "of which": the noun of the number before, with a predicate of its own."""
    found = PRONOUN.match(at.letters, at.quantity.end, at.sentence[1])
    if not found or not at.previous:
        return None
    own = _predicate(at, found.end()) or _complement(at, found.end())
    return _make("pronoun", at.previous.noun, own)


def read_subject(at: Situation) -> Link | None:
    """Behind a verb of level or change, or a change without a noun: the subject of the clause."""
    start = _clause_start(at)
    found = VERB.search(at.letters, start, at.quantity.start)
    if not found or at.letters[max(start, at.quantity.start - 1)] == "V":
        return None
    verb = found.start()
    behind_verb = re.fullmatch(r"[LA][LAB]*(?:[PFDBCLQN,T]*)?", at.letters[verb : at.quantity.start])
    if not behind_verb or not (
        at.quantity._.kind == "change" or "L" in at.letters[verb : at.quantity.start] or not _own_noun(at)
    ):
        return None
    noun = _noun_before(at, verb, start)
    if noun:
        return _make("subject", noun)
    if at.previous and (at.letters[start:verb].count("R") or at.quantity._.kind == "change"):
        return Link(at.previous.pieces, "subject", at.previous.noun, at.previous.predicate)
    return None


def read_noun(at: Situation) -> Link | None:
    """The noun behind the number, with the predicate behind the noun or the verb before the number."""
    noun = _own_noun(at)
    if not noun:
        return None
    verb = _verb_before(at)
    if SHARE_BEFORE.search(
        at.letters, at.sentence[0], at.quantity.start
    ):  # the whole of a share: its own participle only
        participle = re.compile(r"V").match(at.letters, noun[1])
        return _make("noun", noun, participle.span() if participle else None)
    return _make("noun", noun, verb or _predicate(at, noun[1]))


def read_label(at: Situation) -> Link | None:
    """The words right before the number, as in a list: "thefts - 1,204", "marijuana 884 kg", "for thefts only 71.4"."""
    start = _clause_start(at)
    stop = at.quantity.start
    while stop > start and at.letters[stop - 1] in ';-B(LAP" ':
        stop -= 1
    noun = _noun_before(at, stop, start)
    if not noun or at.letters[stop - 1] == "V":
        return None
    return _make("label", noun, _predicate(at, at.quantity.end))


def read_ellipsis(at: Situation) -> Link | None:
    """No noun at all: the noun of the number before, with a predicate of its own where there is one."""
    if not at.previous:
        return None
    own = _verb_before(at) or _predicate(at, at.quantity.end)
    if own:
        return _make("ellipsis", at.previous.noun, own)
    return Link(at.previous.pieces, "ellipsis", at.previous.noun, at.previous.predicate)


READINGS = (read_table_cell, read_bracket, read_pronoun, read_subject, read_noun, read_label, read_ellipsis)


# ---- what they look for ----


def _own_noun(at: Situation) -> Piece | None:
    start = BEFORE_NOUN.match(at.letters, at.quantity.end, at.sentence[1]).end()  # type: ignore[union-attr]
    return at.chunks.noun_phrase(start, at.sentence[1])


def _noun_before(at: Situation, stop: int, start: int | None = None) -> Piece | None:
    """Return the noun phrase, with its phrases of preposition, that ends at `stop`."""
    start = max(at.sentence[0] if start is None else start, stop - LONGEST_NOUN)
    while (
        stop > start and at.letters[stop - 1] in "PDTB,E" and re.search(r"(P[DB]*[TE]+|,|B)$", at.letters[start:stop])
    ):
        stop -= len(re.search(r"(P[DB]*[TE]+|,|B)$", at.letters[start:stop])[0])  # type: ignore[index]
    found = re.search(r"[NV\"]*N[NV\"]*(?:(?:F|P|C|/)[DB]*[NVE\"]+)*$", at.letters[start:stop])
    if not found:
        return None
    first, last = start + found.start(), start + found.end()
    words = at.chunks.lexicon.lists.get("counter", frozenset())
    doc = at.chunks.doc
    while last - first > 2 and doc[first].lower_ in words and at.letters[first + 1] in "FN":
        first += 2 if at.letters[first + 1] == "F" else 1
        while first < last and at.letters[first] in "DB":
            first += 1
    return (first, min(last, first + 9)) if first < last else None


def _predicate(at: Situation, start: int) -> Piece | None:
    """
    Return the participle behind the next auxiliary of the clause, over coordinated numbers, with a short
    complement.
    """
    end = at.sentence[1]
    own = OWN_PREDICATE.match(at.letters, start, end)
    found = PREDICATE.search(at.letters, start, end)
    between = at.letters[start : found.start()] if found else ""
    if own and (not found or "Q" in between):  # "512 people died and 43 were injured"
        return own.start(1), _complement_end(at, own.end(1))
    if not found or ";" in between or re.search(r"[^,C(\-DBPF]Q", between):
        return None
    return found.start(1), _complement_end(at, found.end(1))


def _complement_end(at: Situation, end: int) -> int:
    doc = at.chunks.doc
    if end < at.sentence[1] and doc[end].lower_ in GOES_ON:
        found = re.compile(r"P[DB]*([NV]{1,3})").match(at.letters, end, at.sentence[1])
        if found:
            return found.end()
    return end


def _complement(at: Situation, start: int) -> Piece | None:
    found = re.compile(r"[,ABL]*[PD]*([NV]+(?:P[DB]*N+)?)").match(at.letters, start, at.sentence[1])
    return found.span(1) if found else None


def _verb_before(at: Situation) -> Piece | None:
    i = at.quantity.start - 1
    while i >= at.sentence[0] and at.letters[i] in "DBP":
        i -= 1
    return (i, i + 1) if i >= at.sentence[0] and at.letters[i] == "V" else None


def _clause_start(at: Situation) -> int:
    start, stop = at.sentence[0], at.quantity.start
    for mark in (r";", r"\bthat\b", r"(?<=[QN]),(?=[CD]*[DN])", r",C(?=[^Q]*[LA])"):
        if mark == r"\bthat\b":
            that = at.chunks.last_that(start + 1, stop)
            start = start if that is None else that + 1
            continue
        ends = [start + m.end() for m in re.finditer(mark, at.letters[start:stop])]
        start = ends[-1] if ends and re.search("[LAN]", at.letters[ends[-1] : stop]) else start
    return start
