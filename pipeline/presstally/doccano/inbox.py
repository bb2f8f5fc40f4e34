"""Put what comes back into the inbox: one JSONL file of the gold format for each import, names in order of time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from presstally.corpus.check_rows import Fits
from presstally.corpus.doccano import HEADER_KEYS
from presstally.doccano.exports import SHARED, Exported
from presstally.doccano.restore import Restored, restore
from presstally.doccano.rows import Row, write_rows
from presstally.errors import UsageError

INBOX = Path("annotations/inbox")
_SAID = ("text", "entities", "relations", "facts", "excluded", *HEADER_KEYS)


@dataclass
class Import:
    """What became of an export: the file that was written (None: nothing new), and its releases by state."""

    file: Path | None = None
    new: list[Restored] = field(default_factory=list)
    same: list[Restored] = field(default_factory=list)  # in the inbox already, just so
    failed: list[Restored] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Return the counts, and what was told of each release."""
        return {
            "file": self.file.as_posix() if self.file else None,
            **{name: len(getattr(self, name)) for name in ("new", "same", "failed")},
            "releases": [
                {
                    "document": done.name,
                    "annotator": done.annotator,
                    "changed": done.changed,
                    "review": done.row["review"] if done.row else [],
                    "notes": done.notes,
                    "problems": done.problems,
                }
                for done in (*self.new, *self.failed)
            ],
        }


def import_export(
    exported: list[Exported],
    inbox: Path = INBOX,
    *,
    annotator: str | None = None,
    fits: Fits | None = None,
    now: datetime | None = None,
    watch: Callable[[int], Callable[[str], None]] = lambda total: lambda name: None,
) -> Import:
    """Restore the releases of an export and write the new and changed ones into a new file of the inbox.

    `annotator` chooses one where several annotated apart. Raises UsageError where it must be named or is not there.
    """
    chosen = choose_annotator(exported, annotator)
    done, known, tell = Import(), _read_inbox(inbox), watch(len(chosen))
    names: set[str] = set()
    for line in chosen:
        restored = restore(line, fits)
        if restored.row is None:
            done.failed.append(restored)
        elif restored.name in names:
            restored.notes.append("the release stands twice in the export; the first is taken")
            done.same.append(restored)
        elif known.get(restored.name) == _key(restored.row):
            done.same.append(restored)
        else:
            done.new.append(restored)
        names.add(restored.name)
        tell(restored.name)
    if done.new:
        done.file = _next_file(inbox, now or datetime.now(UTC))
        write_rows(done.file, (restored.row for restored in done.new if restored.row))
    return done


def write_by_annotator(
    exported: list[Exported],
    out: Path,
    *,
    annotator: str | None = None,
    fits: Fits | None = None,
    watch: Callable[[int], Callable[[str], None]] = lambda total: lambda name: None,
) -> Import:
    """Write one file for each annotator into the folder `out`, `all.jsonl` for a shared annotation."""
    chosen = choose_annotator(exported, annotator) if annotator else exported
    done, tell = Import(), watch(len(chosen))
    hands: dict[str, list[Row]] = {}
    for line in chosen:
        restored = restore(line, fits)
        (done.new if restored.row else done.failed).append(restored)
        if restored.row:
            hands.setdefault(line.annotator or SHARED, []).append(restored.row)
        tell(restored.name)
    for name, rows in hands.items():
        write_rows(out / f"{name}.jsonl", rows)
    done.file = out
    return done


def choose_annotator(exported: list[Exported], annotator: str | None) -> list[Exported]:
    """Return the lines of one annotator; all of them where only one hand is in the export."""
    hands = sorted({line.annotator for line in exported})
    if annotator is None:
        if len(hands) > 1:
            raise UsageError(
                f"{len(hands)} annotators are in the export: {', '.join(hands)}.", "Name one: --annotator."
            )
        return exported
    if annotator not in hands:
        told = ", ".join(name for name in hands if name) or "only a shared annotation"
        raise UsageError(f"The export holds nothing of {annotator!r}; it holds {told}.", "Name one of these.")
    return [line for line in exported if line.annotator == annotator]


def _read_inbox(inbox: Path) -> dict[str, str]:
    """Return doc_id -> what the latest file of the inbox says of it."""
    found = {}
    for file in sorted(inbox.glob("*.jsonl")) if inbox.is_dir() else ():
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found[row["doc_id"]] = _key(row)
    return found


def _key(row: Row) -> str:
    return json.dumps({key: row[key] for key in _SAID}, sort_keys=True)


def _next_file(inbox: Path, now: datetime) -> Path:
    """Return a name that sorts behind those of earlier imports."""
    stem = now.strftime("%Y%m%dT%H%M%S")
    taken = {file.name for file in inbox.glob(f"{stem}*.jsonl")} if inbox.is_dir() else set()
    return next(inbox / name for n in range(1000) if (name := f"{stem}-{n:03d}.jsonl") not in taken)


def count_reviews(restored: Iterable[Restored]) -> int:
    """Count the facts that a person should look at."""
    return sum(len(done.row["review"]) for done in restored if done.row)
