"""Tables are the old or the new ones, whole, whatever ends a run."""

from __future__ import annotations

import importlib.util
import os
import resource
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from presstally.batch import writers
from presstally.batch.extract import extract_files
from presstally.batch.settings import Work
from presstally.errors import OutputError

SCRIPT = Path(__file__).parents[2] / "scripts" / "kill_runs.py"
Put = Callable[..., Path]


def test_killed_at_random_moments(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("kill_runs", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    found = script.kill_runs(20, tmp_path, seed=7)
    assert found["killed at work"] >= 5


@pytest.mark.parametrize("table", ["_write_group", "add"])
def test_a_full_disk_leaves_the_old_tables(
    put: Put, extract: Any, all_bytes: Any, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    put(a="12 crimes were registered.")
    extract(formats=["csv", "parquet"])
    before = all_bytes("out")
    put(b="13 crimes were registered.")

    def fill(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writers.TableWriter, table, fill)
    with pytest.raises(OutputError, match="No space left"):
        extract(formats=["csv", "parquet"])
    assert all_bytes("out") == before
    monkeypatch.undo()
    assert extract(formats=["csv", "parquet"]).reused == 2


def code_of(run: Callable[[], object]) -> int:
    """Return the exit code of `run` in a process of its own."""
    child = os.fork()
    if child == 0:
        try:
            run()
        except OutputError as error:
            os._exit(error.exit_code)
        except BaseException:
            os._exit(99)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_limit_of_the_system_on_files(put: Put, extract: Any, all_bytes: Any) -> None:
    """Files may grow to 40 kB, which the tables of these releases pass: as on a disk that is full."""
    put(**{f"r{n}": f"{n + 3} crimes were registered in 2020. " * 25 for n in range(4)})

    def run() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        extract()

    assert code_of(run) == 5
    assert all_bytes("out") == {}
    extract()
    extract("other")
    assert all_bytes("out") == all_bytes("other")


def test_a_folder_that_is_read_only() -> None:
    with tempfile.TemporaryDirectory() as name:  # unlike tmp_path, a place that others may enter
        folder, out = Path(name), Path(name) / "out"
        folder.chmod(0o755)
        (folder / "a.txt").write_text("12 crimes were registered.")
        out.mkdir(mode=0o555)

        def run() -> None:
            if os.getuid() == 0:  # who may write everywhere tells nothing
                os.setegid(65534)
                os.seteuid(65534)
            extract_files([folder / "a.txt"], out, model="rules", work=Work(workers=0))

        assert code_of(run) == 5
        assert list(out.iterdir()) == []


def test_links_in_circles_in_the_input(put: Put, extract: Any, rows: Any) -> None:
    folder = put(a="12 crimes were registered.")
    os.symlink(folder, folder / "round")
    os.symlink("self", folder / "self")
    os.symlink("self.txt", folder / "self.txt")
    assert "1 links that lead back" in " ".join(extract().notices)
    assert [(row["document"], row["status"]) for row in rows("documents")] == [
        ("a.txt", "done"),
        ("self.txt", "failed"),
    ]
