"""The annotations of two hands, from two places or from one export in which two annotators worked apart."""

from __future__ import annotations

import zipfile
from pathlib import Path

from presstally.corpus.doccano import from_row
from presstally.corpus.gold import GoldRelease
from presstally.corpus.sources import read_annotations
from presstally.doccano.exports import read_export
from presstally.doccano.restore import restore
from presstally.errors import CheckError, UsageError

Hands = dict[str, list[GoldRelease]]


def read_hands(path: Path) -> Hands:
    """Return annotator -> releases of a doccano export, or of a folder with a JSONL file for each annotator.

    Raises CheckError where a release of the export cannot be used.
    """
    if not zipfile.is_zipfile(path) and not path.is_dir():
        return {path.stem: list(read_annotations(path))}
    hands: Hands = {}
    for line in read_export(path):
        done = restore(line)
        if done.row is None:
            raise CheckError(f"{line.place}: {done.name}: {done.problems[0]}.", "Correct the mark in doccano.")
        hands.setdefault(done.annotator, []).append(from_row(done.row))
    return hands


def read_pair(first: Path, second: Path | None, names: list[str]) -> tuple[list[GoldRelease], list[GoldRelease]]:
    """Return the releases of two hands; `names` choose two annotators where one path holds more.

    Raises UsageError where it is not clear which two are meant.
    """
    if second is not None:
        return _read_one(first, names[:1]), _read_one(second, names[1:2])
    hands = read_hands(first)
    chosen = names or sorted(hands)
    if missing := [name for name in chosen if name not in hands]:
        raise UsageError(f"{first} holds nothing of {missing[0]!r}; it holds {', '.join(sorted(hands))}.")
    if len(chosen) != 2:
        raise UsageError(
            f"{first} holds the annotations of {len(chosen)}: {', '.join(chosen)}.",
            "Name two with --annotators alice,bob, or a second path.",
        )
    return hands[chosen[0]], hands[chosen[1]]


def _read_one(path: Path, names: list[str]) -> list[GoldRelease]:
    if not zipfile.is_zipfile(path):
        return list(read_annotations(path))
    hands = read_hands(path)
    if names:
        hands = {name: releases for name, releases in hands.items() if name in names}
    if len(hands) != 1:
        raise UsageError(f"{path} does not hold one annotator.", "Name two with --annotators alice,bob.")
    return next(iter(hands.values()))
