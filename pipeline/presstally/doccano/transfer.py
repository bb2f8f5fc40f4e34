"""Releases to and from a project: what is there already is not sent twice, however often a command was broken off."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from presstally.doccano.exports import Exported, read_export
from presstally.doccano.marks import read_marks
from presstally.doccano.project import Project
from presstally.doccano.rows import Row, pack, unpack, write_rows
from presstally.doccano.session import Session
from presstally.errors import NoInputError, UsageError

# doccano asks its database for all spans of an upload at once, and sqlite takes no more than some 30,000 names.
MAX_RELEASES, MAX_SPANS = 50, 5000
Watch = Callable[[int], Callable[[int], None]]


@dataclass
class Push:
    """What became of the rows: sent now, there before, there with another text; and doubles taken away."""

    project: Project
    sent: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    other_text: list[str] = field(default_factory=list)
    doubles: int = 0
    lost: list[str] = field(default_factory=list)  # sent, and not to be found on the server


def push_rows(
    session: Session, project: Project, rows: Sequence[Row], watch: Watch = lambda total: lambda n: None
) -> Push:
    """Upload the rows whose doc_id is not in the project yet; take away doubles that a broken upload left behind.

    Raises UsageError before anything is sent where a row is not whole, ServiceError where the server fails.
    """
    check_rows(rows)
    done = Push(project)
    lines = [] if project.made else _export(session, project, finished=False)
    there = _texts(lines)
    fresh = []
    for row in rows:
        if row["doc_id"] not in there:
            fresh.append(row)
        else:
            (done.there if there[row["doc_id"]] == row["text"] else done.other_text).append(row["doc_id"])
    _upload(session, project, fresh, watch(len(fresh)))
    if fresh and _count(session, project) != len(lines) + len(fresh):  # an upload was lost or done twice
        lines = _export(session, project, finished=False)
        there = _texts(lines)
        done.lost = [row["doc_id"] for row in fresh if row["doc_id"] not in there]
    done.sent = [row["doc_id"] for row in fresh if row["doc_id"] not in done.lost]
    done.doubles = _remove_doubles(session, project, lines)
    return done


def _upload(session: Session, project: Project, rows: Sequence[Row], advance: Callable[[int], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="presstally-") as folder:
        for number, chunk in enumerate(chunks(rows)):
            path = Path(folder) / f"batch-{number}.jsonl"
            write_rows(path, map(pack, chunk))
            session.wait(session.call("start_upload", project=project.id, path=str(path)), "import")
            advance(len(chunk))


def _count(session: Session, project: Project) -> int:
    return int(session.call("progress", project=project.id)["total"])


def _remove_doubles(session: Session, project: Project, lines: Sequence[Exported]) -> int:
    """Take away what a broken upload left twice, and return how many that were."""
    if len({line.row["id"] for line in lines}) <= len(_texts(lines)):
        return 0
    finished = {line.row["id"] for line in _export(session, project, finished=True)}
    spare = find_doubles(lines, finished)
    if spare:
        session.call("delete_examples", project=project.id, examples=spare)
    return len(spare)


def check_rows(rows: Sequence[Row]) -> None:
    """Raise UsageError for a row that doccano would break on: a relation to no mention makes it insert rows again."""
    keys = {tuple(sorted(row)) for row in rows}
    if len(keys) > 1:
        raise UsageError("The rows do not all have the same keys.", "Make the file with `presstally annotate export`.")
    for row in rows:
        problems = read_marks(row).problems
        problems += [f"the key {key!r} is null" for key, value in row.items() if value is None]
        if problems:
            raise UsageError(f"{row.get('doc_id')}: {problems[0]}.", "Nothing was sent. Correct it and push again.")


def chunks(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows in uploads that doccano can take."""
    chunk: list[Row] = []
    spans = 0
    for row in rows:
        if chunk and (len(chunk) == MAX_RELEASES or spans + len(row["entities"]) > MAX_SPANS):
            yield chunk
            chunk, spans = [], 0
        chunk.append(row)
        spans += len(row["entities"])
    if chunk:
        yield chunk


def pull_export(session: Session, project: Project, *, finished: bool = True) -> list[Exported]:
    """Return the lines of the project's export, the finished releases only or all, by annotator.

    Raises NoInputError where there are none, ServiceError where the server fails.
    """
    lines = _export(session, project, finished=finished)
    if not lines:
        told = "finished " if finished else ""
        raise NoInputError(
            f"The project {project.name!r} has no {told}release.",
            "A release is finished when its annotator has pressed the tick; --all brings the others too."
            if finished
            else "Send some with `presstally doccano push`.",
        )
    return lines


def read_status(session: Session, project: Project) -> dict[str, Any]:
    """Count the releases of a project, the finished ones, and who finished how many."""
    members = session.call("member_progress", project=project.id)
    total = session.call("progress", project=project.id)
    finished = total["completed"] if project.shared else max(members.values(), default=0)
    return {"releases": total["total"], "finished": finished, "by_annotator": members}


def _export(session: Session, project: Project, *, finished: bool) -> list[Exported]:
    if not _count(session, project):
        return []  # doccano cannot export an empty project
    task = session.call("start_export", project=project.id, finished=finished)
    session.wait(task, "export")
    with tempfile.TemporaryDirectory(prefix="presstally-") as folder:
        path = Path(session.call("fetch_export", project=project.id, task=task, folder=folder))
        try:
            lines = read_export(path)
        except NoInputError:
            return []
    name = project.name
    return [Exported(f"{name}/{line.annotator or 'all'}", line.line, line.annotator, _open(line.row)) for line in lines]


def _open(row: Row) -> Row:
    """Unpack a row; one that is damaged stays as it came, and the import tells of it."""
    try:
        return unpack(row)
    except ValueError:
        return row


def _texts(lines: Sequence[Exported]) -> dict[str, str]:
    return {str(line.row.get("doc_id")): line.row["text"] for line in lines}


def find_doubles(lines: Sequence[Exported], finished: set[int]) -> list[int]:
    """Return the numbers of examples that repeat another one mark for mark, and that nobody has finished."""
    hands: dict[int, list[Exported]] = {}
    for line in lines:
        hands.setdefault(line.row["id"], []).append(line)
    first: dict[str, int] = {}
    spare = []
    for number in sorted(hands, key=lambda number: (number not in finished, number)):
        said = [(line.annotator, _said(line.row)) for line in hands[number]]
        key = json.dumps([hands[number][0].row.get("doc_id"), said], sort_keys=True)
        if key in first and number not in finished:
            spare.append(number)
        first.setdefault(key, number)
    return spare


def _said(row: Row) -> Any:
    marks = read_marks(row)
    return [row["text"], sorted(marks.mentions), sorted(marks.relations)]
