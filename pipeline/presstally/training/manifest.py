"""The sha256 of each file of a model, in `manifest.json` beside them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

MANIFEST = "manifest.json"


def read_sums(model: Path) -> dict[str, str]:
    """Return file -> sha256 of all files below the folder `model` but the manifest and the README."""
    files = sorted(path for path in model.rglob("*") if path.is_file() and path.name not in (MANIFEST, "README.md"))
    return {path.relative_to(model).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def write_manifest(model: Path) -> None:
    """Write the manifest of the model in the folder `model`."""
    (model / MANIFEST).write_text(json.dumps(read_sums(model), indent=1) + "\n", encoding="utf-8")
