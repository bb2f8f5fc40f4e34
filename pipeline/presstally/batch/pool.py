"""Worker processes: each reads a chunk of releases at a time, is watched, and replaced when it dies."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from presstally.batch.frames import (
    BEGIN,
    DONE,
    OUTCOME,
    READY,
    REFUSED,
    RENEW,
    pack_json,
    read_frame,
    unpack_outcome,
)
from presstally.batch.jobs import Job, Outcome, fail_crash, fail_time
from presstally.batch.settings import Settings, Work
from presstally.errors import ModelError

_COMMAND = (sys.executable, "-P", "-m", "presstally.batch.worker")  # -P: no module is taken from the current folder
_LOOK = 0.2  # seconds between two looks at the clock
_LOADING = 300.0  # seconds that a model may take to load
_AHEAD = 2  # chunks that a worker has at once, so that it never waits for this program to write something down
_TAIL = 600  # bytes of what a dead worker said last


@dataclass
class Order:
    """What a worker is told before its first job."""

    model: str
    configs: str | None
    settings: Settings
    max_memory: int

    def to_line(self) -> bytes:
        return pack_json({**vars(self), "settings": self.settings.to_row()})


@dataclass(eq=False)
class _Worker:
    """A process, and what it has been given and not yet answered."""

    process: subprocess.Popen[bytes]
    errors: Any
    pending: dict[int, Job] = field(default_factory=dict)
    chunks: int = 0
    lines: queue.SimpleQueue[bytes | None] = field(default_factory=queue.SimpleQueue)
    ready: bool = False
    current: int | None = None
    since: float = field(default_factory=time.monotonic)
    late: bool = False
    renewed: bool = False

    def send(self, chunk: list[Job]) -> None:
        """Give it a chunk; one that has died meanwhile is found out where its answers end."""
        self.pending |= {job.number: job for job in chunk}
        self.chunks += 1
        self.lines.put(pack_json([job.to_row() for job in chunk]))

    def tell(self) -> None:
        """Hand over what is sent, in a thread: one that hangs would hold up the program once its pipe is full."""
        assert self.process.stdin
        with suppress(OSError), self.process.stdin as stdin:
            while line := self.lines.get():
                stdin.write(line)
                stdin.flush()

    def last_words(self) -> str:
        self.errors.seek(0)
        return self.errors.read().decode("utf-8", "replace")[-_TAIL:].strip()


class Pool:
    """Runs jobs in `work.workers` processes. Use as a context, so that no process is left behind.

    With `keep`, its processes wait for a further `run` when one is through.
    """

    def __init__(self, order: Order, work: Work, keep: bool = False) -> None:
        self._order, self._work, self._keep = order, work, keep
        self._events: queue.Queue[tuple[_Worker, bytes, bytes]] = queue.Queue()
        self._workers: set[_Worker] = set()
        self._idle: list[_Worker] = []
        self._crashed: set[int] = set()  # jobs whose process died once
        self.model: dict[str, Any] | None = None  # what a worker says of the model

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in [*self._workers, *self._idle]:
            self._end(worker)

    def describe(self) -> dict[str, Any]:
        """Return what a worker says of the model, started for that if need be."""
        list(self.run(iter([[]])) if self.model is None else ())
        assert self.model is not None
        return self.model

    def run(self, chunks: Iterator[list[Job]]) -> Iterator[Outcome]:
        """Set the workers to work; give the outcome of each job of `chunks`, as they come."""
        self._idle = [worker for worker in self._idle if worker.process.poll() is None]
        for chunk in islice(chunks, max(1, self._work.workers)):
            if self._idle:
                self._workers.add(worker := self._idle.pop())
                worker.send(chunk)
            else:
                self._start(chunk)
        for worker in list(self._workers):
            self._feed(worker, chunks)
        return self._gather(chunks)

    def _gather(self, chunks: Iterator[list[Job]]) -> Iterator[Outcome]:
        looked = time.monotonic()
        while self._workers:
            try:
                worker, kind, body = self._events.get(timeout=_LOOK)
            except queue.Empty:
                kind = b""
            if time.monotonic() - looked > _LOOK:
                looked = time.monotonic()
                self._kill_late(looked)
            if kind:
                yield from self._hear(worker, kind, body, chunks)

    def _start(self, chunk: list[Job]) -> None:
        errors = tempfile.TemporaryFile()  # noqa: SIM115  (it lives as long as the process)
        process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        worker = _Worker(process, errors)
        self._workers.add(worker)
        worker.lines.put(self._order.to_line())
        worker.send(chunk)
        threading.Thread(target=worker.tell, daemon=True).start()
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()

    def _feed(self, worker: _Worker, chunks: Iterator[list[Job]]) -> None:
        for chunk in islice(chunks, _AHEAD - worker.chunks):
            worker.send(chunk)

    def _listen(self, worker: _Worker) -> None:
        assert worker.process.stdout
        with worker.process.stdout as frames:
            while frame := read_frame(frames):  # type: ignore[arg-type]
                self._events.put((worker, *frame))
        self._events.put((worker, b"end", b""))

    def _hear(self, worker: _Worker, kind: bytes, body: bytes, chunks: Iterator[list[Job]]) -> Iterator[Outcome]:
        if kind == BEGIN:
            worker.current, worker.since = int.from_bytes(body, "big"), time.monotonic()
        elif kind == OUTCOME:
            outcome = unpack_outcome(body)
            worker.current = None
            del worker.pending[outcome.number]
            yield outcome
        elif kind == READY:
            worker.ready, self.model = True, json.loads(body)
        elif kind == RENEW:
            worker.renewed = True
        elif kind == REFUSED:
            raise ModelError(*json.loads(body))
        elif kind == DONE:
            worker.chunks -= 1
            self._feed(worker, chunks)
            if worker.chunks:
                return
            if self._keep:
                self._workers.discard(worker)
                self._idle.append(worker)
            else:
                self._end(worker)
        elif worker in self._workers:
            yield from self._bury(worker, chunks)

    def _kill_late(self, now: float) -> None:
        for worker in self._workers:
            limit = self._work.timeout if worker.ready else _LOADING
            if (worker.current is not None or not worker.ready) and now - worker.since > limit:
                worker.late = True
                worker.process.kill()

    def _bury(self, worker: _Worker, chunks: Iterator[list[Job]]) -> Iterator[Outcome]:
        """Give the outcome of the release that a worker died of, and its other releases to a new one.

        A death can have another cause than the release: it is read once more before it is to blame.
        """
        self._end(worker)
        if not worker.ready:
            raise ModelError("The model cannot be loaded.", worker.last_words() or _tell_end(worker))
        jobs = list(worker.pending.values())
        blamed = _find_blamed(worker, jobs)
        if blamed and worker.late:
            yield fail_time(blamed, self._work.timeout)
            jobs.remove(blamed)
        elif blamed and blamed.number in self._crashed:
            yield fail_crash(blamed, _tell_end(worker))
            jobs.remove(blamed)
        elif blamed:
            self._crashed.add(blamed.number)
        for chunk in [jobs] if jobs else islice(chunks, 1):
            self._start(chunk)

    def _end(self, worker: _Worker) -> None:
        self._workers.discard(worker)
        worker.process.kill()
        worker.process.wait()
        worker.lines.put(None)


def _find_blamed(worker: _Worker, jobs: list[Job]) -> Job | None:
    """Return the release in whose reading a worker died; the next one where it died between two for no reason."""
    if worker.renewed or not jobs:
        return None
    if worker.current is None:
        return None if worker.late else jobs[0]
    return worker.pending.get(worker.current)


def _tell_end(worker: _Worker) -> str:
    code = worker.process.returncode
    return f"signal {-code}" if code < 0 else f"exit code {code}"
