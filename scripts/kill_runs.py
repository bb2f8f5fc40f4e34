"""Kill runs with SIGKILL at random moments, and look at what is left.

    .venv/bin/python scripts/kill_runs.py 200

Each time, the tables must be those of the run before or the new ones, whole, and the next run must end with the bytes
of a run that nobody disturbed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from presstally.batch.extract import extract_files
from presstally.batch.settings import Work

FORMATS = ("csv", "jsonl", "sqlite")
MODEL = "rules"
# Two states of an input folder: releases that stay, change, come and go.
STATES = (
    {"a": "12 crimes were registered.", "b": "254 groups were neutralized in 2020.", "c": "Police found 3 cars."},
    {"a": "12 crimes were registered.", "b": "255 groups were neutralized in 2020.", "d": "Police found 4 cars."},
)
Tables = dict[str, bytes]


def write_state(folder: Path, state: dict[str, str]) -> None:
    """Make the input folder hold the releases of `state` and no others, and lines of a JSONL file beside them."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in state.items():
        (folder / f"{name}.txt").write_text(text)
    (folder / "e.jsonl").write_text("".join(f'{{"text": "{text} 7 were held."}}\n' for text in state.values()))


def extract(folder: Path, out: Path) -> None:
    """Run to the end in this process."""
    extract_files([folder], out, model=MODEL, formats=FORMATS, work=Work(workers=0, prune=True))


def read_tables(out: Path) -> Tables:
    """Return all files that a reader can open, by name."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted([*out.glob("*"), *(out / "texts").rglob("*")])
        if path.is_file()
    }


def kill_run(folder: Path, out: Path, seconds: float) -> bool:
    """Start a run in a process of its own and kill it after `seconds`; return whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            extract(folder, out)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kill_runs(rounds: int, base: Path, seed: int = 0) -> Counter[str]:
    """Kill `rounds` runs; return how many were killed at work, and which tables were found. Raises AssertionError."""
    dice, folder, out = random.Random(seed), base / "in", base / "out"
    expected, took = [], 0.0
    for number, state in enumerate(STATES):
        write_state(folder, state)
        began = time.monotonic()
        extract(folder, base / f"whole{number}")
        took = time.monotonic() - began
        expected.append(read_tables(base / f"whole{number}"))
    write_state(folder, STATES[0])
    extract(folder, out)
    found: Counter[str] = Counter()
    for number in range(1, rounds + 1):
        old, new = expected[(number + 1) % 2], expected[number % 2]
        write_state(folder, STATES[number % 2])
        found["killed at work"] += kill_run(folder, out, dice.uniform(0, 1.5 * took))
        left = read_tables(out)
        assert left in (old, new), f"round {number}: a mix of tables"
        found["new tables" if left == new else "old tables"] += 1
        extract(folder, out)
        assert read_tables(out) == new, f"round {number}: other bytes after the next run"
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 200
        print(
            f"{rounds} rounds, all whole:", dict(kill_runs(rounds, Path(folder))), f"{time.monotonic() - began:.0f} s"
        )
