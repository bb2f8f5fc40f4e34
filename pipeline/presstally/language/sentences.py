"""Sentence borders of a Doc, read once: `Span.sent` of spaCy walks the whole Doc for every span."""

from __future__ import annotations

from bisect import bisect_right

from spacy.attrs import SENT_START
from spacy.tokens import Doc


class Sentences:
    """Where each token's sentence begins and ends, as token borders; a Doc without sentence borders is one sentence."""

    def __init__(self, doc: Doc) -> None:
        self.starts = [0, *(i for i, mark in enumerate(doc.to_array([SENT_START]).tolist()) if i and mark == 1)]
        self.length = len(doc)

    def borders(self, i: int) -> tuple[int, int]:
        """Return first token and one past the last one of the sentence that holds token `i`."""
        at = bisect_right(self.starts, i)
        return self.starts[at - 1], self.starts[at] if at < len(self.starts) else self.length
