"""All checks of annotations: every release is looked at, and what cannot be read is a finding too."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presstally.corpus.accepted import Accepted, accept
from presstally.corpus.check_facts import check_facts
from presstally.corpus.check_rows import Fits, check_keys, check_mentions, check_relations
from presstally.corpus.check_texts import check_duplicates, check_leaks, check_numbers
from presstally.corpus.findings import Finding, Source
from presstally.corpus.markup import MarkupError, read_markup, to_doccano
from presstally.corpus.parts import part_of_file
from presstally.corpus.sources import find_annotations
from presstally.errors import PresstallyError

_BLOCK = re.compile(r"^(?=#doc )", re.MULTILINE)


@dataclass(frozen=True)
class CheckReport:
    """What was looked at, and what was found."""

    files: int
    releases: int
    facts: int
    findings: list[Finding]
    stale: list[str]  # accepted findings that are found no more

    @property
    def errors(self) -> int:
        return sum(finding.is_error for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        return {
            "files": self.files,
            "releases": self.releases,
            "facts": self.facts,
            "errors": self.errors,
            "warnings": sum(finding.severity == "warning" for finding in self.findings),
            "accepted": sum(finding.severity == "accepted" for finding in self.findings),
            "stale": self.stale,
            "rules": dict(sorted(Counter(finding.rule for finding in self.findings).items())),
            "findings": [finding.to_dict() for finding in self.findings],
        }


def check_annotations(paths: Iterable[Path], fits: Fits | None = None, accepted: Accepted | None = None) -> CheckReport:
    """Check all annotations at the paths (JSONL, markup, or folders of them).

    `fits` says which spans of a text fit its tokens; without it, that is not looked at. `accepted` findings stay in
    the report and are no errors.
    Raises NoInputError where a path holds no annotations.
    """
    files = [file for path in paths for file in find_annotations(path)]
    sources: list[Source] = []
    findings: list[Finding] = []
    for file in files:
        for read in _read(file):
            if isinstance(read, Finding):
                findings.append(read)
            else:
                sources.append(read)
    whole = []
    for source in sources:
        found = check_source(source, fits)
        findings += found
        if not any(finding.rule in ("keys", "unreadable") for finding in found):
            whole.append(source)
    findings += [*check_duplicates(whole), *check_leaks(whole)]
    facts = sum(len(source.row["facts"]) for source in whole)
    findings.sort(key=lambda finding: (finding.file, finding.document, finding.start or 0, finding.rule))
    findings, stale = accept(findings, accepted or {})
    return CheckReport(len(files), len(sources), facts, findings, stale)


def check_source(source: Source, fits: Fits | None = None) -> list[Finding]:
    """Check one release for itself."""
    if found := list(check_keys(source)):
        return found
    try:
        return [
            *check_mentions(source, fits),
            *check_relations(source),
            *check_facts(source),
            *check_numbers(source),
        ]
    except (KeyError, TypeError, ValueError) as error:
        return [source.finding("unreadable", f"the row is not made as doccano makes it: {error!r}")]


def _read(file: Path) -> Iterator[Source | Finding]:
    name = file.as_posix()
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        yield Finding("unreadable", name, "", f"the file is no UTF-8: {error}")
        return
    if file.suffix == ".jsonl":
        yield from _read_lines(name, text)
    elif file.suffix == ".txt":
        yield from _read_blocks(file, name, text)
    else:
        yield Finding("unreadable", name, "", "only .jsonl and markup .txt can be checked")


def _read_lines(name: str, text: str) -> Iterator[Source | Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                yield Finding("unreadable", name, f"line {number}", f"no JSON: {error}")
                continue
            if isinstance(row, dict):
                yield Source(name, number, row)
            else:
                yield Finding("unreadable", name, f"line {number}", "the line is no JSON object")


def _read_blocks(file: Path, name: str, text: str) -> Iterator[Source | Finding]:
    """Read markup release by release, so that one that cannot be read does not hide the others."""
    try:
        part = part_of_file(file)
    except PresstallyError as error:
        part = ""
        yield Finding("part", name, "", error.message)
    lead, *blocks = _BLOCK.split(text)
    if lead.strip() or not blocks:
        yield Finding("unreadable", name, "", "words stand before the first #doc, or there is none")
    line = 1 + lead.count("\n")
    for block in blocks:
        try:
            yield from (Source(name, line, to_doccano(marked, part)) for marked in read_markup(block))
        except MarkupError as error:
            yield Finding("unreadable", name, block.split("\n", 1)[0][5:].strip(), str(error))
        line += block.count("\n")
