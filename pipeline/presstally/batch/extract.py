"""Files in, tables in a folder out."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from presstally.batch.readout import Failure
from presstally.batch.runner import Account, Settings, run
from presstally.batch.writers import FORMATS, RUN_FILE, TableWriter, output_files, write_aside, write_json, write_jsonl
from presstally.errors import UsageError
from presstally.ingest.metadata_index import MetadataIndex
from presstally.ingest.walk import Inputs, find_inputs
from presstally.loading import DEFAULT_MODEL, load_shared
from presstally.records import Row
from presstally.schemas import SCHEMA_VERSION

if TYPE_CHECKING:
    from spacy.language import Language

_LIBRARIES = ("spacy", "pyarrow")


@dataclass(frozen=True)
class Summary:
    """What a run has done: `report` is the content of run.json."""

    files: list[Path]
    report: Row
    failures: list[Failure]
    notices: list[str]


def extract_files(
    paths: Sequence[Path],
    out: Path,
    *,
    metadata: Path | None = None,
    model: str = DEFAULT_MODEL,
    configs: Path | None = None,
    formats: Sequence[str] = FORMATS,
    settings: Settings | None = None,
    watch: Callable[[int], Callable[[str], None]] = lambda total: lambda document: None,
) -> Summary:
    """Extract all releases of `paths` into tables in the folder `out`.

    `watch` gets the number of releases and gives what is called with each one that is through.
    Raises the PresstallyErrors of a run that cannot be made; what fails in one release is in the Summary.
    """
    settings = settings or Settings()
    check_settings(settings, formats)
    inputs = find_inputs(paths, skip=out)
    index = MetadataIndex(inputs, metadata)
    names = output_files(formats)
    with write_aside(out, names) as folder:
        nlp = load_shared(model, configs)
        with TableWriter(folder, formats) as tables:
            account = run(nlp, inputs.files, index.of, settings, tables.add, watch(len(inputs.files)))
        notices = [*_notices(inputs), *index.notices]
        report = _report(nlp, model, configs, formats, settings, account, notices)
        write_jsonl(folder / "documents.jsonl", account.documents)
        write_jsonl(folder / "errors.jsonl", (failure.to_row() for failure in account.failures))
        write_json(folder / RUN_FILE, report)
    return Summary([out / name for name in names], report, account.failures, notices)


def check_settings(settings: Settings, formats: Sequence[str]) -> None:
    """Raise UsageError for settings out of range and for formats that do not exist."""
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise UsageError(f"There is no format {unknown[0]!r}.", f"Choose from {', '.join(FORMATS)}.")
    if not formats:
        raise UsageError("No format is named.", f"Choose from {', '.join(FORMATS)}.")
    if not 0 <= settings.min_score <= 1:
        raise UsageError(f"A score of {settings.min_score:g} does not exist.", "Scores go from 0 to 1.")
    settings.limits.check()


def _notices(inputs: Inputs) -> list[str]:
    told = [
        (inputs.others, "other files were not read: their names end in none of those that are read."),
        (inputs.hidden, "hidden files or folders were not read."),
        (inputs.looped, "links that lead back to a folder above them were not followed."),
    ]
    return [
        *(f"{count} {text}" for count, text in told if count),
        *(f"{path} was not read: its rows belong into that of the input folder." for path in inputs.unused),
        *(f"A folder cannot be listed: {text}" for text in inputs.unreadable),
    ]


def _report(
    nlp: Language,
    model: str,
    configs: Path | None,
    formats: Sequence[str],
    settings: Settings,
    account: Account,
    notices: list[str],
) -> Row:
    """Say what was run and what came of it; nothing in it changes between equal runs."""
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": {
            "presstally": version("presstally"),
            "python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
        },
        "model": {"name": model, "version": nlp.meta.get("version"), "pipes": nlp.pipe_names},
        "settings": {
            **asdict(settings),
            "configs": str(configs) if configs else None,
            "formats": [name for name in FORMATS if name in formats],
        },
        "counts": account.counts(),
        "notices": notices,
    }
