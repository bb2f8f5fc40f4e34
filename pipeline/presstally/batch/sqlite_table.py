"""Rows -> a SQLite database of facts, entities, documents and metrics, ready for Datasette."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from presstally.batch.columns import DOCUMENTS, ENTITIES, FACTS, INTEGER, NUMBER, Column
from presstally.records import Row, Rows

_KINDS = {INTEGER: "INTEGER", NUMBER: "REAL"}
_DOCUMENT = "FOREIGN KEY (document) REFERENCES documents (document)"
_VIEWS = """
CREATE VIEW levels AS
    SELECT metric_id, unit, period_start, period_end, value, value_high, modifier, publisher, document, fact_id,
        sentence
    FROM facts WHERE kind = 'level' AND period_start IS NOT NULL;
CREATE VIEW changes AS
    SELECT metric_id, unit, direction, value, period_start, period_end, comparison_start, comparison_end, publisher,
        document, fact_id, sentence
    FROM facts WHERE kind = 'change';
CREATE VIEW to_review AS
    SELECT needs_review, score, quantity, metric, sentence, document, fact_id FROM facts
    WHERE needs_review IS NOT NULL ORDER BY score;
CREATE VIEW facts_by_year AS
    SELECT metric_id, unit, substr(period_start, 1, 4) AS year, COUNT(*) AS facts, MIN(value) AS lowest,
        MAX(value) AS highest
    FROM facts WHERE kind = 'level' AND period_start IS NOT NULL GROUP BY metric_id, unit, year;
CREATE VIEW facts_by_document AS
    SELECT documents.document, documents.title, documents.published, documents.status, COUNT(facts.id) AS facts
    FROM documents LEFT JOIN facts USING (document) GROUP BY documents.document;
"""
_INDEXES = """
CREATE INDEX facts_by_metric ON facts (metric_id, period_start);
CREATE INDEX facts_by_document_place ON facts (document, start);
CREATE INDEX entities_by_document_place ON entities (document, start);
CREATE INDEX facts_by_id ON facts (fact_id);
"""
_SEARCH = """
CREATE VIRTUAL TABLE facts_fts USING fts5 (metric, sentence, title, content='facts', content_rowid='id');
INSERT INTO facts_fts (facts_fts) VALUES ('rebuild');
INSERT INTO facts_fts (facts_fts) VALUES ('optimize');
"""
# The first wording in order names a metric; ids of one metric share it.
_METRICS = """
INSERT INTO metrics SELECT metric_id, metric, 0, 0 FROM facts GROUP BY metric_id HAVING id = MIN(id);
UPDATE metrics SET (facts, documents) = (SELECT COUNT(*), COUNT(DISTINCT document) FROM facts
    WHERE facts.metric_id = metrics.metric_id);
"""


class SqliteTable:
    """Writes the rows of one release after the other into `path`."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(
            "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE;"
        )
        self._base.execute("BEGIN")
        self._create("documents", DOCUMENTS, "PRIMARY KEY (document)")
        self._base.execute(
            "CREATE TABLE metrics (metric_id TEXT PRIMARY KEY, wording TEXT, facts INTEGER, documents INTEGER)"
        )
        metric = "FOREIGN KEY (metric_id) REFERENCES metrics (metric_id)"
        self._create("facts", FACTS, "UNIQUE (document, start, end)", _DOCUMENT, metric, numbered=True)
        self._create("entities", ENTITIES, _DOCUMENT, numbered=True)

    def _create(self, table: str, columns: Sequence[Column], *rules: str, numbered: bool = False) -> None:
        lines = ["id INTEGER PRIMARY KEY"] if numbered else []
        lines += [
            f'"{column.name}" {_KINDS.get(column.type, "TEXT")}{" NOT NULL" if column.required else ""}'
            for column in columns
        ]
        self._base.execute(f"CREATE TABLE {table} ({', '.join([*lines, *rules])})")

    def add(self, document: Row, rows: Rows | None) -> None:
        """Write a document, and its rows where it is done."""
        self._insert("documents", DOCUMENTS, [document])
        if rows:
            self._insert("facts", FACTS, rows.facts)
            self._insert("entities", ENTITIES, rows.entities)

    def _insert(self, table: str, columns: Sequence[Column], rows: Iterable[Row]) -> None:
        names = ", ".join(f'"{column.name}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        values = ([_plain(row[column.name]) for column in columns] for row in rows)
        self._base.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)

    def close(self, whole: bool) -> None:
        """Add metrics, views, indexes and search where the rows are `whole`; close the file."""
        try:
            if whole:
                for statement in (_METRICS + _INDEXES + _VIEWS + _SEARCH).split(";\n"):
                    self._base.execute(statement)
                self._base.execute("COMMIT")
                self._base.execute("VACUUM")  # the same rows in the same pages
        finally:
            self._base.close()


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value
