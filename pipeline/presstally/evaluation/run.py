"""The evaluation of a model by name on annotations at a path: what the command does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presstally.corpus.sources import read_annotations
from presstally.errors import NoInputError
from presstally.evaluation.evaluate import evaluate
from presstally.evaluation.files import to_json, write_report
from presstally.evaluation.page import make_evaluation_page
from presstally.trust import load_checked


@dataclass(frozen=True)
class Outcome:
    """The report, and the files that were written."""

    report: dict[str, Any]
    files: list[Path]


def evaluate_path(
    annotations: Path,
    out: Path | None,
    *,
    model: str = "rules",
    other: str | None = None,
    texts: Path | None = None,
    part: str | None = None,
    trust: bool = False,
    tell: Callable[[str], None] = lambda doc_id: None,
) -> Outcome:
    """Score `model` on the annotations, write the report to `out`, and with `other` compare the two.

    Raises NoInputError where no release is annotated there, and the errors of models and of output.
    """
    releases = list(read_annotations(annotations, texts=texts, part=part))
    if not releases:
        told = f" of the part {part!r}" if part else ""
        raise NoInputError(f"{annotations} holds no annotated releases{told}.", "Look at --annotations and --part.")
    second = load_checked(other, trust) if other else None
    scored = evaluate(releases, load_checked(model, trust), other=second, tell=tell)
    report = {"model": model, "annotations": annotations.as_posix(), "part": part or ""}
    if other:
        report["compared_with"] = other
    report |= scored
    files = {"scores.json": to_json(report), "evaluation.html": make_evaluation_page(report)}
    return Outcome(report, write_report(out, files) if out else [])
