"""What the tests of runs share."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from presstally.batch.extract import Summary, extract_files
from presstally.batch.settings import Work

Extract = Callable[..., Summary]


@pytest.fixture
def extract(tmp_path: Path) -> Extract:
    """Run over `tmp_path`/in into `tmp_path`/out with the rules, in this process unless `work` says otherwise."""

    def run(out: str = "out", **options: Any) -> Summary:
        work = Work(**{"workers": 0, **options.pop("work", {})})
        options = {"model": "rules", "formats": ["jsonl"], **options}
        return extract_files([tmp_path / "in"], tmp_path / out, work=work, **options)

    return run


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write releases into `tmp_path`/in: a name in words, a text; None removes it."""

    def write(**texts: str | bytes | None) -> Path:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            path = folder / f"{name}.txt"
            if text is None:
                path.unlink()
            else:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write


@pytest.fixture
def rows(tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """Return the rows of a JSONL file of `tmp_path`/out."""

    def read(name: str, out: str = "out") -> list[dict[str, Any]]:
        return [json.loads(line) for line in (tmp_path / out / f"{name}.jsonl").read_text("utf-8").split("\n") if line]

    return read


@pytest.fixture
def all_bytes(tmp_path: Path) -> Callable[[str], dict[str, bytes]]:
    """Return all files of an output folder by name."""

    def read(out: str) -> dict[str, bytes]:
        names = [
            path for path in sorted((tmp_path / out).rglob("*")) if path.is_file() and ".presstally" not in path.parts
        ]
        return {path.relative_to(tmp_path / out).as_posix(): path.read_bytes() for path in names}

    return read
