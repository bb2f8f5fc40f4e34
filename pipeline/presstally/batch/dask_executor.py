"""Jobs on a Dask cluster. All machines see the same folders under the same paths."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from presstally.batch.jobs import Job, Outcome
from presstally.batch.pool import Order, Pool
from presstally.batch.settings import Work
from presstally.errors import PresstallyError, UsageError

if TYPE_CHECKING:
    from distributed import Client

_ANSWER = "20s"  # until a scheduler is taken for absent
_AHEAD = 3  # chunks that wait at each worker, so that none stands idle
_pools: dict[bytes, Pool] = {}  # of this process, where it is a worker of the cluster


class DaskExecutor:
    """Runs jobs on the cluster at `work.scheduler`; without one, on `work.workers` processes of this machine.

    A chunk whose worker is lost is given to another one.
    """

    def __init__(self, order: Order, work: Work) -> None:
        self._order, self._work = order, work
        self._client: Client | None = None
        self._cluster: Any = None

    def __enter__(self) -> DaskExecutor:
        try:
            from distributed import Client, LocalCluster
        except ImportError as error:
            raise UsageError("Dask is not installed.", "Install it: pip install 'presstally[dask]'") from error
        if not self._work.scheduler:
            self._cluster = LocalCluster(
                n_workers=max(1, self._work.workers), threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            )
        try:
            self._client = Client(self._work.scheduler or self._cluster, timeout=_ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"The Dask scheduler {self._work.scheduler} does not answer: {error}.",
                "Start it, or correct its address.",
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):  # a cluster that is already gone is closed
            if self._client:
                self._client.close()
            if self._cluster:
                self._cluster.close()

    def describe(self) -> dict[str, Any]:
        """Return what run.json tells of the model, as a worker of the cluster has it."""
        assert self._client
        return self._client.submit(_describe, self._order, self._work, pure=False).result()

    def run(self, chunks: Iterator[list[Job]]) -> Iterator[Outcome]:
        """Give the outcome of each job of `chunks`, as they come."""
        from distributed import as_completed

        assert self._client
        threads = sum(self._client.nthreads().values())
        running = as_completed(loop=self._client.loop, with_results=True)
        for chunk in islice(chunks, max(1, threads) * _AHEAD):
            running.add(self._submit(chunk))
        for _, outcomes in running:
            for chunk in islice(chunks, 1):
                running.add(self._submit(chunk))
            yield from outcomes

    def _submit(self, chunk: list[Job]) -> Any:
        assert self._client
        return self._client.submit(run_chunk, self._order, self._work, chunk, pure=False, retries=3)


def run_chunk(order: Order, work: Work, chunk: list[Job]) -> list[Outcome]:
    """Read a chunk, on a worker of the cluster, in a process that is watched as on a single machine."""
    return list(_find_pool(order, work).run(iter([chunk])))


def _describe(order: Order, work: Work) -> dict[str, Any]:
    try:
        return _find_pool(order, work).describe()
    except PresstallyError as error:
        raise type(error)(error.message, error.hint) from None


def _find_pool(order: Order, work: Work) -> Pool:
    key = order.to_line()
    if key not in _pools:
        _pools[key] = Pool(order, replace(work, workers=1), keep=True)
        atexit.register(_pools[key].__exit__)
    return _pools[key]
