"""The files of a run by name."""

from __future__ import annotations

from collections.abc import Iterable

FORMATS = ("csv", "jsonl", "parquet", "xlsx", "sqlite")
DEFAULT_FORMATS = ("csv", "jsonl", "parquet")
STREAMED = ("entities.jsonl", "relations.jsonl", "excluded.jsonl")
DOCUMENTS, ERRORS = "documents.jsonl", "errors.jsonl"
RUN_FILE, PACKAGE_FILE = "run.json", "datapackage.json"
TEXTS = "texts"  # the folder of extracted texts


def output_files(formats: Iterable[str]) -> tuple[str, ...]:
    """Name the files of a run, in the order in which they are told."""
    wanted = set(formats)
    tables = (f"facts.{name}" for name in FORMATS if name in wanted)
    return (*tables, *STREAMED, DOCUMENTS, ERRORS, RUN_FILE, PACKAGE_FILE)
