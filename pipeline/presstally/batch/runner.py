"""Releases for a Python program: read where it stands, all rows in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from presstally.batch.readout import Failure, make_failure, read_rows
from presstally.batch.settings import Settings
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import InputFile
from presstally.records import Rows

if TYPE_CHECKING:
    from spacy.language import Language

_ZONE = 64  # releases after which the vocabulary forgets their words, so that memory stays flat


def run(
    nlp: Language,
    files: list[InputFile],
    known: Callable[[InputFile], dict[str, str]],
    settings: Settings,
    take: Callable[[Rows], None],
) -> list[Failure]:
    """Read all `files`, equal texts once; a release that fails is in the list returned, and the others go on.

    `known` gives the metadata of a file; `take` gets the rows of each release that is done, in the order of `files`.
    """
    failures, seen = list[Failure](), set[str]()
    for chunk in _chunks(files):
        with nlp.memory_zone():
            for file in chunk:
                try:
                    release = make_release(file.id, read_bytes(file, settings.limits), known(file), settings.limits)
                    if release.text not in seen:
                        take(read_rows(nlp, release, settings.min_score)[1])
                        seen.add(release.text)
                except Exception as error:  # whatever happens to one release, the others are read
                    failures.append(make_failure(file.id, error, None))
    return failures


def _chunks(files: list[InputFile]) -> Iterator[list[InputFile]]:
    for at in range(0, len(files), _ZONE):
        yield files[at : at + _ZONE]
