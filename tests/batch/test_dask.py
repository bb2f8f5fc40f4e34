"""The same bytes from a Dask cluster, and a worker of it that is lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from presstally.batch import dask_executor
from presstally.errors import UsageError

distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster() -> Any:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


def test_a_lost_worker_costs_no_byte(put: Callable[..., Path], extract: Any, all_bytes: Any, cluster: Any) -> None:
    put(**{f"r{n}": f"{n + 3} crimes were registered in {2000 + n}." for n in range(12)}, bad=b"\0")
    extract("plain", formats=["csv", "sqlite"])
    through: list[str] = []

    def watch(total: int) -> Callable[[str], None]:
        def tell(document: str) -> None:
            through.append(document)
            if len(through) == 2:
                worker = next(iter(cluster.workers.values()))
                os.kill(worker.pid, signal.SIGKILL)

        return tell

    work = {"executor": "dask", "scheduler": cluster.scheduler_address, "chunk": 1}
    extract("other", formats=["csv", "sqlite"], work=work, watch=watch)
    assert len(through) == 13
    assert all_bytes("plain") == all_bytes("other")


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ({"executor": "dask", "scheduler": "tcp://127.0.0.1:9"}, "does not answer"),
        ({"executor": "dask", "scheduler": "nowhere"}, "does not answer"),
        ({"scheduler": "tcp://127.0.0.1:9"}, "--executor dask"),
        ({"executor": "spark"}, "no executor 'spark'"),
        ({"workers": -1}, "--workers"),
        ({"timeout": 0}, "--timeout"),
    ],
)
def test_wrong_calls(
    put: Callable[..., Path], extract: Any, work: dict[str, Any], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_executor, "_ANSWER", "1s")
    put(a="12 crimes were registered.")
    with pytest.raises(UsageError, match=told):
        extract(work=work)
