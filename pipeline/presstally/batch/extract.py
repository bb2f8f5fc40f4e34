"""Files in, tables in a folder out."""

from __future__ import annotations

import hashlib
import json
import platform
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from presstally.batch.correct import Corrections, Corrector, find_corrections, hash_corrections
from presstally.batch.datapackage import make_package
from presstally.batch.executors import make_executor
from presstally.batch.fingerprint import read_fingerprint
from presstally.batch.generation import OutFolder
from presstally.batch.manifest import Manifest
from presstally.batch.merge import hash_states, merge_rows
from presstally.batch.names import DEFAULT_FORMATS, ERRORS, FORMATS, PACKAGE_FILE, RUN_FILE, output_files
from presstally.batch.plan import Plan, make_plan
from presstally.batch.pool import Order
from presstally.batch.readout import Failure
from presstally.batch.settings import Settings, Work, check_formats
from presstally.batch.writers import TableWriter, import_libraries, write_json
from presstally.errors import OutputError, UsageError
from presstally.ingest.metadata_index import MetadataIndex
from presstally.ingest.walk import Inputs, find_inputs
from presstally.loading import DEFAULT_MODEL
from presstally.records import Row, Rows
from presstally.schemas import SCHEMA_VERSION
from presstally.trust import check_model

_LIBRARIES = ("spacy", "pyarrow")
_TOLD_NAMES = 5
Watch = Callable[[int], Callable[[str], None]]


@dataclass(frozen=True)
class Summary:
    """What a run has done: `report` is the content of run.json; `reused` releases were read by an earlier run."""

    files: list[Path]
    report: Row
    failures: list[Failure]
    notices: list[str]
    reused: int = 0
    unchanged: bool = False  # whether the tables were in force already


@dataclass
class _Counts:
    """What became of every release and every number."""

    documents: Counter[str] = field(default_factory=Counter)
    numbers: Counter[str] = field(default_factory=Counter)

    def add(self, status: str, rows: Rows | None) -> None:
        self.documents[status] += 1
        if rows:
            self.numbers["numbers_seen"] += rows.numbers
            for name in ("facts", "excluded", "entities", "relations"):
                self.numbers[name] += len(getattr(rows, name))

    def to_row(self) -> dict[str, int]:
        return {
            "documents_seen": self.documents.total(),
            **{f"documents_{status}": self.documents[status] for status in ("done", "failed", "duplicate")},
            **{name: self.numbers[name] for name in ("numbers_seen", "facts", "excluded", "entities", "relations")},
        }


def extract_files(
    paths: Sequence[Path],
    out: Path,
    *,
    metadata: Path | None = None,
    corrections: Path | None = None,
    model: str = DEFAULT_MODEL,
    configs: Path | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    settings: Settings | None = None,
    work: Work | None = None,
    watch: Watch = lambda total: lambda document: None,
) -> Summary:
    """Extract all releases of `paths` into tables in the folder `out`; what an earlier run has read is not read again.

    `corrections`: what reviewers said; by default the corrections.csv of `out`, where there is one.
    `watch` gets the number of releases to read and gives what is called for each one that is through.
    Raises the PresstallyErrors of a run that cannot be made; what fails in one release is in the Summary.
    """
    settings, work = settings or Settings(), work or Work()
    check_formats(formats)
    settings.check()
    work.check()
    if "xlsx" in formats and not find_spec("xlsxwriter"):
        raise UsageError("xlsx needs XlsxWriter.", "Install it: pip install 'presstally[xlsx]'")
    reviewed = find_corrections(out, corrections)
    folder = check_model(model, work.trust)
    inputs = find_inputs(paths, skip=out, limits=settings.limits)
    index = MetadataIndex(inputs, metadata)
    fingerprint = read_fingerprint(folder, configs, settings)
    order = Order(model, str(configs) if configs else None, settings, work.max_memory)
    notices = [*_notices(inputs), *index.notices]
    try:
        with OutFolder(out) as place:
            place.clean()
            with Manifest(place.manifest) as manifest:
                plan = make_plan(manifest, inputs.files, index.of, fingerprint, settings.limits, work.force)
                described = _run_jobs(plan, order, work, fingerprint, formats, watch)
                notices += _tell_gone(plan.finish(work.prune), work.prune)
                report = _report(described, order, formats, notices)
                return _write_tables(place, plan, report, formats, reviewed)
    except (OSError, sqlite3.OperationalError) as error:
        told = error.strerror if isinstance(error, OSError) else str(error)
        raise OutputError(
            f"{out} cannot be written: {told or error}.", "Free some space or name another folder with --out."
        ) from error


def _run_jobs(plan: Plan, order: Order, work: Work, fingerprint: str, formats: Sequence[str], watch: Watch) -> Row:
    """Read what is to be read; return what is told of the model."""
    manifest = plan.manifest
    described = manifest.find_model(fingerprint)
    if plan.todo or not described:
        through = watch(plan.todo)
        with make_executor(order, work) as executor:
            outcomes = executor.run(plan.jobs(work.chunk_of(plan.todo)))
            if plan.todo:
                import_libraries(formats)  # the workers load their model meanwhile
            for outcome in outcomes:
                manifest.put(plan.key_of(outcome.number), outcome)
                through("")
            if not described:
                described = executor.describe()
                manifest.put_model(fingerprint, described)
        manifest.commit()
    return described


def _write_tables(
    place: OutFolder, plan: Plan, report: Row, formats: Sequence[str], corrections: Corrections
) -> Summary:
    names, manifest = output_files(formats), plan.manifest
    head = json.dumps([report, sorted(formats), hash_corrections(corrections)], ensure_ascii=True)
    key = hashlib.sha256(f"{head}{hash_states(manifest)}".encode()).hexdigest()
    unchanged = place.is_in_force(key)
    if unchanged:
        plan.keep()
    else:
        with place.write_aside(key, names) as folder:
            told = _fill_tables(folder, formats, manifest, corrections)
            write_json(folder / RUN_FILE, {**report, **told, "notices": [*report["notices"], *told["notices"]]})
            write_json(folder / PACKAGE_FILE, make_package(folder, names))
            # Before the switch: a run that is killed between the two is made again to the same bytes.
            plan.keep()
    place.link(names)
    place.clean()
    written = json.loads((place.out / RUN_FILE).read_bytes())
    with (place.out / ERRORS).open(encoding="utf-8") as lines:
        failures = [Failure(**json.loads(line)) for line in lines]
    notices = [
        *written["notices"],
        *(["The manifest could not be used; all was read again."] if manifest.renewed else []),
    ]
    files = [place.out / name for name in names]
    return Summary(files, written, failures, notices, plan.known, unchanged)


def _fill_tables(folder: Path, formats: Sequence[str], manifest: Manifest, corrections: Corrections) -> Row:
    """Write the rows of all releases as corrected; return the counts, and what is to be told."""
    counts, corrector = _Counts(), Corrector(corrections, manifest)
    with TableWriter(folder, formats) as tables:
        for merged in map(corrector.correct, merge_rows(manifest)):
            tables.add(merged)
            counts.add(merged.document["status"], merged.rows)
    return {"counts": counts.to_row() | corrector.counts(), "notices": corrector.notices()}


def _tell_gone(names: list[str], pruned: bool) -> list[str]:
    if not names or pruned:
        return []
    told = ", ".join(names[:_TOLD_NAMES]) + (", ..." if len(names) > _TOLD_NAMES else "")
    return [f"{len(names)} releases of earlier runs are gone; their rows stay (--prune drops them): {told}"]


def _notices(inputs: Inputs) -> list[str]:
    told = [
        (inputs.others, "other files were not read: their names end in none of those that are read."),
        (inputs.hidden, "hidden files or folders were not read."),
        (
            inputs.looped,
            "links that lead back to a folder above them, or where another link has led, were not followed.",
        ),
    ]
    return [
        *(f"{count} {text}" for count, text in told if count),
        *(f"{path} was not read: its rows belong into that of the input folder." for path in inputs.unused),
        *(f"A folder cannot be listed: {text}" for text in inputs.unreadable),
    ]


def _report(described: Row, order: Order, formats: Sequence[str], notices: list[str]) -> Row:
    """Say what was run; nothing in it changes between equal runs."""
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": {
            "presstally": version("presstally"),
            "python": platform.python_version(),
            **{name: version(name) for name in _LIBRARIES},
        },
        "model": {"name": order.model, **described},
        "settings": {
            **order.settings.to_row(),
            "configs": order.configs,
            "formats": [name for name in FORMATS if name in formats],
        },
        "counts": {},
        "notices": notices,
    }
