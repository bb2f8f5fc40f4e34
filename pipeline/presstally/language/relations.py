"""Reading `doc._.relations`: plain dicts between mentions, keyed by character offsets."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc, Span


def relation(kind: str, head: Span, child: Span, score: float, method: str) -> dict[str, Any]:
    """Return a relation as it stands in `doc._.relations`."""
    return {
        "type": kind,
        "head": [head.start_char, head.end_char, head.label_],
        "child": [child.start_char, child.end_char, child.label_],
        "score": score,
        "method": method,
    }


def by_head(doc: Doc) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """
    Return the relations of `doc` under the borders of their heads, those of one head in the order of their
    children.
    """
    found: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in doc._.relations or ():
        found.setdefault((row["head"][0], row["head"][1]), []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row["child"][:2])
    return found
