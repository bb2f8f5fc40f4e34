"""Outcomes -> the rows of the tables, in the order of the documents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from presstally.batch.jobs import describe, unpack
from presstally.batch.manifest import Manifest
from presstally.ingest.reader import start_release
from presstally.records import Row, Rows

_ROWS = """
SELECT final.document, final.sha256, final.known, final.failure, outcomes.failed, outcomes.content, voices.document
FROM final LEFT JOIN outcomes USING (key)
LEFT JOIN voices ON voices.text_sha = outcomes.text_sha AND NOT outcomes.failed
ORDER BY final.document
"""
# Duplicates of other bytes: an earlier name's corrections go before a later one's.
_DUPLICATES = """
SELECT final.sha256, first.sha256 FROM final JOIN outcomes USING (key)
JOIN voices ON voices.text_sha = outcomes.text_sha JOIN final first ON first.document = voices.document
WHERE NOT outcomes.failed AND final.sha256 != first.sha256 ORDER BY final.document
"""
ROWS = ("facts", "entities", "relations", "excluded", "numbers", "low")
_STATES = """
SELECT final.document, final.sha256, final.key, final.known, final.failure, outcomes.failed, voices.document,
    CASE WHEN outcomes.lasting THEN NULL ELSE outcomes.content END
FROM final LEFT JOIN outcomes USING (key)
LEFT JOIN voices ON voices.text_sha = outcomes.text_sha AND NOT outcomes.failed
ORDER BY final.document
"""


@dataclass(frozen=True)
class Merged:
    """A document and what it gives: `rows` where it is done, `failure` where it failed, its `text` if extracted."""

    document: Row
    rows: Rows | None = None
    failure: Row | None = None
    text: str | None = None


def hash_states(manifest: Manifest) -> str:
    """Return one hash of all documents and outcomes: the same hash, the same tables."""
    digest = hashlib.sha256()
    for row in manifest.select(_STATES):
        digest.update(json.dumps([*row[:-1], row[-1] and hashlib.sha256(row[-1]).hexdigest()]).encode())
    return digest.hexdigest()


def find_duplicates(manifest: Manifest) -> list[tuple[str, str]]:
    """Return the hash of each duplicate of other bytes, and that of the release that has its facts."""
    return [(own, other) for own, other in manifest.select(_DUPLICATES)]


def merge_rows(manifest: Manifest) -> Iterator[Merged]:
    """Give each document with its rows."""
    for name, sha256, known, failure, failed, content, voice in manifest.select(_ROWS):
        told = describe(start_release(name, json.loads(known)))
        if failure:
            yield Merged(_document_row(name, sha256, told, "failed"), failure=json.loads(failure))
        elif failed:
            yield Merged(_document_row(name, sha256, told, "failed"), failure=unpack(content, name)["failure"])
        elif voice != name:
            yield Merged(_document_row(name, sha256, told, "duplicate", voice))
        else:
            found = unpack(content, name)
            rows = Rows(**{name: found[name] for name in ROWS if name in found})
            yield Merged(_document_row(name, sha256, found["release"], "done"), rows, text=found.get("text"))


def _document_row(name: str, sha256: str | None, told: Row, status: str, same_as: str | None = None) -> Row:
    return {"document": name, "sha256": sha256, **told, "status": status, "same_as": same_as, "text_file": None}
