"""The text of a Doc, put together once: spaCy's `doc.text` joins all tokens anew at each call."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

_KEY = "presstally.text"  # among the hooks, which no DocBin stores; the text of a Doc never changes


def text_of(doc: Doc) -> str:
    """Return `doc.text`."""
    hooks: Any = doc.user_hooks
    text: str | None = hooks.get(_KEY)
    return set_text(doc, doc.text) if text is None else text


def set_text(doc: Doc, text: str) -> str:
    """Remember and return the text of a Doc."""
    hooks: Any = doc.user_hooks
    hooks[_KEY] = text
    return text


def text_between(doc: Doc, start: int, end: int) -> str:
    """Return `doc[start:end].text`."""
    if start >= end:
        return ""
    last = doc[end - 1]
    return text_of(doc)[doc[start].idx : last.idx + len(last)]
