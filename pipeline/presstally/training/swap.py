"""Put a finished folder in the place of another in one step, so that at no moment a half one lies there."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

from presstally.errors import OutputError

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def staging_folder(out: Path) -> Path:
    """Return the folder beside `out` in which its successor is made: empty, on the same disk.

    What an interrupted run left there is taken away. Raises OutputError where it cannot be made, or where `out` holds
    something that is no model.
    """
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / "config.cfg").is_file()):
        raise OutputError(f"{out} holds something that is no model.", "Name a new folder, or that of a model.")
    folder = out.parent / f".{out.name}.new"
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be made: {error.strerror}.", "Name another folder.") from error
    return folder


def put_in_place(new: Path, out: Path) -> None:
    """Give the folder `new` the name `out`; what lay there goes away afterwards.

    Raises OutputError where that cannot be done; then `out` is as before.
    """
    try:
        if not out.exists():
            os.rename(new, out)
            return
        if _exchange(new, out):
            old = new
        else:
            old = out.parent / f".{out.name}.old"
            shutil.rmtree(old, ignore_errors=True)
            _rename_both(new, out, old)
    except OSError as error:
        raise OutputError(f"{out} cannot be replaced: {error.strerror}.", "The old one is still there.") from error
    shutil.rmtree(old, ignore_errors=True)


def _exchange(first: Path, second: Path) -> bool:
    """Let two paths change places in one system call (renameat2 of Linux); return False where there is none."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE)
    return done == 0


def _rename_both(new: Path, out: Path, old: Path) -> None:
    """Take two renames where the system knows no exchange; whatever happens between them brings `out` back."""
    os.rename(out, old)
    try:
        os.rename(new, out)
    except BaseException:
        os.rename(old, out)
        raise
