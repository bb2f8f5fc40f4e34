"""How releases are handed to workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from presstally.batch import pool
from presstally.batch.settings import DASK, Work

CHUNKS = [
    # releases to read, workers -> given at once
    (1, 1, 4),
    (100, 1, 6),
    (300, 2, 9),
    (10_000, 2, 32),
    (10_000, 256, 4),
    (10_000, 0, 32),
]


@pytest.mark.parametrize(("todo", "workers", "size"), CHUNKS)
def test_short_runs_are_given_in_small_chunks(todo: int, workers: int, size: int) -> None:
    assert Work(workers=workers).chunk_of(todo) == size


def test_a_cluster_of_unknown_size_gets_whole_chunks() -> None:
    assert Work(executor=DASK, chunk=7).chunk_of(10) == 7


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_a_worker_has_its_next_chunk_before_it_asks(
    put: Callable[..., Path], extract: Any, rows: Any, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    held: list[int] = []
    send = pool._Worker.send

    def watch(worker: Any, chunk: Any) -> None:
        send(worker, chunk)
        held.append(worker.chunks)

    monkeypatch.setattr(pool._Worker, "send", watch)
    put(**{f"r{number:02}": f"{number + 30} crimes." for number in range(17)})
    extract(work={"workers": workers, "chunk": 2})
    assert max(held) == 2
    assert [row["value"] for row in rows("facts")] == [number + 30 for number in range(17)]
