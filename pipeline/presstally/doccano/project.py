"""A project on the server: found or made, with the label set and the guideline."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from presstally.doccano.session import Session
from presstally.errors import ServiceError, UsageError
from presstally.resources import data_dir

DESCRIPTION = "Releases as presstally reads them, to be corrected."
# Overlaps: METRIC spans may overlap anything. No graphemes: offsets count code points.
SETTINGS = {"project_type": "SequenceLabeling", "allow_overlapping": True, "grapheme_mode": False, "use_relation": True}


@dataclass(frozen=True)
class Project:
    """A project of the server. `shared`: its annotators work on one annotation together."""

    id: int
    name: str
    shared: bool
    made: bool = False


def find_project(session: Session, name: str) -> Project:
    """Return the project of that name or number.

    Raises ServiceError where there is none, UsageError where there are several.
    """
    found = [row for row in session.call("projects") if name in (row["name"], str(row["id"]))]
    if not found:
        raise ServiceError(f"There is no project {name!r} on the server.", "`presstally doccano push` makes it.")
    if len(found) > 1:
        ids = ", ".join(str(row["id"]) for row in found)
        raise UsageError(f"{len(found)} projects are called {name!r}.", f"Name one by its number: {ids}.")
    return _check(found[0])


def prepare_project(session: Session, name: str, *, shared: bool | None, guideline: Path | None) -> Project:
    """Return the project, made where there is none, with all label types and the guideline.

    Raises UsageError where it is there with other settings, which doccano cannot change without loss.
    """
    text = read_guideline(guideline)
    try:
        project = find_project(session, name)
    except ServiceError:
        row = session.call(
            "create_project",
            name=name,
            description=DESCRIPTION,
            guideline=text,
            collaborative_annotation=shared is not False,
            **SETTINGS,
        )
        project = Project(row["id"], row["name"], shared is not False, made=True)
    else:
        if shared is not None and shared != project.shared:
            told = "together" if project.shared else "apart"
            raise UsageError(f"The annotators of {name!r} work {told}.", "Leave the option out, or name a new project.")
        if guideline:
            session.call("update_project", project=project.id, guideline=text)
    _make_label_types(session, project)
    return project


def read_guideline(path: Path | None) -> str:
    """Return the guideline's text, by default the one that ships."""
    try:
        return (path or data_dir("configs") / "doccano" / "guideline.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The guideline {path} cannot be read: {error}.", "Name a text file in UTF-8.") from error


def read_labels() -> dict[str, dict[str, dict[str, str]]]:
    """Return kind -> label -> colour and key."""
    return tomllib.loads((data_dir("configs") / "doccano" / "labels.toml").read_text(encoding="utf-8"))


def _check(row: dict[str, Any]) -> Project:
    if wrong := [key for key, value in SETTINGS.items() if row[key] != value]:
        raise UsageError(
            f"The project {row['name']!r} has another {wrong[0]} than is needed: {row[wrong[0]]}.",
            "Name another project; push makes it with relations and overlapping spans.",
        )
    return Project(row["id"], row["name"], bool(row["collaborative_annotation"]))


def _make_label_types(session: Session, project: Project) -> None:
    for kind, labels in read_labels().items():
        there = session.call("label_types", project=project.id, kind=kind)
        for label, look in labels.items():
            if label not in there:
                session.call(
                    "create_label_type",
                    project=project.id,
                    kind=kind,
                    text=label,
                    color=look["color"],
                    key=look.get("key"),
                )
