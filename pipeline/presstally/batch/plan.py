"""What there is to do: the releases of a run against the outcomes that the manifest knows.

All lists of releases lie in temporary tables of the manifest's connection, so that memory does not grow with them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from presstally.batch.fingerprint import make_key
from presstally.batch.jobs import Job
from presstally.batch.manifest import Manifest
from presstally.batch.readout import make_failure
from presstally.errors import ReleaseError
from presstally.ingest.kinds import TXT, find_kind
from presstally.ingest.limits import Limits
from presstally.ingest.reader import hash_bytes, read_bytes
from presstally.ingest.walk import InputFile

# `content` is kind and hash of the bytes; `failure` tells of a file that could not be read at all.
_PLAN = """
CREATE TEMP TABLE plan
    (document TEXT PRIMARY KEY, content TEXT, sha256 TEXT, key TEXT, known TEXT, job TEXT, failure TEXT);
"""
# Of releases with one content the first is read, under its metadata.
_TODO = """
CREATE TEMP TABLE firsts AS SELECT content, MIN(document) AS document FROM plan WHERE content NOTNULL GROUP BY content;
CREATE UNIQUE INDEX temp.firsts_by_content ON firsts (content);
UPDATE plan SET key = (SELECT one.key FROM firsts JOIN plan one USING (document) WHERE firsts.content = plan.content)
    WHERE content NOTNULL;
CREATE TEMP TABLE todo AS SELECT plan.job, plan.key FROM firsts JOIN plan USING (document)
    WHERE NOT EXISTS (SELECT 1 FROM outcomes WHERE outcomes.key = plan.key) ORDER BY document;
"""
# A release that is gone stays in the tables, unless its content is there under another name.
_GONE = """
CREATE TEMP TABLE gone AS SELECT documents.* FROM documents JOIN outcomes USING (key)
    WHERE NOT failed AND document NOT IN (SELECT document FROM plan)
    AND documents.content NOT IN (SELECT content FROM plan WHERE content NOTNULL)
    AND text_sha NOT IN (SELECT text_sha FROM plan JOIN outcomes USING (key));
"""
_FINAL = """
CREATE TEMP TABLE final (document TEXT PRIMARY KEY, content TEXT, sha256 TEXT, key TEXT, known TEXT, failure TEXT);
INSERT INTO final SELECT document, content, sha256, key, known, failure FROM plan;
"""
# The same text in two formats is the same release: the first name in order has its facts.
_VOICES = """
CREATE TEMP TABLE voices AS SELECT text_sha, MIN(document) AS document FROM final JOIN outcomes USING (key)
    WHERE NOT failed GROUP BY text_sha;
CREATE UNIQUE INDEX temp.voices_by_text ON voices (text_sha);
"""


@dataclass
class Plan:
    """The releases of a run. `todo` counts those that must be read, `known` those that an earlier run has read."""

    manifest: Manifest
    todo: int = 0
    known: int = 0

    def jobs(self, size: int) -> Iterator[list[Job]]:
        """Give what is to do in chunks of `size`, in order."""
        statement = "SELECT rowid, job FROM todo WHERE rowid > ? ORDER BY rowid LIMIT ?"
        at = 0
        while chunk := list(self.manifest.select(statement, at, size)):
            at = chunk[-1][0]
            yield [Job.from_row([number, *json.loads(job)]) for number, job in chunk]

    def key_of(self, number: int) -> str:
        """Return the key under which the outcome of a job is kept."""
        return next(self.manifest.select("SELECT key FROM todo WHERE rowid = ?", number))[0]

    def finish(self, prune: bool) -> list[str]:
        """Settle what stands in the tables; return the releases of earlier runs that are gone, sorted."""
        self.manifest.connection.executescript(_GONE + _FINAL)
        names = [row[0] for row in self.manifest.select("SELECT document FROM gone ORDER BY document")]
        if not prune:
            self.manifest.connection.execute(
                "INSERT INTO final SELECT document, content, sha256, key, known, NULL FROM gone"
            )
        self.manifest.connection.executescript(_VOICES)
        return names

    def keep(self) -> None:
        """Make the settled releases those of the tables in force, and forget outcomes that none of them needs."""
        self.manifest.begin()
        self.manifest.connection.execute("DELETE FROM documents")
        self.manifest.connection.execute(
            "INSERT INTO documents SELECT document, content, sha256, key, known FROM final WHERE content NOTNULL"
        )
        self.manifest.forget("key NOT IN (SELECT key FROM documents)")
        self.manifest.commit()


def make_plan(
    manifest: Manifest,
    files: list[InputFile],
    known: Callable[[InputFile], dict[str, str]],
    fingerprint: str,
    limits: Limits,
    force: bool = False,
) -> Plan:
    """Hash all files and find out which of them are new or changed."""
    manifest.connection.executescript(_PLAN)
    manifest.begin()
    manifest.connection.executemany(
        "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?, ?)",
        (_plan_row(file, known(file), fingerprint, limits) for file in files),
    )
    if force:
        manifest.forget("key IN (SELECT key FROM plan)")
    manifest.connection.executescript(_TODO)
    todo = next(manifest.select("SELECT COUNT(*) FROM todo"))[0]
    read = next(manifest.select("SELECT COUNT(*) FROM plan JOIN outcomes USING (key)"))[0]
    manifest.commit()
    return Plan(manifest, todo, read)


def _plan_row(file: InputFile, known: dict[str, str], fingerprint: str, limits: Limits) -> tuple[str | None, ...]:
    kind, told = find_kind(file.id) or TXT, json.dumps(known, ensure_ascii=False)
    try:
        sha256 = hash_bytes(read_bytes(file, limits))
    except ReleaseError as error:
        failure = json.dumps(make_failure(file.id, error, None).to_row(), ensure_ascii=False)
        return file.id, None, None, None, told, None, failure
    job = Job(0, file, sha256, known).to_row()[1:]
    key = make_key(fingerprint, kind, sha256, known)
    return file.id, f"{kind}:{sha256}", sha256, key, told, json.dumps(job, ensure_ascii=True), None
