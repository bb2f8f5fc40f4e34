"""The inbox of new annotations: what lies there, whether it can be trusted, and where it goes when it is used."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from presstally.corpus.accepted import Accepted, accept
from presstally.corpus.check_texts import check_duplicates, check_leaks
from presstally.corpus.checks import check_annotations
from presstally.corpus.doccano import read_doccano, to_row
from presstally.corpus.findings import Finding, Source
from presstally.corpus.gold import GoldRelease
from presstally.errors import CheckError, NoInputError, OutputError
from presstally.training.dataset import merge, read_dataset

# Asked of the merged releases, not of one file; a new release of a known publisher is what an inbox is for.
ACROSS = frozenset(("part", "duplicate", "near_duplicate", "shared_sentence", "shared_publisher"))
TOLD = 10


@dataclass(frozen=True)
class Merged:
    """All releases with those of the inbox among them. `base`: how they were before."""

    releases: list[GoldRelease]
    base: list[GoldRelease]
    files: list[Path]
    new: list[str]
    replaced: list[str]
    warnings: list[Finding]


def find_files(folder: Path) -> list[Path]:
    """Return the JSONL files of a folder by name, which is the order in which they hold; none where it is not there."""
    return sorted(path for path in folder.glob("*.jsonl") if path.is_file()) if folder.is_dir() else []


def merge_inbox(inbox: Path, annotations: Sequence[Path], merged: Path, accepted: Accepted | None = None) -> Merged:
    """Check the files of the inbox and merge them with the annotations and with what was merged before.

    A release of a later file replaces that of its id. Nothing is written.
    Raises NoInputError where the inbox is empty, CheckError with the places where it breaks a rule.
    """
    files = find_files(inbox)
    if not files:
        raise NoInputError(
            f"There are no new annotations in {inbox}.",
            "Put exports of the gold format there (.jsonl), or name another folder with --inbox.",
        )
    warnings = _check_files(files, accepted)
    base = {release.doc_id: release for release in read_dataset([*annotations, *find_files(merged)])}
    together = dict(base)
    own: dict[str, Path] = {}
    for file in files:
        releases = list(read_doccano(file))
        merge(together, releases, file.as_posix())
        own |= {release.doc_id: file for release in releases}
    warnings += _refuse(list(_check_across(together, own)), accepted)
    return Merged(
        releases=[together[doc_id] for doc_id in sorted(together)],
        base=[base[doc_id] for doc_id in sorted(base)],
        files=files,
        new=sorted(set(own) - set(base)),
        replaced=sorted(set(own) & set(base)),
        warnings=warnings,
    )


def _check_files(files: Sequence[Path], accepted: Accepted | None) -> list[Finding]:
    """Check each file for itself: a corrected release may stand in two."""
    found = [finding for file in files for finding in check_annotations([file]).findings]
    return _refuse([finding for finding in found if finding.rule not in ACROSS], accepted)


def _check_across(together: dict[str, GoldRelease], own: dict[str, Path]) -> Iterator[Finding]:
    """Find new releases that are copies of others, or that carry words of one part into another."""
    old = [_source(release, "") for doc_id, release in sorted(together.items()) if doc_id not in own]
    new = [_source(together[doc_id], own[doc_id].as_posix()) for doc_id in sorted(own)]
    for finding in [*check_duplicates([*old, *new]), *check_leaks([*old, *new])]:
        if finding.document in own:
            yield replace(finding, file=own[finding.document].as_posix())


def _source(release: GoldRelease, file: str) -> Source:
    return Source(file, 0, to_row(release))


def _refuse(findings: list[Finding], accepted: Accepted | None) -> list[Finding]:
    """Return the findings that are no errors; raise CheckError where others are."""
    marked, _ = accept(findings, accepted or {})
    errors = [finding for finding in marked if finding.is_error and finding.rule != "shared_publisher"]
    if errors:
        told = [f"  {finding.place}: {finding.rule}: {finding.message}" for finding in errors[:TOLD]]
        more = [f"  ... and {len(errors) - TOLD} more"] if len(errors) > TOLD else []
        raise CheckError(
            "\n".join([f"{len(errors)} places of the inbox break a rule; nothing was trained.", *told, *more]),
            "Correct them there, or accept what is meant with --accepted; docs/evaluation.md explains the rules.",
        )
    return [finding for finding in marked if finding not in errors]


def move_files(files: Sequence[Path], merged: Path) -> list[Path]:
    """Move used files of the inbox into the folder `merged`, behind those that lie there; return where they lie."""
    moved = []
    try:
        merged.mkdir(parents=True, exist_ok=True)
        for file in files:
            number = _next_number(merged)
            target = merged / f"{number:04d}-{file.name}"
            os.rename(file, target)
            moved.append(target)
    except OSError as error:
        raise OutputError(
            f"{merged} cannot take the used annotations: {error.strerror}.",
            "The model is in place; move them there by hand, or they are merged again next time.",
        ) from error
    return moved


def _next_number(merged: Path) -> int:
    numbers = [int(file.name[:4]) for file in find_files(merged) if file.name[:4].isdigit()]
    return max(numbers, default=0) + 1
