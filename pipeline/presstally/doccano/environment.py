"""The environment in which the API client lives: made once, pinned, apart from the program's own."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from presstally.errors import OutputError, ServiceError
from presstally.resources import data_dir

VARIABLE = "PRESSTALLY_DOCCANO_ENV"
_MARK = "presstally-ready"


def environment_dir() -> Path:
    """Return where the environment lies: the folder that the variable names, else one of the user's data folder."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "presstally" / "doccano-client"


def find_python() -> Path:
    """Return the environment's Python; raise ServiceError where it was not made, or for other versions."""
    folder = environment_dir()
    if not _is_ready(folder):
        raise ServiceError("The doccano client is not installed.", "Run once: presstally doccano setup")
    return _python(folder)


def make_environment(force: bool = False) -> tuple[Path, bool]:
    """Make the environment with the pinned client; return its folder, and whether anything was done.

    Raises OutputError where it cannot be made.
    """
    folder = environment_dir()
    if _is_ready(folder) and not force:
        return folder, False
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", str(_requirements())]
    _run([sys.executable, "-m", "venv", "--clear", str(folder)])
    _run([str(_python(folder)), *pip])
    _run([str(_python(folder)), "-c", "from doccano_client import DoccanoClient"])
    (folder / _MARK).write_text(_digest(), encoding="ascii")
    return folder, True


def _requirements() -> Path:
    return data_dir("configs") / "doccano" / "client.txt"


def _digest() -> str:
    return hashlib.sha256(_requirements().read_bytes()).hexdigest()


def _is_ready(folder: Path) -> bool:
    mark = folder / _MARK
    return mark.is_file() and mark.read_text(encoding="ascii") == _digest() and _python(folder).exists()


def _python(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        told = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:] or ["no reason was given"]
        raise OutputError(
            f"The environment of the doccano client cannot be made: {told[0]}",
            f"Check the network and the folder, or name another one in {VARIABLE}.",
        )
