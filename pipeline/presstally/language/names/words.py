"""What a word can be in a name, as bit flags read once per word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from spacy.attrs import SPACY
from spacy.tokens import Doc

from presstally.language.text import text_of
from presstally.lexicon import Lexicon

_LISTS = (
    "org_heads weak_org_heads not_org_names org_ranks org_connectors company_forms army_words ranks ambiguous_ranks "
    "person_particles name_suffixes speech_verbs speaker_nouns place_heads street_heads place_prepositions "
    "sure_place_prepositions directions not_place_after facility_heads demonyms function_words not_names "
    "portfolio place_prefixes rank_services"
).split()
FLAG = {name: 1 << number for number, name in enumerate(_LISTS)}
ORG_HEAD, WEAK_HEAD, ORG_RANK = FLAG["org_heads"], FLAG["weak_org_heads"], FLAG["org_ranks"]
RANK, AMBIGUOUS, PARTICLE, SUFFIX = (
    FLAG["ranks"],
    FLAG["ambiguous_ranks"],
    FLAG["person_particles"],
    FLAG["name_suffixes"],
)
PLACE_HEAD, STREET, DIRECTION = FLAG["place_heads"], FLAG["street_heads"], FLAG["directions"]
FUNCTION, NOT_NAME, PORTFOLIO, DEMONYM = FLAG["function_words"], FLAG["not_names"], FLAG["portfolio"], FLAG["demonyms"]
FACILITY, SPEECH, COMPANY = FLAG["facility_heads"], FLAG["speech_verbs"], FLAG["company_forms"]
_NEXT = len(_LISTS)
CAP, UPPER, INITIAL, GIVEN, SURNAME, POSSESSIVE, DASH, COMMA, AND, LETTERS, BREAK, ABSTRACT = (
    1 << (_NEXT + n) for n in range(12)
)

_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}(?:-?[^\W\d_]\.)?")
_INITIALS_SURNAME = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_][\w'’-]{2,}")
# Endings that only surnames and patronymics have, in the romanizations of releases.
_SURNAME = re.compile(
    r".{2,}(?:ov|ova|yev|yeva|[aeilnrtdzsgk]ev|[aeilnrtdzsgk]eva|zade|zadeh|zada|shvili|[aeiou][dl]?dze|[nrlkvts]dze|enko|chuk|escu|eanu"
    r"|vić|vic|vich|vych|ovna|evna|ovsky|evsky|ovskyi|skiy|skyi|ski|ska|skaya|oglu|oğlu|oglou|opoulos|yan|ian|akis|quist|sson|dottir"
    r"|uulu|bayev|baev|bekov|kulov)"
)
# Endings of abstract nouns and adjectives: after "General" or "Chief" they make a title or a heading, no person.
_ABSTRACT = re.compile(
    r".{3,}(?:tions?|ments?|ings?|ities|ity|ives?|ary|ness|ances?|ences?|ics|isms?|ures?|ships?|able|ous|ent)"
)
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_DASHES = frozenset("-‐‑–—")
_CACHE_LIMIT = 200_000


class Mention(NamedTuple):
    """A name as tokens `start` to `end`, with the rule that found it."""

    start: int
    end: int
    label: str
    method: str


@dataclass
class Reading:
    """A Doc as the name rules read it: its words, their flags, and tokens that are no part of any name."""

    texts: list[str]
    flags: list[int]
    glued: list[bool]  # no space after the token
    offsets: list[int]
    text: str
    caps_lines: bytearray
    places: dict[int, int] = field(default_factory=dict)  # first token -> end, of gazetteer places
    bodies: dict[int, int] = field(default_factory=dict)  # first token -> end, of gazetteer bodies

    def __len__(self) -> int:
        return len(self.texts)

    def has(self, at: int, mask: int) -> bool:
        """Tell whether the token at `at` (any index) has a flag of `mask`."""
        return 0 <= at < len(self.flags) and bool(self.flags[at] & mask)

    def lower(self, at: int) -> str:
        return self.texts[at].lower() if 0 <= at < len(self.texts) else ""

    def in_place(self, at: int) -> bool:
        """Tell whether a gazetteer place covers the token."""
        return any(start in self.places and self.places[start] > at for start in range(max(0, at - 4), at + 1))


class NameWords:
    """Reads words into flags and finds gazetteer phrases, by the lists and gazetteers of a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._listed: dict[str, int] = {}
        for name in _LISTS:
            for word in lexicon.lists.get(name, ()):
                self._listed[word] = self._listed.get(word, 0) | FLAG[name]
        gazetteers = lexicon.gazetteers
        self._given = {*gazetteers.get("given_names", ()), *gazetteers.get("given_names_more", ())}
        self.places = _by_first_word((*gazetteers.get("LOC", ()), *gazetteers.get("cities", ())))
        self.bodies = _by_first_word(gazetteers.get("ORG", ()))
        self.pairs = frozenset(lexicon.lists.get("not_org_names", ()))
        self._cache: dict[str, int] = {}

    def flags(self, word: str) -> int:
        """Return the flags of a word."""
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) > _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[word] = self._read(word)
        return found

    def _read(self, word: str) -> int:
        found = self._listed.get(word.lower().replace("’", "'"), 0)
        if word in _POSSESSIVES:
            return found | POSSESSIVE
        if word in _DASHES:
            return found | DASH
        if word == ",":
            return found | COMMA
        if word in ("and", "&"):
            return found | AND
        if "\n" in word or "\r" in word:
            return found | BREAK
        if word[0].isupper() and not any(c.isdigit() for c in word):
            found |= self._capitalised(word)
        return found

    def _capitalised(self, word: str) -> int:
        found = CAP
        if all(c.isalpha() or c in "-'’" for c in word):
            found |= LETTERS
        if len(word) > 1 and word.isupper():
            found |= UPPER
        name = word if not (word.isupper() and len(word) > 2) else word.capitalize()
        if name in self._given or (name.count("-") == 1 and name.split("-")[0] in self._given):
            found |= GIVEN
        if _INITIALS.fullmatch(word) or _INITIALS_SURNAME.fullmatch(word):
            found |= INITIAL
        lower = word.lower()
        if _SURNAME.fullmatch(lower) and not found & UPPER:
            found |= SURNAME
        if _ABSTRACT.fullmatch(lower):
            found |= ABSTRACT
        return found

    def read(self, doc: Doc) -> Reading:
        """Read a Doc; gazetteer places and bodies are found on the way."""
        texts = [token.text for token in doc]
        cache = self._cache
        flags = [cache[text] if text in cache else self.flags(text) for text in texts]
        glued = [not space for space in doc.to_array(SPACY).tolist()]
        lengths = (len(text) + (not tight) for text, tight in zip(texts, glued, strict=True))
        offsets = [0, *accumulate(lengths)][: len(texts)]
        reading = Reading(texts, flags, glued, offsets, text_of(doc), _find_caps_lines(texts, flags))
        self._find_phrases(reading)
        return reading

    def _find_phrases(self, reading: Reading) -> None:
        """Find the phrases of the gazetteers; the longest at each place."""
        for at, word in enumerate(reading.texts):
            if not reading.flags[at] & CAP:
                continue
            key = word.lower()
            for phrases, found in ((self.places, reading.places), (self.bodies, reading.bodies)):
                if key in phrases and (end := _phrase_end(reading, at, phrases[key])):
                    found[at] = end


def _by_first_word(phrases: tuple[str, ...]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for phrase in phrases:
        first = re.match(r"(?:[^\W\d_]\.)+|[\w.]+(?:['’]\w{2,})?|\W", phrase)
        table.setdefault(first.group().lower() if first else phrase, []).append(phrase)
    for rows in table.values():
        rows.sort(key=len, reverse=True)
    return table


def _phrase_end(reading: Reading, at: int, phrases: list[str]) -> int | None:
    """Return the token where the longest phrase that stands at `at` ends; a heading may shout it."""
    start = reading.offsets[at]
    for phrase in phrases:
        end = start + len(phrase)
        written = reading.text[start:end]
        shouted = len(phrase) > 3 and reading.flags[at] & UPPER and written == phrase.upper()
        if written != phrase and not shouted:
            continue
        stop = at + 1
        while stop < len(reading) and reading.offsets[stop] < end:
            stop += 1
        last = reading.offsets[stop - 1] + len(reading.texts[stop - 1])
        if last == end:
            return stop
    return None


def _find_caps_lines(texts: list[str], flags: list[int]) -> bytearray:
    """Mark the tokens of lines that are written in capitals throughout."""
    marks, start, size = bytearray(len(texts)), 0, len(texts)
    for at in range(size + 1):
        if at < size and not flags[at] & BREAK:
            continue
        words = [flags[n] for n in range(start, at) if texts[n][0].isalpha()]
        if len(words) > 2 and all(word & UPPER or (word & CAP and word & INITIAL) for word in words):
            marks[start:at] = b"\x01" * (at - start)
        start = at + 1
    return marks
