"""The catalogue's entries: `configs/catalogue/metrics/*.toml`, one file a family."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from presstally.errors import ModelError

_HINT = "Each [[metric]] has an id, a label and wordings; docs/catalogue.md tells the rest."


@dataclass(frozen=True, slots=True)
class Metric:
    """A canonical metric.

    `wordings`: words that name it; those in square brackets may stand in the sentence around, or in what the release
    spoke of before. `bare`: words that name it only where the number has its unit ("heroin" beside kilograms).
    `neutral`: concepts that change nothing when they are added. `accumulates`: grows through the year.
    `confused_with`: ids of other metrics that its words must never give. `parts`: ids of metrics that add up to it.
    """

    id: str
    label: str
    unit: str = "count"
    accumulates: bool = True
    parent: str | None = None
    wordings: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    neutral: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    confused_with: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    family: str = ""


_FIELDS = {field.name for field in fields(Metric)}
_LISTS = ("wordings", "bare", "neutral", "examples", "confused_with", "parts")


def read_metrics(folder: Path) -> dict[str, Metric]:
    """Return id -> Metric of all files in the folder; raise ModelError for what cannot be used."""
    found: dict[str, Metric] = {}
    for path in sorted(folder.glob("*.toml")):
        for metric in _read_file(path):
            if metric.id in found:
                raise ModelError(f"{path}: the metric {metric.id!r} stands there twice.", "Keep one of the two.")
            found[metric.id] = metric
    for metric in found.values():
        for other in (metric.parent, *metric.confused_with, *metric.parts):
            if other and other not in found:
                raise ModelError(f"The metric {metric.id!r} names {other!r}, which does not exist.", "Correct the id.")
        _check_line(metric, found)
    return found


def _read_file(path: Path) -> Iterator[Metric]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelError(f"{path} cannot be read: {error}.", _HINT) from error
    family = table.get("defaults", {})
    for row in table.get("metric", ()):
        yield _make_metric({**family, **row, "family": path.stem}, path, family)


def _make_metric(row: dict[str, Any], path: Path, family: dict[str, Any]) -> Metric:
    name = row.get("id", "?")
    if unknown := sorted(set(row) - _FIELDS):
        raise ModelError(f"{path}: the metric {name!r} has no field {unknown[0]!r}.", _HINT)
    if "id" not in row or "label" not in row or not (row.get("wordings") or row.get("bare")):
        raise ModelError(f"{path}: the metric {name!r} lacks an id, a label or wordings.", _HINT)
    if row.get("parent") == name:  # the head of a family whose defaults name it
        row["parent"] = None
    row["neutral"] = [*family.get("neutral", ()), *row.get("neutral", ())]
    values: dict[str, Any] = {key: tuple(value) if key in _LISTS else value for key, value in row.items()}
    return Metric(**values)


def _check_line(metric: Metric, found: dict[str, Metric]) -> None:
    seen, parent = {metric.id}, metric.parent
    while parent:
        if parent in seen:
            raise ModelError(f"The metric {metric.id!r} is its own ancestor, by {parent!r}.", "Correct `parent`.")
        seen.add(parent)
        parent = found[parent].parent
