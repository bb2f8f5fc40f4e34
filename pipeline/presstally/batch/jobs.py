"""One release to read, and what came of it, as they travel between processes and into the manifest."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presstally.batch.readout import Failure, make_failure, read_rows
from presstally.batch.settings import Settings
from presstally.errors import ReleaseError
from presstally.ingest.content import MissingReaderError
from presstally.ingest.kinds import TXT, find_kind
from presstally.ingest.reader import hash_bytes, make_release, read_bytes, start_release
from presstally.ingest.walk import InputFile
from presstally.records import Row, Rows
from presstally.schemas import Release

if TYPE_CHECKING:
    from spacy.language import Language

_TOLD = ("title", "publisher", "source_url", "published", "published_from")
_TABLES = ("facts", "entities", "relations", "excluded", "low")
_LIMIT = "limit"
_FULL = ("bad_alloc", "allocate memory", "allocation failed")  # how libraries in C++ say that memory is out


class ChangedError(ReleaseError):
    """The file is another one than the run began with."""


@dataclass(frozen=True, slots=True)
class Job:
    """A release to read; `sha256` is what its bytes were when the run began, `known` its metadata."""

    number: int
    file: InputFile
    sha256: str
    known: dict[str, str]

    def to_row(self) -> list[Any]:
        file = self.file
        return [self.number, file.id, file.location, file.member, file.offset, file.length, self.sha256, self.known]

    @classmethod
    def from_row(cls, row: list[Any]) -> Job:
        number, name, location, member, offset, length, sha256, known = row
        return cls(number, InputFile(name, location, Path(), member, offset, length), sha256, known)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job. `content` is a packed dict; see `unpack`.

    `text_sha` names the text, so that the same release under two formats is known. An outcome that is not `lasting`
    may be another one next time.
    """

    number: int
    text_sha: str
    failed: bool
    lasting: bool
    content: bytes


def do_job(nlp: Language, job: Job, settings: Settings) -> Outcome:
    """Read one release; whatever goes wrong in it is its outcome."""
    try:
        data = read_bytes(job.file, settings.limits)
        if hash_bytes(data) != job.sha256:
            raise ChangedError("The file changed while it was being read.", "Run it again.")
        release = make_release(job.file.id, data, job.known, settings.limits)
        found, rows = read_rows(nlp, release, settings.min_score)
        _check_finite(rows)
    except MemoryError:
        return fail_memory(job)
    except Exception as error:  # whatever happens to one release, the others are read
        if any(word in str(error) for word in _FULL):
            return fail_memory(job)
        lasting = not isinstance(error, ChangedError | MissingReaderError) and not isinstance(error.__cause__, OSError)
        return _fail(job, make_failure(job.file.id, error, job.sha256), lasting)
    content = {name: getattr(rows, name) for name in _TABLES}
    content |= {"numbers": rows.numbers, "release": {name: getattr(found, name) for name in _TOLD}}
    if find_kind(job.file.id) != TXT:
        content["text"] = found.text
    text_sha = hashlib.sha256(found.text.encode("utf-8")).hexdigest()
    return Outcome(job.number, text_sha, False, True, _pack(content))


def _check_finite(rows: Rows) -> None:
    for row in (*rows.facts, *rows.entities):
        if not all(isfinite(row[name] or 0) for name in ("value", "value_high")):
            raise ReleaseError("A number is too large to be held.", "Take it out of the text.", "build")


def fail_memory(job: Job) -> Outcome:
    """Return the outcome of a release that took too much memory."""
    return _fail_limit(
        job, "MemoryError", "The release took more memory than it may.", "Split it, or raise --max-memory."
    )


def fail_time(job: Job, seconds: float) -> Outcome:
    """Return the outcome of a release that took too long."""
    return _fail_limit(
        job, "TimeoutError", f"The release took more than {seconds:g} seconds.", "Split it, or raise --timeout."
    )


def fail_crash(job: Job, told: str) -> Outcome:
    """Return the outcome of a release that ended its process, twice."""
    return _fail_limit(job, "CrashError", f"The process that read it ended: {told}.", "Please report it.")


def _fail_limit(job: Job, kind: str, message: str, hint: str) -> Outcome:
    return _fail(job, Failure(job.file.id, _LIMIT, kind, message, hint, job.sha256), False)


def _fail(job: Job, failure: Failure, lasting: bool) -> Outcome:
    release = start_release(job.file.id, job.known)
    content = {"failure": failure.to_row(), "release": describe(release)}
    return Outcome(job.number, "", True, lasting, _pack(content))


def describe(release: Release) -> Row:
    """Return what documents.jsonl tells of a release."""
    return {name: getattr(release, name) for name in _TOLD}


def _pack(content: Row) -> bytes:
    return zlib.compress(json.dumps(content, ensure_ascii=False).encode("utf-8"), 3)


def unpack(content: bytes, document: str) -> Row:
    """Return an outcome's dict, its rows under the name `document`:

    `release`, and either `failure` or `facts`, `entities`, `relations`, `excluded`, `low`, `numbers` and, where the
    text is no file of its own, `text`.
    """
    row: Row = json.loads(zlib.decompress(content))
    for table in _TABLES:
        for one in row.get(table, ()):
            one["document"] = document
    if "failure" in row:
        row["failure"]["document"] = document
    return row
