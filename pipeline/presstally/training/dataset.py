"""The annotated releases that a model learns from: read, merged, told apart by part, and named by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from presstally.corpus.doccano import to_row, write_doccano
from presstally.corpus.gold import GoldRelease
from presstally.corpus.parts import PARTS
from presstally.corpus.sources import read_annotations
from presstally.errors import NoInputError, UsageError

NEEDED = ("train", "dev")


def read_dataset(paths: Iterable[Path]) -> list[GoldRelease]:
    """Return the releases of all paths, sorted by id; a release of a later path replaces the one of its id.

    A release that names no part keeps that of the one it replaces, else it is for train.
    Raises UsageError where an id stands twice in one path, and where a release would change its part.
    """
    merged: dict[str, GoldRelease] = {}
    for path in paths:
        merge(merged, read_annotations(path), path.as_posix())
    return [merged[doc_id] for doc_id in sorted(merged)]


def merge(merged: dict[str, GoldRelease], releases: Iterable[GoldRelease], source: str) -> list[str]:
    """Put releases into `merged` by their ids; return the ids that were there before. `source` names them in errors."""
    seen: dict[str, GoldRelease] = {}
    for release in releases:
        if release.doc_id in seen:
            raise UsageError(f"The id {release.doc_id} stands twice in {source}.", "Give each release its own.")
        old = merged.get(release.doc_id)
        if not release.part:
            release = replace(release, part=old.part if old else "train")
        if release.part not in PARTS:
            raise UsageError(f"{release.doc_id} in {source} has the part {release.part!r}.", f"Use {', '.join(PARTS)}.")
        if old and old.part != release.part:
            raise UsageError(
                f"{release.doc_id} in {source} would move from {old.part} to {release.part}.",
                "The split is frozen: keep it there.",
            )
        seen[release.doc_id] = release
    replaced = sorted(set(seen) & set(merged))
    merged.update(seen)
    return replaced


def of_part(releases: Iterable[GoldRelease], part: str) -> list[GoldRelease]:
    """Return the releases of one part."""
    return [release for release in releases if release.part == part]


def write_corpora(releases: Sequence[GoldRelease], folder: Path) -> dict[str, Path]:
    """Write train.jsonl and dev.jsonl into `folder`; return part -> file.

    Raises NoInputError where one of the two would have no fact.
    """
    files = {}
    for part in NEEDED:
        own = of_part(releases, part)
        if not any(release.facts for release in own):
            raise NoInputError(
                f"There are no annotated facts of the part {part!r}.", "Training needs releases of train and of dev."
            )
        files[part] = folder / f"{part}.jsonl"
        write_doccano(files[part], own)
    return files


def describe_dataset(releases: Sequence[GoldRelease]) -> dict[str, Any]:
    """Return the hash of the releases, whatever their order, and how many releases and facts each part has."""
    digest = hashlib.sha256()
    for release in sorted(releases, key=lambda release: release.doc_id):
        digest.update(json.dumps(to_row(release), sort_keys=True).encode() + b"\n")
    told: dict[str, Any] = {"sha256": digest.hexdigest()}
    for part in PARTS:
        own = of_part(releases, part)
        told[part] = {"releases": len(own), "facts": sum(len(release.facts) for release in own)}
    return told
