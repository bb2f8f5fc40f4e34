"""Retrain a model on new annotations, and let the new one take its place only where it is not worse."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presstally.corpus.accepted import Accepted
from presstally.errors import ModelError, UsageError
from presstally.evaluation.evaluate import evaluate
from presstally.loading import load, model_names
from presstally.resources import data_dir
from presstally.training.dataset import describe_dataset, of_part
from presstally.training.inbox import Merged, merge_inbox, move_files
from presstally.training.recipe import Recipe, find_config, read_config
from presstally.training.swap import put_in_place, staging_folder
from presstally.training.train import OWN, Listener, make_model
from presstally.trust import check_model

DECIDES = "fact"
TOLD = ("detect", "fact", "fact_strict")
MARGIN = 0.01


@dataclass(frozen=True)
class Folders:
    """Where a retraining reads from. `merged` takes the used files of the inbox, and is read like the annotations."""

    inbox: Path
    annotations: tuple[Path, ...]
    merged: Path


@dataclass(frozen=True)
class Verdict:
    """Whether the new model takes the old one's place, and why."""

    promoted: bool
    why: str


def find_model(name: str, trust: bool = False) -> Path:
    """Return the folder of the current model by name or path.

    Raises ModelError where there is none, and where it is foreign and not trusted.
    """
    for folder in (Path(name), data_dir("models") / name):
        if (folder / "config.cfg").is_file():
            check_model(name, trust)
            return folder
    raise ModelError(
        f"There is no trained model {name!r} to compare with.",
        f"Name a folder that `presstally train` made, or one of {', '.join(model_names()[1:])}.",
    )


def config_of(model: Path) -> Path:
    """Return the config that the model in a folder was trained by, if it ships; raise UsageError where it does not."""
    import json

    meta = json.loads((model / "meta.json").read_text(encoding="utf-8"))
    shipped = "transformer.cfg" if "encoder" in meta.get("pipeline", ()) else "cnn.cfg"
    try:
        return find_config(Path(meta.get(OWN, {}).get("config", shipped)))
    except UsageError as error:
        raise UsageError(f"The config that {model} was trained by is not here.", "Name it with --config.") from error


def retrain(
    folders: Folders,
    recipe: Recipe,
    model: Path,
    *,
    accepted: Accepted | None = None,
    margin: float = MARGIN,
    listener: Listener | None = None,
) -> dict[str, Any]:
    """Check and merge the inbox, train, compare with `model` on dev, promote or keep; return what was done.

    Until the new model is whole and judged, nothing is written but beside it; then it takes the folder of `model` in
    one step, and after that the used files leave the inbox. So wherever it is interrupted, a whole model lies there,
    and the same call does it again.
    """
    listener = listener or Listener()
    listener.stage("check")
    read_config(recipe.config)
    merged = merge_inbox(folders.inbox, folders.annotations, folders.merged, accepted)
    staged = staging_folder(model)
    try:
        meta = make_model(recipe, merged.releases, staged, model.name, listener)
        listener.stage("compare")
        report = evaluate(of_part(merged.releases, "dev"), load(model), other=load(staged))
        verdict = judge(report["comparison"], margin)
        if verdict.promoted:
            put_in_place(staged, model)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    moved = move_files(merged.files, folders.merged)
    return _report(model, merged, meta, report["comparison"], verdict, moved)


def judge(comparison: dict[str, dict[str, Any]], margin: float = MARGIN) -> Verdict:
    """Say whether the second model of a comparison may take the place of the first.

    It may where the paired bootstrap does not find its F1 of facts worse, and where it is not lower by more than
    `margin`: on few releases the bootstrap alone would let a real loss through.
    """
    row = comparison[DECIDES]
    told = (
        f"{DECIDES} F1 on dev {row['second']:.3f} against {row['first']:.3f} of the current model "
        f"(difference {row['difference']:+.3f}, 95 % interval {row['low']:+.3f} to {row['high']:+.3f})"
    )
    if row["verdict"] == "worse":
        return Verdict(False, f"{told}: worse.")
    if row["difference"] < -margin:
        return Verdict(False, f"{told}: not surely worse, but lower by more than {margin:g}.")
    return Verdict(True, f"{told}: {'better' if row['verdict'] == 'better' else 'not worse'}.")


def _report(
    model: Path,
    merged: Merged,
    meta: dict[str, Any],
    comparison: dict[str, dict[str, Any]],
    verdict: Verdict,
    moved: list[Path],
) -> dict[str, Any]:
    return {
        "model": model.as_posix(),
        "promoted": verdict.promoted,
        "why": verdict.why,
        "new": merged.new,
        "replaced": merged.replaced,
        "warnings": [finding.to_dict() for finding in merged.warnings if not finding.accepted],
        "merged": [path.as_posix() for path in moved],
        "data_before": describe_dataset(merged.base),
        "data": meta[OWN]["data"],
        "performance": meta["performance"],
        "comparison": {name: comparison[name] for name in TOLD},
    }
