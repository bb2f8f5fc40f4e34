"""A run's folder in, report.html out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from presstally.errors import OutputError
from presstally.report.chart import make_chart, read_bundle
from presstally.report.data import make_data
from presstally.report.page import make_page
from presstally.runs import read_run


def write_report(
    out: Path, path: Path | None = None, *, releases: Path | None = None, configs: str | None = None, title: str = ""
) -> tuple[Path, dict[str, Any]]:
    """Write the report of the run in `out` to `path` (OUT/report.html); return where it lies and its counts.

    `releases` is the folder that was read. Raises NoInputError, UsageError or OutputError.
    """
    chart, bundle = make_chart(), read_bundle()
    data = make_data(read_run(out), configs=configs, folder=releases, title=title)
    path = path or out / "report.html"
    aside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(make_page(data, chart, bundle), encoding="utf-8", newline="\n")
        aside.replace(path)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}.", "Name another file with --out.") from error
    shown = sum("text" in row for row in data["releases"])
    return path, data["counts"] | {"releases_with_text": shown}
