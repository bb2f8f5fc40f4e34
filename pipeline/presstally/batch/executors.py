"""What runs the jobs of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

from presstally.batch.jobs import Job, Outcome
from presstally.batch.pool import Order, Pool
from presstally.batch.settings import DASK, Work


class Executor(Protocol):
    """Runs chunks of jobs, and says what run.json tells of the model."""

    def run(self, chunks: Iterator[list[Job]]) -> Iterator[Outcome]: ...

    def describe(self) -> dict[str, Any]: ...


def make_executor(order: Order, work: Work) -> AbstractContextManager[Executor]:
    """Return the executor that `work` names."""
    if work.executor == DASK:
        from presstally.batch.dask_executor import DaskExecutor

        return DaskExecutor(order, work)
    if work.workers == 0:
        from presstally.batch.inline import Inline

        return Inline(order)
    return Pool(order, work)
