"""Texts or files in, a DataFrame out: `presstally.extract`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from presstally.batch.readout import Failure, make_failure, read_rows
from presstally.batch.runner import run
from presstally.batch.settings import Settings
from presstally.errors import UsageError
from presstally.ingest.metadata import check_published
from presstally.ingest.metadata_index import MetadataIndex
from presstally.ingest.reader import make_release
from presstally.ingest.walk import InputFile, find_inputs
from presstally.loading import DEFAULT_MODEL, load_shared
from presstally.records import Row, make_frame

if TYPE_CHECKING:
    import pandas as pd
    from spacy.language import Language

Source = str | Path
_LONGEST_NAME = 1024


def extract(
    texts_or_paths: Source | Iterable[Source],
    published: str | date | Iterable[str | date | None] | None = None,
    *,
    model: str | Language = DEFAULT_MODEL,
    configs: str | Path | None = None,
    min_score: float = 0.0,
) -> pd.DataFrame:
    """Return the facts of releases as a DataFrame with the columns of facts.csv.

    A Path, or a str that names a file or folder that exists, is read from there (with the metadata.csv beside it);
    any other str is a release's text, called `text-1`, `text-2`, ... by its place. `published` is one day for all,
    or one for each input.
    A release that cannot be read is told by a warning, and listed in `frame.attrs["errors"]`.
    """
    sources = [texts_or_paths] if isinstance(texts_or_paths, str | Path) else list(texts_or_paths)
    days = _days(published, len(sources))
    settings = Settings(min_score=min_score)
    settings.check()
    nlp = load_shared(model, configs) if isinstance(model, str) else model
    facts: list[Row] = []
    failures: list[Failure] = []
    for number, (source, day) in enumerate(zip(sources, days, strict=True), 1):
        path = _path(source)
        if path is None:
            _extract_text(nlp, f"text-{number}", str(source), day, settings, facts, failures)
        else:
            _extract_path(nlp, path, day, settings, facts, failures)
    for failure in failures:
        warnings.warn(f"{failure.document}: {failure.message} {failure.hint}".strip(), stacklevel=2)
    frame = make_frame(facts)
    frame.attrs["errors"] = [failure.to_row() for failure in failures]
    return frame


def _days(published: str | date | Iterable[str | date | None] | None, count: int) -> list[str | None]:
    if published is None or isinstance(published, str | date):
        return [check_published(published)] * count
    days = [check_published(day) for day in published]
    if len(days) != count:
        raise UsageError(f"There are {count} inputs and {len(days)} days.", "Give one day for all, or one for each.")
    return days


def _path(source: Source) -> Path | None:
    if isinstance(source, Path):
        return source
    if not source.strip() or len(source) > _LONGEST_NAME or "\n" in source or "\0" in source:
        return None
    try:
        return Path(source) if Path(source).exists() else None
    except OSError:  # a name longer than the file system allows
        return None


def _extract_text(
    nlp: Language, name: str, text: str, day: str | None, settings: Settings, facts: list[Row], failures: list[Failure]
) -> None:
    known = {"published": day} if day else {}
    try:
        # Lone surrogates cannot be written to a file, so they cannot have come from one.
        release = make_release(name, text.encode("utf-8"), known, settings.limits)
        facts += read_rows(nlp, replace(release, text=text), settings.min_score)[1].facts
    except Exception as error:  # as in a run over files: the other releases are read
        failures.append(make_failure(name, error, None))


def _extract_path(
    nlp: Language, path: Path, day: str | None, settings: Settings, facts: list[Row], failures: list[Failure]
) -> None:
    inputs = find_inputs([path])
    index = MetadataIndex(inputs)

    def known(file: InputFile) -> dict[str, str]:
        return {**index.of(file), **({"published": day} if day else {})}

    failures += run(nlp, inputs.files, known, settings, lambda rows: facts.extend(rows.facts))
