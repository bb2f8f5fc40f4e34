"""metadata.csv: what is known about the releases of a folder beside their text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from presstally.cells import escape_cell, unescape_cell
from presstally.errors import UsageError

COLUMNS = ("document", "published", "title", "source_url")
_KNOWN = (*COLUMNS, "publisher")


@dataclass
class Metadata:
    """Rows by document: each a dict of the known columns that are filled in. `notices` tell what could not be taken."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)


def read_metadata(path: Path) -> Metadata:
    """Read a metadata.csv (UTF-8, with or without a byte order mark; commas or semicolons).

    A single bad cell or row is told in `notices` and left out. Raises UsageError where the file cannot be used at all.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8.", "Save it as “CSV UTF-8”.") from error
    head = text.split("\n", 1)[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if ";" in head and "," not in head else ",")
    try:
        names = [name.strip().lower() for name in next(lines, [])]
        if "document" not in names:
            raise UsageError(
                f"{path} has no column `document`; it has: {', '.join(names) or 'nothing'}.",
                f"Its first line reads: {','.join(COLUMNS)}",
            )
        table = Metadata(
            notices=[
                f"{path.name}: the column {name!r} is not known and not used." for name in names if name not in _KNOWN
            ]
        )
        for cells in lines:
            if any(cell.strip() for cell in cells):
                _take_row(table, dict(zip(names, cells, strict=False)), f"{path.name}, line {lines.line_num}")
    except csv.Error as error:
        raise UsageError(f"{path} is no CSV: {error}.") from error
    return table


def _take_row(table: Metadata, cells: dict[str, str], where: str) -> None:
    row = {name: unescape_cell(cells[name].strip()) for name in _KNOWN if cells.get(name, "").strip()}
    name = row.pop("document", "").replace("\\", "/").removeprefix("./")
    if not name:
        table.notices.append(f"{where}: no document is named.")
        return
    if name in table.rows:
        table.notices.append(f"{where}: {name} stands there twice; the first row is used.")
        return
    if "published" in row:
        day = iso_day(row.pop("published"))
        if day:
            row["published"] = day
        else:
            table.notices.append(f"{where}: {cells['published'].strip()!r} is no date like 2024-07-18; not used.")
    table.rows[name] = row


def iso_day(text: str) -> str | None:
    """Return the day of an ISO date or time; None for anything else."""
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        return None


def check_published(value: str | date | None) -> str | None:
    """Return a caller's date as an ISO day; raises UsageError for anything else."""
    if value is None:
        return None
    day = iso_day(value) if isinstance(value, str) else value.isoformat()[:10]
    if not day:
        raise UsageError(f"{value!r} is no date.", "Write it like 2024-07-18.")
    return day


def write_metadata(path: Path, rows: Iterable[dict[str, str | None]]) -> None:
    """Write a metadata.csv to be filled in; `rows` hold COLUMNS."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([escape_cell(row.get(name) or "") for name in COLUMNS])
