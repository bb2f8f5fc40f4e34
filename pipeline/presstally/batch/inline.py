"""Jobs in the program's own process: for who looks for a fault. Neither time nor memory has a limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from presstally.batch.jobs import Job, Outcome, do_job
from presstally.batch.pool import Order
from presstally.batch.worker import describe_model
from presstally.loading import load_shared


class Inline:
    """Runs jobs where it stands."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._nlp = load_shared(order.model, Path(order.configs) if order.configs else None)

    def __enter__(self) -> Inline:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def describe(self) -> dict[str, Any]:
        """Return what run.json tells of the model."""
        return describe_model(self._nlp)

    def run(self, chunks: Iterator[list[Job]]) -> Iterator[Outcome]:
        """Give the outcome of each job of `chunks`."""
        for chunk in chunks:
            with self._nlp.memory_zone():
                for job in chunk:
                    yield do_job(self._nlp, job, self._order.settings)
