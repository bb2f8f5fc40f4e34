"""Marks page furniture in `doc.spans["furniture"]`, and names the release's title where none is given."""

from __future__ import annotations

import re
from collections.abc import Collection

from spacy.language import Language
from spacy.tokens import Doc

from presstally.language import extensions  # noqa: F401  declares doc._.release
from presstally.language.furniture import find_furniture, split_lines
from presstally.language.text import text_of
from presstally.lexicon import read_lexicon

FURNITURE = "furniture"
_LONGEST_TITLE = 250  # characters; a first line beyond that is a paragraph
# What a line of date and time is made of; a line with a longer word beside it is more than that.
_DATELINE = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*|published|posted|updated|date",
    re.I,
)
_NAME = re.compile(r"[^\W\d_]{3}")


@Language.factory("furniture_masker", assigns=["doc.spans", "doc._.release"], default_config={"configs": None})
def make_furniture_masker(nlp: Language, name: str, configs: str | None) -> FurnitureMasker:
    """Make the component; `configs` is a folder with another lexicon."""
    return FurnitureMasker(configs)


class FurnitureMasker:
    """Sets `doc.spans["furniture"]`; the text stays whole, later pipes pass over what is marked."""

    def __init__(self, configs: str | None = None) -> None:
        self.words = read_lexicon(configs).lists

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        found = find_furniture(text, self.words)
        spans = (doc.char_span(start, end, label=FURNITURE, alignment_mode="contract") for start, end in found)
        doc.spans[FURNITURE] = [span for span in spans if span is not None]
        release = doc._.release or {}
        if not release.get("title"):
            doc._.release = {**release, "title": find_title(text, found, self.words["title_kickers"])}
        return doc


def find_title(text: str, furniture: list[tuple[int, int]], kickers: Collection[str] = ()) -> str | None:
    """Return the first line that is no furniture, date or kicker ("FOR IMMEDIATE RELEASE").

    None where the text begins with a long paragraph.
    """
    shown = text
    for start, end in furniture:
        shown = shown[:start] + " " * (end - start) + shown[end:]
    for line in split_lines(shown):
        if _NAME.search(_DATELINE.sub(" ", line.text)) and line.key not in kickers:
            return line.text if len(line.text) <= _LONGEST_TITLE else None
    return None
