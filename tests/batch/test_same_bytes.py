"""The same bytes in every format, whatever the run works with."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from release_files import make_folder

from presstally.batch.names import FORMATS

# How a run is made -> what is asked of it beside the usual.
WAYS = {
    "two workers": {"workers": 2, "chunk": 1},
    "one worker": {"workers": 1, "chunk": 100},
}


def hash_all(tables: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in tables.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_folder(tmp_path / "in")
    (folder / "bad.txt").write_bytes(b"\0")
    (folder / "g.txt").write_text("Şəki – =1+1 and -5 percent; “12 crimes”\r\n")
    return folder


@pytest.mark.parametrize("way", WAYS)
def test_workers_and_chunks(folder: Path, extract: Any, all_bytes: Any, way: str) -> None:
    extract("plain", formats=FORMATS)
    extract("other", formats=FORMATS, work=WAYS[way])
    assert hash_all(all_bytes("plain")) == hash_all(all_bytes("other"))
    assert {f"facts.{name}" for name in FORMATS} <= set(all_bytes("plain"))


def test_order_and_history(folder: Path, extract: Any, all_bytes: Any, tmp_path: Path) -> None:
    """Files written in another order, and tables that grew in several runs."""
    extract("plain", formats=FORMATS)
    shutil.move(folder, tmp_path / "aside")
    folder.mkdir()
    for path in sorted((tmp_path / "aside").iterdir(), reverse=True):
        shutil.copy(path, folder)
        if path.name in ("e.jsonl", "b.html"):
            extract("other", formats=["csv"])
    extract("other", formats=FORMATS)
    assert hash_all(all_bytes("plain")) == hash_all(all_bytes("other"))


def test_hash_seed_zone_and_locale(folder: Path, extract: Any, all_bytes: Any, tmp_path: Path) -> None:
    extract("plain", formats=FORMATS)
    program = [sys.executable, "-c", "from presstally.cli import main; main()", "extract", str(folder)]
    env = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [*program, "--out", str(tmp_path / "other"), "--model", "rules", "--format", ",".join(FORMATS), "--quiet"],
        env=env, capture_output=True, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert hash_all(all_bytes("plain")) == hash_all(all_bytes("other"))
