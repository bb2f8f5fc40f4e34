"""Sentence borders:
a line ends a sentence first, then punctuation; joined only where lines were wrapped by a machine.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token

from presstally.language.text import text_of

END = frozenset(".!?…")
CLOSE = frozenset(")]}\"'”’»")
# A point after these does not end a sentence.
ABBREVIATIONS = frozenset(
    "no nos mr mrs ms dr prof gen col lt maj capt sgt st art par sec vs etc approx "
    "incl cf fig jr sr inc ltd co dept mln bln thsd sq km kg v p pp i.e e.g u.s u.k".split()
)


@Language.factory("line_sentencizer", assigns=["token.is_sent_start"])
def make_line_sentencizer(nlp: Language, name: str) -> LineSentencizer:
    """Make the component; it has no settings."""
    return LineSentencizer()


class LineSentencizer:
    """Sets `is_sent_start` on every token."""

    def __call__(self, doc: Doc) -> Doc:
        wrapped = _is_wrapped(doc)
        start, marks = True, []
        for token in doc:
            # A mention that the ruler found is never cut: "Rs. 500", "St. Petersburg".
            marks.append(1 if start and not token.is_space and token.ent_iob_ != "I" else -1)
            if token.is_space:
                start = start or ("\n" in token.text and _line_ends(doc, token, wrapped))
            else:
                start = _sentence_ends(doc, token)
        # All at once: `token.is_sent_start = ...` looks through the whole Doc for each token.
        column: Any = np.array(marks, dtype="int64").astype("uint64")
        return doc.from_array([SENT_START], column)


def _is_wrapped(doc: Doc) -> bool:
    """Tell whether the text's lines were cut at a fixed width: many go on in lower case and none is long."""
    lines = [line for line in text_of(doc).split("\n") if line.strip()]
    going_on = sum(line.lstrip()[0].islower() for line in lines[1:])
    return len(lines) > 3 and going_on / len(lines) > 0.25 and max(map(len, lines)) < 130


def _line_ends(doc: Doc, space: Token, wrapped: bool) -> bool:
    """Tell whether the line break in `space` ends a sentence."""
    if not wrapped or space.text.count("\n") > 1 or space.i == 0 or space.i + 1 >= len(doc):
        return True
    return doc[space.i - 1].text[-1] in END or doc[space.i - 1].text in ":|"


def _sentence_ends(doc: Doc, token: Token) -> bool:
    """Tell whether a sentence ends behind `token`."""
    last = token.i
    while last > 0 and doc[last].text in CLOSE:
        last -= 1
    if doc[last].text[-1] not in END or token.i + 1 >= len(doc):
        return False
    after = doc[token.i + 1]
    if after.is_space:
        after = doc[token.i + 2] if token.i + 2 < len(doc) else after
    elif not token.whitespace_:
        return False
    if after.text in CLOSE or after.text[0].islower() or after.text[0] in ",;:)-–—":
        return False
    return not _is_abbreviation(doc, last)


def _is_abbreviation(doc: Doc, point: int) -> bool:
    """Tell whether the point at (or at the end of) this token belongs to a short form, an initial or a list number."""
    word, at = doc[point].text[:-1], point
    if not word and point > 0 and doc[point].text == "." and not doc[point - 1].whitespace_:
        word, at = doc[point - 1].text, point - 1
    first_of_line = at == 0 or (doc[at - 1].is_space and "\n" in doc[at - 1].text)
    initial = len(word) == 1 and word.isupper()
    return initial or word.lower() in ABBREVIATIONS or (first_of_line and word.isdigit() and len(word) < 3)
