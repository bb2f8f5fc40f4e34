"""The tokenizer: a numeral is one token however it is written, and a word's class is its NORM."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from presstally.language.text import set_text
from presstally.lexicon import read_lexicon
from presstally.measures.numbers import find_numerals, numeral_class

NUMERAL = "<num>"
GAP = "<gap>"  # white space that is no plain blank and no empty line
# Signs, dashes and currencies that stand right before a numeral or right after it are tokens of their own.
_SIGN = r"[-–—−‑+±~≈<>≤≥=$£€¥₼₾₸₽₹₴₺₩₪₦₱№#*/%‰]"
_BEFORE = re.compile(rf"{_SIGN}$")
_AFTER = re.compile(rf"{_SIGN}")
_CHUNK = re.compile(r"(\S+)( ?)(\s*)")
REMEMBERED = 50_000  # cuts kept in memory; past that they are made anew
_TIMES = re.compile(r"[xх×][0-9]+(?:[.,][0-9]+)?")  # x3: a multiple
# spaCy takes "g." for an abbreviation; after a numeral it is a unit and the end of a sentence.
_UNIT_STOP = re.compile(r"( ?)(?:(km/h)|([gtlmh])(\.))(?!\w)")


class NumberTokenizer:
    """spaCy's tokenizer between the numerals, which are cut out of the raw text first.

    `12 411`, `5.1 million` and `twenty-three` are one token each; `1873kg` is two. The words between go through
    the wrapped tokenizer, so its cache and its rules stay in force. `doc.text == text`, always.
    """

    def __init__(self, vocab: Vocab, words: Tokenizer) -> None:
        self.vocab, self.words = vocab, words
        self.known: dict[str, list[str]] = {}

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for piece in self._pieces(text):
            if piece == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        set_text(doc, text)
        return doc

    def _pieces(self, text: str) -> Iterator[str]:
        at = 0
        for numeral in find_numerals(text):
            yield from self._split(text[at : numeral.start], at > 0)
            yield text[numeral.start : numeral.end]
            at = numeral.end
        yield from self._split(text[at:], at > 0)

    def _split(self, text: str, after_numeral: bool = False) -> Iterator[str]:
        """Yield the tokens of a text between two numerals, white space as pieces of its own."""
        if not text:
            return
        start = _UNIT_STOP.match(text) if after_numeral else None
        at = 0
        while start := start or _AFTER.match(text, at):
            yield from (group for group in start.groups() or (start[0],) if group)
            at, start = start.end(), None
        text = text[at:]
        sign = text[-1] if _BEFORE.search(text) else ""
        yield from self._split_words(text[: len(text) - len(sign)])
        if sign:
            yield sign

    def _split_words(self, text: str) -> Iterator[str]:
        """Yield what spaCy's tokenizer makes of a text; what stands between two spaces is cut once and remembered."""
        rest = text.lstrip()
        if len(rest) < len(text):
            yield text[: len(text) - len(rest)]
        for chunk, blank, space in _CHUNK.findall(rest):
            pieces = self.known.get(chunk)
            if pieces is None:
                if len(self.known) > REMEMBERED:
                    self.known.clear()
                pieces = self.known[chunk] = [token.text for token in self.words(chunk)]
            yield from pieces
            if blank:
                yield blank
            if space:
                yield space

    def to_bytes(self, **kwargs: Any) -> bytes:
        return self.words.to_bytes(**kwargs)

    def from_bytes(self, data: bytes, **kwargs: Any) -> NumberTokenizer:
        self.words.from_bytes(data, **kwargs)
        self.known.clear()
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        self.words.to_disk(path, **kwargs)

    def from_disk(self, path: str | Path, **kwargs: Any) -> NumberTokenizer:
        self.words.from_disk(path, **kwargs)
        self.known.clear()
        return self


def make_norm(classes: dict[str, str]) -> Callable[[str], str]:
    """Return the NORM of a word: `<class>` of the lexicon, `<num>` and its like by form, else its lower-case form."""

    def norm(word: str) -> str:
        lower = word.lower()
        if found := classes.get(lower):
            return found
        if word.isspace():
            return GAP if word.count("\n") < 2 else word
        if _TIMES.fullmatch(word):
            return "<timesnum>"
        kind = numeral_class(word)
        return f"<{kind}>" if kind else lower

    return norm


@registry.tokenizers("presstally.NumberTokenizer.v1")
def make_tokenizer(configs: str | None = None) -> Callable[[Language], NumberTokenizer]:
    """Return a factory for the tokenizer; it teaches the vocabulary the lexicon's word classes, too."""

    def create(nlp: Language) -> NumberTokenizer:
        nlp.vocab.lex_attr_getters[NORM] = make_norm(read_lexicon(configs).class_of())  # type: ignore[attr-defined]
        words = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        return NumberTokenizer(nlp.vocab, words)

    return create
