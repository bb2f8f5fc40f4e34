"""What has been done in an output folder: a SQLite file of outcomes by key and of the documents in its tables."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from presstally.batch.jobs import Outcome

_VERSION = 1
_COMMIT = 2.0  # seconds of work that a kill may cost
_TABLES = """
CREATE TABLE outcomes (key TEXT PRIMARY KEY, text_sha TEXT, failed INTEGER, lasting INTEGER, content BLOB);
CREATE TABLE documents (document TEXT PRIMARY KEY, content TEXT, sha256 TEXT, key TEXT, known TEXT);
CREATE TABLE models (fingerprint TEXT PRIMARY KEY, described TEXT);
"""


class Manifest:
    """The outcomes that are known, kept over kills and runs.

    `documents` are the releases in the tables that are in force: their content (kind and hash), key and metadata.
    """

    def __init__(self, path: Path) -> None:
        self.renewed = False  # whether an unusable file had to give way
        try:
            self.connection = self._open(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self._give_way(path)
            self.connection = self._open(path)
        self._committed = time.monotonic()

    def _open(self, path: Path) -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _VERSION):
            connection.close()
            self._give_way(path)
            connection = sqlite3.connect(path, isolation_level=None)
        connection.executescript("PRAGMA cache_size = -8000; PRAGMA temp_store = FILE;")
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
        connection.execute("DELETE FROM outcomes WHERE NOT lasting")
        return connection

    def _give_way(self, path: Path) -> None:
        self.renewed = True
        for part in (path, path.with_name(path.name + "-journal")):
            part.unlink(missing_ok=True)

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is not sqlite3.OperationalError:  # what has been done stays done, whatever ended the run
                self.commit()
        finally:
            self.connection.close()

    def begin(self) -> None:
        """Gather what follows, so that it is written to the disk together."""
        if not self.connection.in_transaction:
            self.connection.execute("BEGIN")

    def commit(self) -> None:
        """Make all that was written last."""
        if self.connection.in_transaction:
            self.connection.execute("COMMIT")
        self._committed = time.monotonic()

    def put(self, key: str, outcome: Outcome) -> None:
        """Keep an outcome."""
        self.begin()
        row = (key, outcome.text_sha, outcome.failed, outcome.lasting, outcome.content)
        self.connection.execute("INSERT OR REPLACE INTO outcomes VALUES (?, ?, ?, ?, ?)", row)
        if time.monotonic() - self._committed > _COMMIT:
            self.commit()

    def forget(self, condition: str) -> None:
        """Drop the outcomes for which the SQL `condition` holds."""
        self.connection.execute(f"DELETE FROM outcomes WHERE {condition}")

    def find_model(self, fingerprint: str) -> dict[str, Any] | None:
        """Return what run.json tells of the model of a fingerprint, where that is known."""
        found = self.connection.execute("SELECT described FROM models WHERE fingerprint = ?", (fingerprint,)).fetchone()
        return json.loads(found[0]) if found else None

    def put_model(self, fingerprint: str, described: dict[str, Any]) -> None:
        self.connection.execute("DELETE FROM models")
        self.connection.execute("INSERT INTO models VALUES (?, ?)", (fingerprint, json.dumps(described)))

    def select(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        yield from self.connection.execute(statement, values)
