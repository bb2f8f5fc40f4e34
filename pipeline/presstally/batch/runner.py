"""The run: every input is read, failed or a duplicate, and every number a fact or excluded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presstally.batch.readout import Failure, make_failure, read_rows
from presstally.ingest.limits import Limits
from presstally.ingest.reader import hash_bytes, make_release, read_bytes, start_release
from presstally.ingest.walk import InputFile
from presstally.records import Row, Rows
from presstally.schemas import Release

if TYPE_CHECKING:
    from spacy.language import Language

_ZONE = 64  # releases after which the vocabulary forgets their words, so that memory stays flat


@dataclass(frozen=True)
class Settings:
    """What changes the rows of a run."""

    min_score: float = 0.0
    limits: Limits = field(default_factory=Limits)


@dataclass
class Account:
    """What became of every release and every number of a run."""

    documents: list[Row] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    numbers: Counter[str] = field(default_factory=Counter)

    def counts(self) -> dict[str, int]:
        """Count documents and numbers; `seen` is the sum of what became of them."""
        states = Counter(row["status"] for row in self.documents)
        return {
            "documents_seen": len(self.documents),
            **{f"documents_{status}": states[status] for status in ("done", "failed", "duplicate")},
            **{name: self.numbers[name] for name in ("numbers_seen", "facts", "excluded", "entities", "relations")},
        }

    def add(self, rows: Rows) -> None:
        """Count the rows of a release that is done."""
        self.numbers["numbers_seen"] += rows.numbers
        for name in ("facts", "excluded", "entities", "relations"):
            self.numbers[name] += len(getattr(rows, name))


def run(
    nlp: Language,
    files: list[InputFile],
    known: Callable[[InputFile], dict[str, str]],
    settings: Settings,
    take: Callable[[Rows], None],
    tell: Callable[[str], None] = lambda document: None,
) -> Account:
    """Read all `files`; a release that fails is a line in `failures`, and the others go on.

    `known` gives the metadata of a file; `take` gets the rows of each release that is done, in the order of `files`;
    `tell` hears of each that is through.
    """
    account, first_of = Account(), dict[str, str]()
    for chunk in _chunks(files):
        with nlp.memory_zone():
            for file in chunk:
                rows = _run_one(nlp, file, known(file), settings, account, first_of)
                if rows:
                    account.add(rows)
                    take(rows)
                tell(file.id)
    if len(account.documents) != len(files):
        raise RuntimeError(f"{len(files)} releases went in, {len(account.documents)} came out.")
    return account


def _run_one(
    nlp: Language,
    file: InputFile,
    known: dict[str, str],
    settings: Settings,
    account: Account,
    first_of: dict[str, str],
) -> Rows | None:
    release, rows, sha256, same_as, status = start_release(file.id, known), None, None, None, "done"
    try:
        data = read_bytes(file, settings.limits)
        sha256 = hash_bytes(data)
        same_as = first_of.get(sha256)
        if same_as:
            status = "duplicate"
        else:
            release, rows = read_rows(nlp, make_release(file.id, data, known, settings.limits), settings.min_score)
            first_of[sha256] = file.id
    except Exception as error:  # whatever happens to one release, the others are read
        status = "failed"
        account.failures.append(make_failure(file.id, error, sha256))
    account.documents.append(_document_row(release, sha256, status, same_as))
    return rows


def _document_row(release: Release, sha256: str | None, status: str, same_as: str | None) -> Row:
    return {
        "document": release.id,
        "sha256": sha256,
        "title": release.title,
        "publisher": release.publisher,
        "source_url": release.source_url,
        "published": release.published,
        "published_from": release.published_from,
        "status": status,
        "same_as": same_as,
    }


def _chunks(files: list[InputFile]) -> Iterator[list[InputFile]]:
    for at in range(0, len(files), _ZONE):
        yield files[at : at + _ZONE]
