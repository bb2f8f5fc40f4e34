"""datapackage.json: what lies in the folder, in the words of Frictionless Data (https://specs.frictionlessdata.io)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from presstally.batch.columns import TABLES, Column
from presstally.records import Row

_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
}


def make_package(folder: Path, names: Iterable[str]) -> Row:
    """Describe the tables `names` of `folder`: each with its size and hash, and each of its columns."""
    resources = [_describe(folder / name) for name in names if name.split(".")[-1] in _MEDIA]
    return {
        "name": "presstally",
        "title": "Numbers of press releases, each with what it says",
        "profile": "data-package",
        "resources": resources,
    }


def _describe(path: Path) -> Row:
    table, kind = path.name.split(".")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    resource: Row = {
        "name": f"{table}-{kind}" if table == "facts" else table,
        "path": path.name,
        "format": kind,
        "mediatype": _MEDIA[kind],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
    }
    schema = {"fields": [_field(column) for column in TABLES[table]], "missingValues": [""]}
    if kind == "csv" or (kind == "jsonl" and path.stat().st_size):
        return {
            **resource,
            "type": "table",
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"csv": {"lineTerminator": "\n"}} if kind == "csv" else {"json": {"keyed": True}},
            "schema": schema,
        }
    # A validator opens no table of these without further libraries, and none without rows; the columns are the same.
    return {**resource, "type": "file", "columns": schema["fields"]}


def _field(column: Column) -> Row:
    told: Row = {"name": column.name, "type": column.type, "description": column.meaning}
    if column.unit:
        told["unit"] = column.unit
    if column.required:
        told["constraints"] = {"required": True}
    return told
