"""Findings that a person has looked at and taken for right: they stay in the report, but are no errors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from presstally.corpus.findings import RULES, Finding
from presstally.errors import NoInputError, UsageError

Accepted = dict[tuple[str, str, str], str]


def read_accepted(path: Path) -> Accepted:
    """Return (rule, document, words of the finding's message) -> why, from lines `rule | document | words | why`.

    Raises UsageError with the line where one cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise NoInputError(f"The accepted findings {path} cannot be read: {error.strerror}.") from error
    accepted: Accepted = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("|")]
        if len(columns) != 4 or not all(columns) or columns[0] not in RULES:
            raise UsageError(f"{path}, line {number}: write rule | document | words | why.")
        accepted[columns[0], columns[1], columns[2]] = columns[3]
    return accepted


def accept(findings: Iterable[Finding], accepted: Accepted) -> tuple[list[Finding], list[str]]:
    """Mark the findings that are accepted; return them all, and the entries that match none any more."""
    unused = dict(accepted)
    marked = []
    for finding in findings:
        for key, why in accepted.items():
            rule, document, words = key
            if (rule, document) == (finding.rule, finding.document) and words in finding.message:
                finding = replace(finding, accepted=why)
                unused.pop(key, None)
                break
        marked.append(finding)
    return marked, [" | ".join(key) for key in unused]
