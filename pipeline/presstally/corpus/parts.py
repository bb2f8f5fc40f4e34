"""The frozen split of the gold corpus into train, dev and test."""

from __future__ import annotations

import json
from pathlib import Path

from presstally.errors import NoInputError, UsageError

PARTS = ("train", "dev", "test")


def part_of_file(file: Path) -> str:
    """Return the part of a markup file.

    Hands whose folder begins with `t` write for dev and test only, and their files are named after the part
    (`t1/dev-2.txt`); all other hands write for train. So dev and test hold no hand that train has.
    """
    if not file.parent.name.startswith("t"):
        return "train"
    part = file.stem.partition("-")[0]
    if part not in ("dev", "test"):
        raise UsageError(f"{file} names no part.", "Files of this folder are called dev-NAME.txt or test-NAME.txt.")
    return part


def read_parts(path: Path) -> dict[str, str]:
    """Return id -> part from the frozen file; raise UsageError where it holds anything else."""
    try:
        parts = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NoInputError(f"The split {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(f"{path} is no JSON: {error}.") from error
    if not isinstance(parts, dict) or not set(parts.values()) <= set(PARTS):
        raise UsageError(f"{path} must hold one object of id -> {', '.join(PARTS)}.")
    return parts


def write_parts(path: Path, parts: dict[str, str]) -> None:
    """Write id -> part, sorted, one a line."""
    path.write_text(json.dumps(parts, indent=0, sort_keys=True, ensure_ascii=True) + "\n", encoding="ascii")


def freeze(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    """Add new ids to a split; raise UsageError where an id would change its part."""
    moved = sorted(doc_id for doc_id, part in new.items() if old.get(doc_id, part) != part)
    if moved:
        raise UsageError(
            f"{moved[0]} would move from {old[moved[0]]} to {new[moved[0]]}.", "The split is frozen: keep it there."
        )
    return old | new
