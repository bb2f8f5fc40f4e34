"""Write a report's files: a page for people and JSON for machines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from presstally.errors import OutputError


def write_report(out: Path, files: dict[str, str]) -> list[Path]:
    """Write name -> content into the folder `out`, made where there is none; return the paths.

    Raises OutputError where it cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_text(content, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror}.", "Name another folder with --out.") from error
    return [out / name for name in files]


def to_json(report: dict[str, Any]) -> str:
    """Return a report as JSON, one line a top-level key."""
    lines = [f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in report.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"
