"""Proposes entries for the facts that fit none: what a run's releases hold and the catalogue does not know."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from presstally.catalogue.catalogue import Catalogue
from presstally.catalogue.matching import RELATIVE
from presstally.catalogue.vocabulary import Token
from presstally.corrections import METHOD

Row = dict[str, Any]
_SHOWN = 5  # wordings and examples of a proposal
_ALIKE = 0.6  # the share of their concepts that two groups of one proposal have in common


@dataclass(frozen=True, slots=True)
class Proposal:
    """An entry to add: `facts` and `documents` say how often it was met, `parent` is the entry that it lies nearest."""

    id: str
    label: str
    unit: str
    parent: str | None
    wordings: list[str]
    examples: list[str]
    ids: list[str]
    facts: int
    documents: int

    def to_row(self) -> Row:
        return asdict(self)


def suggest(facts: Iterable[Row], catalogue: Catalogue, least: int = 2) -> tuple[list[Proposal], int]:
    """Return proposals for ids that `least` facts or more have and no entry covers, the commonest first.

    The second value counts the facts without an entry, also those that are too rare.
    """
    groups: dict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        if catalogue.entry(fact["metric_id"]) is None and fact["metric"]:
            groups[fact["metric_id"]].append(fact)
    count = sum(map(len, groups.values()))
    tokens = {name: catalogue.parse(rows[0]["metric"]) for name, rows in groups.items()}
    proposals = [_propose(names, groups, tokens, catalogue) for names in _join(groups, tokens)]
    kept = [proposal for proposal in proposals if proposal.facts >= least]
    return sorted(kept, key=lambda p: (-p.facts, -p.documents, p.id)), count


def _join(groups: Mapping[str, list[Row]], tokens: Mapping[str, list[Token]]) -> list[list[str]]:
    """Join the ids of rare wordings to the commonest one that shares most of their concepts.

    An id that a reviewer has seen is not joined to another one; others are joined to it first.
    """
    reviewed = {name for name, rows in groups.items() if any(row.get("method", "").endswith(METHOD) for row in rows)}
    heads: list[tuple[frozenset[str], list[str]]] = []
    by_concept: dict[str, set[int]] = defaultdict(set)
    for name in sorted(groups, key=lambda name: (name not in reviewed, -len(groups[name]), name)):
        concepts = frozenset(token.name for token in tokens[name])
        near = {place for concept in concepts for place in by_concept[concept]}
        scores = [(len(concepts & heads[place][0]) / len(concepts | heads[place][0]), -place) for place in near]
        score, place = max(scores, default=(0.0, 0))
        if score >= _ALIKE and name not in reviewed:
            heads[-place][1].append(name)
        else:
            for concept in concepts:
                by_concept[concept].add(len(heads))
            heads.append((concepts, [name]))
    return [names for _, names in heads]


def _propose(
    names: list[str], groups: Mapping[str, list[Row]], tokens: Mapping[str, list[Token]], catalogue: Catalogue
) -> Proposal:
    rows = [row for name in names for row in groups[name]]
    words = [words for words, _ in Counter(" ".join(row["metric"].lower().split()) for row in rows).most_common(_SHOWN)]
    units = Counter(row["unit"] for row in rows if row["unit"] not in RELATIVE and row["unit"] != "times")
    parent = catalogue.matcher.nearest(tokens[names[0]])
    return Proposal(
        id=_plain(names[0]),
        label=words[0].capitalize(),
        unit=units.most_common(1)[0][0] if units else "percent",
        parent=parent.id if parent else None,
        wordings=words,
        examples=words[:2],
        ids=names,
        facts=len(rows),
        documents=len({row["document"] for row in rows}),
    )


def _plain(metric_id: str) -> str:
    """Return an id without the ending of its share or rate."""
    stem, _, ending = metric_id.rpartition(".")
    return stem if stem and ending in RELATIVE.values() else metric_id


def to_toml(proposals: Iterable[Proposal]) -> str:
    """Write proposals as entries for a file of `metrics/`."""
    lines = ["# Proposed from releases: correct, then move to a file of configs/catalogue/metrics."]
    for proposal in proposals:
        lines += ["", f"# {proposal.facts} facts of {proposal.documents} releases", "[[metric]]"]
        row = {name: getattr(proposal, name) for name in ("id", "label", "unit", "parent", "wordings", "examples")}
        lines += [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in row.items() if value]
    return "\n".join(lines) + "\n"
