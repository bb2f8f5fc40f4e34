"""Any history of additions, renames, changes, removals, kills and runs ends with the tables of a fresh run."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from presstally.batch.extract import extract_files
from presstally.batch.settings import Settings, Work

NAMES = st.sampled_from(["a.txt", "b.txt", "c/a.txt", "d.jsonl"])
TEXTS = st.sampled_from(
    ["12 crimes were registered.", "In 2020, 254 groups were neutralized.", "", "Police found 3 cars and 4 boats."]
)
FORMATS = ("csv", "jsonl")


class Runs(RuleBasedStateMachine):
    """The folder of releases and the tables as they grow; `fresh` is a run into an empty folder."""

    @initialize()
    def begin(self) -> None:
        self.base = Path(tempfile.mkdtemp())
        self.folder, self.out = self.base / "in", self.base / "out"
        self.write("a.txt", "12 crimes were registered.")
        self.run()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{"text": "{text}"}}\n' if name.endswith(".jsonl") else text)

    def extract(self, out: Path) -> None:
        work = Work(workers=0, prune=True)
        extract_files([self.folder], out, model="rules", formats=FORMATS, work=work, settings=Settings())

    def run(self) -> None:
        self.extract(self.out)
        fresh = self.base / "fresh"
        shutil.rmtree(fresh, ignore_errors=True)
        self.extract(fresh)
        self.tables = self.read(self.out)
        assert self.tables == self.read(fresh)

    def read(self, out: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}

    @rule(name=NAMES, text=TEXTS)
    def add_or_change(self, name: str, text: str) -> None:
        self.write(name, text)

    @rule(old=NAMES, new=NAMES)
    def rename(self, old: str, new: str) -> None:
        if (self.folder / old).exists() and (old.endswith("txt") == new.endswith("txt")):
            (self.folder / new).parent.mkdir(exist_ok=True)
            (self.folder / old).replace(self.folder / new)

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        if sum(path.is_file() for path in self.folder.rglob("*")) > 1:
            (self.folder / name).unlink(missing_ok=True)

    @rule(share=st.floats(0, 0.3))
    def kill(self, share: float) -> None:
        """Kill a run at work: the tables are those of before, or those that the next run will have."""
        child = os.fork()
        if child == 0:
            try:
                self.extract(self.out)
            finally:
                os._exit(0)
        time.sleep(share)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left, before = self.read(self.out), self.tables
        self.run()
        assert left in (before, self.tables)

    @rule()
    def run_again(self) -> None:
        self.run()

    @invariant()
    def tables_are_whole(self) -> None:
        if hasattr(self, "tables"):
            assert self.read(self.out) == self.tables

    def teardown(self) -> None:
        if hasattr(self, "base"):
            shutil.rmtree(self.base)


TestRuns = Runs.TestCase
TestRuns.settings = settings(
    max_examples=8, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
