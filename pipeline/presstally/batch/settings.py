"""What a run is told: what changes its rows, and what changes only how it works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from presstally.batch.names import FORMATS
from presstally.errors import UsageError
from presstally.ingest.limits import Limits
from presstally.records import Row

PROCESSES, DASK = "processes", "dask"
MAX_WORKERS = 256
SMALL_CHUNK = 4


@dataclass(frozen=True)
class Settings:
    """What changes the rows of a run."""

    min_score: float = 0.0
    limits: Limits = field(default_factory=Limits)

    def to_row(self) -> Row:
        """Return the settings as one flat dict."""
        return {"min_score": self.min_score, **asdict(self.limits)}

    def check(self) -> None:
        """Raise UsageError for settings out of range."""
        if not 0 <= self.min_score <= 1:
            raise UsageError(f"A score of {self.min_score:g} does not exist.", "Scores go from 0 to 1.")
        self.limits.check()


@dataclass(frozen=True)
class Work:
    """How a run works; nothing of it changes a byte of the tables of releases that do not fail by it.

    `workers`: processes; 0 reads in the program's own process, where neither time nor memory has a limit.
    `timeout`: seconds for one release. `max_memory`: MiB that one release may take.
    `chunk`: releases that are given at once, at most.
    """

    workers: int = 1
    timeout: float = 120.0
    max_memory: int = 4096
    chunk: int = 32
    executor: str = PROCESSES
    scheduler: str | None = None
    force: bool = False
    prune: bool = False
    trust: bool = False

    def chunk_of(self, todo: int) -> int:
        """Return how many of `todo` releases are given at once: few of a short run, so that all end at one time."""
        if self.executor == DASK:
            return self.chunk
        return min(self.chunk, max(SMALL_CHUNK, todo // (16 * max(1, self.workers))))

    def check(self) -> None:
        """Raise UsageError for values out of range."""
        if not 0 <= self.workers <= MAX_WORKERS:
            raise UsageError(f"--workers must be 0 to {MAX_WORKERS}.")
        if self.timeout <= 0 or self.max_memory < 1 or self.chunk < 1:
            raise UsageError("--timeout, --max-memory and --chunk must be more than 0.")
        if self.executor not in (PROCESSES, DASK):
            raise UsageError(f"There is no executor {self.executor!r}.", f"Choose {PROCESSES} or {DASK}.")
        if self.scheduler and self.executor != DASK:
            raise UsageError("--scheduler is the address of a Dask cluster.", f"Add --executor {DASK}.")


def check_formats(formats: Sequence[str]) -> None:
    """Raise UsageError where no format is named, or one that does not exist."""
    if unknown := sorted(set(formats) - set(FORMATS)):
        raise UsageError(f"There is no format {unknown[0]!r}.", f"Choose from {', '.join(FORMATS)}.")
    if not formats:
        raise UsageError("No format is named.", f"Choose from {', '.join(FORMATS)}.")
