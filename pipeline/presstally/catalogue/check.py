"""Does the catalogue hold together? Wordings that two entries claim, examples that name another metric."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from presstally.catalogue.catalogue import Catalogue, read_catalogue, read_concepts
from presstally.catalogue.matching import unit_kind
from presstally.catalogue.metrics import Metric
from presstally.catalogue.vocabulary import find_clashes
from presstally.resources import data_dir


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to correct: which rule, which concepts or metrics, and what is wrong in words."""

    rule: str
    ids: tuple[str, ...]
    message: str

    def to_row(self) -> dict[str, Any]:
        return asdict(self) | {"ids": list(self.ids)}


def check_catalogue(configs: str | None = None) -> tuple[Catalogue, list[Finding]]:
    """Return the catalogue and what is wrong with it; raise ModelError where it cannot be read at all."""
    catalogue = read_catalogue(configs)
    folder = (Path(configs) if configs else data_dir("configs")) / "catalogue"
    concepts = read_concepts(folder)
    names = {concept for part in ("thing", "event") for concept in concepts.get(part, {})}
    findings = [
        Finding("concept_wording", (one, other), f"{wording!r} is claimed by two concepts.")
        for wording, one, other in find_clashes(concepts)
    ]
    findings += _doubled(catalogue)
    for metric in catalogue.metrics.values():
        findings += _check_metric(catalogue, metric, names)
    return catalogue, findings


def _doubled(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield wordings that mean the same, of two metrics whose numbers have the same unit."""
    seen: dict[tuple[frozenset[str], frozenset[str], str], str] = {}
    for metric in catalogue.metrics.values():
        for wording in catalogue.matcher.wordings(metric):
            key = (wording.needed, wording.around, unit_kind(metric.unit))
            other = seen.setdefault(key, metric.id)
            if other != metric.id:
                words = " ".join(sorted(wording.needed | wording.around))
                yield Finding("metric_wording", (other, metric.id), f"Both are worded as: {words}.")


def _check_metric(catalogue: Catalogue, metric: Metric, concepts: set[str]) -> Iterator[Finding]:
    for name in metric.neutral:
        if name not in concepts:
            yield Finding("neutral", (metric.id,), f"{name!r} in `neutral` is no concept.")
    for words in metric.examples:
        found = catalogue.match(words, metric.unit, before=catalogue.matcher.topics_of(metric))
        if found.metric_id in metric.confused_with:
            yield Finding("confused", (metric.id, found.metric_id), f"{words!r} gives what it must not be taken for.")
        elif found.metric_id != metric.id:
            yield Finding("example", (metric.id, found.metric_id), f"{words!r} gives another metric.")
