"""Releases as rows for doccano: read by a model, or as they are annotated already."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presstally.batch.readout import Failure, make_failure, read_rows
from presstally.doccano.rows import Row, annotated_row, draft_row, hash_text, unpack
from presstally.errors import NoInputError, UsageError
from presstally.ingest.metadata_index import MetadataIndex
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import find_inputs
from presstally.language.identify import check_english
from presstally.loading import DEFAULT_MODEL
from presstally.schemas import Release
from presstally.trust import load_checked

if TYPE_CHECKING:
    from spacy.language import Language

_ZONE = 64  # releases after which the vocabulary forgets their words
_HEADER = ("family", "part")


@dataclass(frozen=True)
class Draft:
    """A release to send: its text with what is known of it, or a row that is annotated already."""

    name: str
    make: Callable[[], Release]
    header: dict[str, str] = field(default_factory=dict)
    row: Row | None = None


@dataclass
class Drafts:
    """Rows to send, and the releases that could not be read."""

    rows: list[Row] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def find_drafts(paths: Sequence[Path], metadata: Path | None = None) -> list[Draft]:
    """Find releases: `.txt` files, folders of them, and `.jsonl` files with a release a line.

    Raises NoInputError where there is nothing, UsageError where two releases have one name.
    """
    lines = [path for path in paths if path.suffix == ".jsonl"]
    found = [draft for path in lines for draft in _read_lines(path)]
    if files := [path for path in paths if path not in lines]:
        inputs = find_inputs(files)
        index = MetadataIndex(inputs, metadata)
        for file in inputs.files:
            known = index.of(file)
            found.append(Draft(file.id, lambda file=file, known=known: make_release(file.id, read_bytes(file), known)))  # type: ignore[misc]
    names = [draft.name for draft in found]
    if doubled := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"Two releases are called {doubled!r}.", "Give each a doc_id or file name of its own.")
    if not found:
        raise NoInputError("There are no releases in the input.", "Name .txt files, folders of them, or .jsonl files.")
    return found


def make_drafts(
    drafts: Sequence[Draft],
    *,
    model: str = DEFAULT_MODEL,
    watch: Callable[[int], Callable[[str], None]] = lambda total: lambda name: None,
    trust: bool = False,
) -> Drafts:
    """Read the releases by a model; what fails in one is told, and the others go on.

    `watch` gets the number of releases and gives what is called with each one that is through.
    """
    done, tell = Drafts(), watch(len(drafts))
    nlp = load_checked(model, trust) if any(draft.row is None for draft in drafts) else None
    for at in range(0, len(drafts), _ZONE):
        for draft in drafts[at : at + _ZONE]:
            try:
                done.rows.append(_make_row(draft, nlp, model))
            except Exception as error:
                done.failures.append(make_failure(draft.name, error, None))
            tell(draft.name)
    return done


def _make_row(draft: Draft, nlp: Language | None, model: str) -> Row:
    if draft.row is not None or nlp is None:
        return annotated_row(unpack(draft.row or {}))
    release = draft.make()
    if not release.text.strip():
        raise UsageError("The release is empty.", "doccano takes no empty text.")
    with nlp.memory_zone():
        _, rows = read_rows(nlp, release)
    return draft_row(release, rows, draft.header, model)


def _read_lines(path: Path) -> Iterator[Draft]:
    for number, row in read_jsonl(path):
        name = str(row.get("doc_id") or f"{path.name}#{number}")
        if "entities" in row:
            yield Draft(name, _no_release, row=row | {"doc_id": name})
        else:
            header = {key: str(row[key]) for key in _HEADER if row.get(key)}
            yield Draft(name, lambda name=name, row=row: _make_release(name, row), header)  # type: ignore[misc]


def _no_release() -> Release:
    raise AssertionError("an annotated row is not read")


def _make_release(name: str, row: Row) -> Release:
    check_english(row["text"])
    known = {key: row.get(key) or None for key in ("title", "publisher", "source_url", "published")}
    given = "metadata" if known["published"] else None
    return Release(name, row["text"], sha256=hash_text(row["text"]), published_from=given, **known)


def read_jsonl(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line number and object of a JSONL file of releases.

    Raises NoInputError where it cannot be read, UsageError with the line that holds no release.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NoInputError(f"{path} cannot be read: {error}.", "Name a JSONL file in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _read_line(path, number, line)


def _read_line(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{path}, line {number}: {error}.", "Each line is one JSON object.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UsageError(f"{path}, line {number}: there is no text.", "Each line is an object with the key `text`.")
    return row
