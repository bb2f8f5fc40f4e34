"""An output folder whose tables come into force together.

OUT/facts.csv -> .presstally/current/facts.csv       one link for each file
OUT/.presstally/current -> run-000002                the switch: one rename
OUT/.presstally/run-000001, run-000002               the run before, for who still reads it, and the one in force
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from presstally.batch.names import FORMATS, TEXTS, output_files
from presstally.errors import OutputError
from presstally.ingest.walk import STATE_NAME

_CURRENT, _RUN, _ASIDE, _LOCK, _SEAL = "current", "run-", "aside-", "lock", "seal.json"


class OutFolder:
    """The folder `out`. Raises OutputError where it cannot be written, or where another run is writing into it."""

    def __init__(self, out: Path) -> None:
        self.out, self.state = out, out / STATE_NAME
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock = _take_lock(self.state / _LOCK)
        except BlockingIOError as error:
            raise OutputError(f"Another run is writing into {out}.", "Wait for it, or name another folder.") from error
        except OSError as error:
            raise OutputError(
                f"{out} cannot be written: {error.strerror}.", "Name a folder of yours with --out."
            ) from error

    def __enter__(self) -> OutFolder:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._lock)

    @property
    def manifest(self) -> Path:
        """The path of the manifest."""
        return self.state / "manifest.sqlite"

    def clean(self) -> None:
        """Remove what a run that was killed has left, and all runs but the one in force and the one before it."""
        current = self._current()
        kept = [path for path in sorted(self.state.glob(f"{_RUN}*")) if current and path.name <= current.name][-2:]
        for path in self.state.iterdir():
            if path.name.startswith(_ASIDE) or (path.name.startswith(_RUN) and path not in kept):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink()

    def is_in_force(self, key: str) -> bool:
        """Return whether the tables in force are those of `key`, and byte for byte as they were written."""
        current = self._current()
        try:
            seal = json.loads((current / _SEAL).read_bytes()) if current else {}
            return bool(current and seal["key"] == key and seal["files"] == dict(_hash_tree(current)))
        except (OSError, ValueError):
            return False

    @contextmanager
    def write_aside(self, key: str, names: Iterable[str]) -> Iterator[Path]:
        """Give a folder to write `names` (and texts) into; on success it comes into force, else all stays as it was."""
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=self.state))
        try:
            yield aside
            aside.chmod(0o755)
            (aside / _SEAL).write_text(json.dumps({"key": key, "files": dict(_hash_tree(aside))}), encoding="utf-8")
            _sync_tree(aside)
            run = self.state / f"{_RUN}{self._next_number():06}"
            os.rename(aside, run)
            self.link(names, before=True)
            self._switch(run)
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def link(self, names: Iterable[str], before: bool = False) -> None:
        """Make the links to the files in force.

        Links that are missing can be made before the switch, since they lead nowhere until then; files that stand in
        their place and links that lead nowhere any more give way after it.
        """
        wanted = {*names, TEXTS}
        for name in sorted(wanted):
            path, target = self.out / name, f"{STATE_NAME}/{_CURRENT}/{name}"
            if not os.path.lexists(path):
                if before or (self.state / _CURRENT / name).exists():
                    os.symlink(target, path)
            elif not before and not (path.is_symlink() and os.readlink(path) == target):
                self._replace(path, target)
        for name in () if before else {*output_files(FORMATS), TEXTS}:
            path = self.out / name
            if path.is_symlink() and STATE_NAME in Path(os.readlink(path)).parts and not path.exists():
                path.unlink()

    def _replace(self, path: Path, target: str) -> None:
        if path.is_dir() and not path.is_symlink():
            raise OutputError(f"{path} is a folder of yours.", "Move it, or name another folder with --out.")
        aside = self.state / f"{_ASIDE}{path.name}"
        os.symlink(target, aside)
        os.replace(aside, path)

    def _switch(self, run: Path) -> None:
        aside = self.state / f"{_ASIDE}{_CURRENT}"
        os.symlink(run.name, aside)
        os.replace(aside, self.state / _CURRENT)
        _sync(self.state)

    def _current(self) -> Path | None:
        link = self.state / _CURRENT
        return self.state / os.readlink(link) if link.is_symlink() and link.exists() else None

    def _next_number(self) -> int:
        return max((int(path.name.removeprefix(_RUN)) for path in self.state.glob(f"{_RUN}*")), default=0) + 1


def _take_lock(path: Path) -> int:
    lock = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # a system without it takes care of one run at a time by itself
        pass
    except OSError:
        os.close(lock)
        raise
    return lock


def _hash_tree(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != _SEAL:
            with path.open("rb") as file:
                yield path.relative_to(folder).as_posix(), hashlib.file_digest(file, "sha256").hexdigest()


def _sync_tree(folder: Path) -> None:
    """Bring all files to the disk before they come into force, so that a power cut leaves none of them empty."""
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
