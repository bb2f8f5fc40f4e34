"""The tokenizer: a numeral is one token however it is written, and a word's class is its NORM."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokenizer import Tokenizer
from spacy.util import registry
from spacy.vocab import Vocab

from presstally.lexicon import read_lexicon
from presstally.measures.numbers import find_numerals, is_numeral

NUMERAL = "<num>"


class NumberTokenizer:
    """spaCy's tokenizer between the numerals, which are cut out of the raw text first.

    `12 411`, `5.1 million` and `twenty-three` are one token each; `1873kg` is two. The words between go through
    the wrapped tokenizer, so its cache and its rules stay in force. `doc.text == text`, always.
    """

    def __init__(self, vocab: Vocab, words: Tokenizer) -> None:
        self.vocab, self.words = vocab, words

    def __call__(self, text: str) -> Doc:
        pieces, at = [], 0
        for numeral in find_numerals(text):
            pieces += self._split(text[at : numeral.start])
            pieces.append(text[numeral.start : numeral.end])
            at = numeral.end
        pieces += self._split(text[at:])
        words, spaces = [], []
        for piece in pieces:
            if piece == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def _split(self, text: str) -> list[str]:
        pieces = []
        for token in self.words(text) if text else ():
            pieces.append(token.text)
            if token.whitespace_:
                pieces.append(token.whitespace_)
        return pieces

    def to_bytes(self, **kwargs: Any) -> bytes:
        return self.words.to_bytes(**kwargs)

    def from_bytes(self, data: bytes, **kwargs: Any) -> NumberTokenizer:
        self.words.from_bytes(data, **kwargs)
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        self.words.to_disk(path, **kwargs)

    def from_disk(self, path: str | Path, **kwargs: Any) -> NumberTokenizer:
        self.words.from_disk(path, **kwargs)
        return self


@registry.tokenizers("presstally.NumberTokenizer.v1")
def make_tokenizer(configs: str | None = None) -> Callable[[Language], NumberTokenizer]:
    """Return a factory for the tokenizer; it also teaches the vocabulary the word classes of `configs/lexicon/classes`."""

    def create(nlp: Language) -> NumberTokenizer:
        classes = read_lexicon(configs).class_of()

        def norm(word: str) -> str:
            lower = word.lower()
            return classes.get(lower) or (NUMERAL if is_numeral(word) else lower)

        nlp.vocab.lex_attr_getters[NORM] = norm
        words = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        return NumberTokenizer(nlp.vocab, words)

    return create
