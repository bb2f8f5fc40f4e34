"""What reviewers said, put into the tables as they are written."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from presstally.batch.manifest import Manifest
from presstally.batch.merge import Merged, find_duplicates
from presstally.corrections import (
    FILE,
    WRONG,
    Correction,
    Key,
    apply_corrections,
    follow_duplicates,
    read_corrections,
)
from presstally.records import Row

Corrections = Mapping[Key, Correction]


def find_corrections(out: Path, file: Path | None) -> Corrections:
    """Read `file`, else the corrections.csv of the folder `out`; none where there is no such file.

    Raises UsageError where the file cannot be used.
    """
    path = file or out / FILE
    return read_corrections(path) if file or path.is_file() else {}


def hash_corrections(corrections: Corrections) -> str:
    """Return one hash of all that changes the tables: neither notes nor the order of rows do."""
    told = sorted([*key, c.verdict, sorted(c.values.items())] for key, c in corrections.items())
    return hashlib.sha256(json.dumps(told, ensure_ascii=True).encode()).hexdigest()


def _place(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


class Corrector:
    """Corrects releases one after the other, and counts what that did."""

    def __init__(self, corrections: Corrections, manifest: Manifest) -> None:
        self._given = corrections
        self._placed = follow_duplicates(corrections, find_duplicates(manifest)) if corrections else {}
        self._releases = {key[0] for key in self._placed}
        self._met: set[Key] = set()

    def correct(self, merged: Merged) -> Merged:
        """Return the release with its facts as corrected; numbers marked wrong stand among the excluded."""
        sha256, rows = merged.document["sha256"], merged.rows
        if not rows or sha256 not in self._releases:
            return merged
        hashes = {merged.document["document"]: sha256}
        # What a reviewer judged is no matter of scores any more.
        low = [row for row in rows.low if (sha256, *_place(row)) in self._placed]
        facts, wrong, met = apply_corrections(sorted([*rows.facts, *low], key=_place), hashes, self._placed)
        self._met |= {self._placed[key].key for key in met}
        judged = set(map(_place, low))
        excluded = [*(row for row in rows.excluded if _place(row) not in judged), *wrong]
        return replace(merged, rows=replace(rows, facts=facts, excluded=sorted(excluded, key=_place)))

    def counts(self) -> dict[str, int]:
        """Return how many corrections there are, met a fact, marked one wrong, and met none."""
        verdicts = Counter(self._given[key].verdict for key in self._met)
        return {
            "corrections": len(self._given),
            "corrections_met": len(self._met),
            "corrections_wrong": verdicts[WRONG],
            "corrections_lost": len(self._given) - len(self._met),
        }

    def notices(self) -> list[str]:
        """Tell how many corrections met no fact."""
        lost = len(self._given) - len(self._met)
        return [f"{lost} corrections meet no fact: `presstally corrections check` names them."] if lost else []
