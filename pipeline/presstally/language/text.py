"""The text of a Doc, put together once: spaCy's `doc.text` joins all tokens anew at each call."""

from __future__ import annotations

from spacy.tokens import Doc

_KEY = "presstally.text"  # among the hooks, which no DocBin stores; the text of a Doc never changes


def text_of(doc: Doc) -> str:
    """Return `doc.text`."""
    text: str | None = doc.user_hooks.get(_KEY)
    return set_text(doc, doc.text) if text is None else text


def set_text(doc: Doc, text: str) -> str:
    """Remember and return the text of a Doc."""
    doc.user_hooks[_KEY] = text
    return text
