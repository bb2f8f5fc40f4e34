"""The texts that are read against the clock: varied, and none of them twice."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from presstally.errors import NoInputError, ReleaseError, UsageError
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import find_inputs
from presstally.schemas import Release


def read_texts(paths: Sequence[Path]) -> list[Release]:
    """Return the releases at `paths`, in an order that mixes their sources and is always the same.

    What is no English release, and a text that stands twice, is left out. Raises NoInputError where nothing stays.
    """
    found: dict[str, Release] = {}
    for path in paths:  # one after the other, since two sources may name their releases alike
        for file in find_inputs([path]).files:
            try:
                release = make_release(file.id, read_bytes(file), {})
            except ReleaseError:
                continue
            found.setdefault(sha256(release.text.encode()).hexdigest(), release)
    if not found:
        raise NoInputError("There is no release that can be read.", "Name releases, or folders of them.")
    return [found[digest] for digest in sorted(found)]


def count_words(releases: Sequence[Release]) -> int:
    """Return how many words the releases have: what stands between white space."""
    return sum(len(release.text.split()) for release in releases)


def slice_texts(releases: Sequence[Release], words: int, slices: int) -> list[list[Release]]:
    """Return slices of about `words` words each, no release in two of them; smaller ones where the text is too short.

    Raises UsageError where there are fewer releases than slices.
    """
    size = min(words, count_words(releases) // slices)
    found: list[list[Release]] = [[]]
    held = 0
    for release in releases:
        if held >= size * len(found):
            if len(found) == slices:
                return found
            found.append([])
        found[-1].append(release)
        held += count_words([release])
    if len(found) < slices:
        raise UsageError(f"{len(releases)} releases are too few for {slices} slices.", "Name more, or lower --rounds.")
    return found
