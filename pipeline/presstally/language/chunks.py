"""Noun and verb chunks from closed word lists and suffixes: a letter a token, and regular expressions over the letters.

No parser: on releases that nobody tuned for, chunks like these propose the right words as often as a dependency parse
does,
at a small part of its cost.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from presstally.language.sentences import Sentences
from presstally.lexicon import Lexicon, read_lexicon

# Letters: Q quantity, T date, E name, D determiner, F of, P preposition, C conjunction, A auxiliary, R pronoun, B
# adverb,
# L verb of level or change, V past verb or participle, N any other word; `,` comma, `;` other stop, `(` `)` brackets,
# `-` dash, `+` symbol, ` ` space.
LISTS = {
    "determiner": "D",
    "of": "F",
    "preposition": "P",
    "conjunction": "C",
    "auxiliary": "A",
    "pronoun": "R",
    "level_verb": "L",
    "adverb": "B",
    "increase": "L",
    "decrease": "L",
    "irregular_verb": "V",
}
ENTITIES = {"QUANTITY": "Q", "DATE": "T", "PERSON": "E", "ORG": "E", "LOC": "E"}
MARKS = {
    ",": ",",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "-": "-",
    "–": "-",
    "—": "-",
    "/": "/",
    '"': '"',
    "“": '"',
    "”": '"',
}
# Words in -ed that are nouns or adjectives of what is counted.
NOT_VERBS = frozenset(
    "hundred speed seed need feed bed shed red breed creed armed so-called organized organised".split()
)
_WORDS = r"(?:[N\"E]|V(?=[\"NV]*N))*N\"?"
REACH = 400  # tokens of a sentence that are looked at on either side of a number: the cost of endless ones stays low
NOUN_PHRASE = re.compile(rf"{_WORDS}(?:(?:F[DB]*|C|/){_WORDS})*")


@lru_cache(maxsize=4)
def _letters(configs: str | None) -> dict[str, str]:
    lists = read_lexicon(configs).lists
    table: dict[str, str] = {}
    for name, letter in LISTS.items():
        for word in lists.get(name, ()):
            table.setdefault(word, letter)
    return table


class Chunks:
    """The letters of a doc, one a token, with the lookups that the linker asks for. Positions are token indices."""

    def __init__(self, doc: Doc, configs: str | None = None) -> None:
        table = _letters(configs)
        self.doc = doc
        self.sentences = Sentences(doc)
        self.lexicon: Lexicon = read_lexicon(configs)
        letters = [_letter(token, table) for token in doc]
        for token in doc[1:-1]:
            if (
                letters[token.i] == "-"
                and not (token.whitespace_ or doc[token.i - 1].whitespace_)
                and doc[token.i + 1].is_alpha
            ):
                letters[token.i - 1 : token.i + 2] = "NNN"  # "drug-related" is one word
        for span in doc.ents:
            letters[span.start : span.end] = ENTITIES.get(span.label_, "N") * (span.end - span.start)
        for span in doc.spans.get("excluded", ()):
            letters[span.start : span.end] = "X" * (span.end - span.start)
        self.letters = "".join(letters)
        self._bars = [token.i for token in doc if token.text == "|" or "\t" in token.text]
        self._thats = [token.i for token in doc if token.lower_ == "that"]

    def bars(self, start: int, end: int) -> list[int]:
        """Return the signs between cells of a table from token `start` to before `end`."""
        return self._bars[bisect_left(self._bars, start) : bisect_left(self._bars, end)]

    def last_that(self, start: int, end: int) -> int | None:
        """Return the last "that" from token `start` to before `end`."""
        found = self._thats[bisect_left(self._thats, start) : bisect_left(self._thats, end)]
        return found[-1] if found else None

    def noun_phrase(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and one-past-last token of the noun phrase that begins at `start`, if one does."""
        found = NOUN_PHRASE.match(self.letters, start, end)
        return found.span() if found else None

    def sentence(self, span: Span) -> tuple[int, int]:
        """Return the borders of the sentence in which `span` begins, no farther than REACH from it."""
        start, end = self.sentences.borders(span.start)
        return max(start, span.start - REACH), max(min(end, span.end + REACH), span.end)


def _letter(token: Token, table: dict[str, str]) -> str:
    lower = token.lower_
    if lower in table:
        return table[lower]
    if lower in MARKS:
        return MARKS[lower]
    if token.is_space:
        return " "
    if token.is_punct:
        return ";"
    if not lower[0].isalnum():
        return "+"
    if lower.endswith("ed") and len(lower) > 4 and lower not in NOT_VERBS:
        return "V"
    if lower.endswith("ly") and len(lower) > 4:
        return "B"
    return "N"
