"""What may not run, and from where."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from release_files import make_folder

from presstally.errors import ModelError
from presstally.resources import data_dir
from presstally.trust import check_model

MODEL = data_dir("models") / "minilm"
# Reads releases of all formats in a process that ends at the first connection, program or pickle.
PROGRAM = """
import sys
from pathlib import Path
from presstally.batch.extract import extract_files
from presstally.batch.guard import FORBIDDEN
from presstally.batch.settings import Work
told = []
sys.addaudithook(lambda event, arguments: told.append(event) if event in FORBIDDEN else None)
extract_files([Path(sys.argv[1])], Path(sys.argv[2]), model=sys.argv[3], work=Work(workers=0))
print(told)
"""


def test_reading_and_writing_need_no_network_no_program_and_no_pickle(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "in")
    call = [sys.executable, "-P", "-c", PROGRAM, str(folder), str(tmp_path / "out"), "rules"]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_code_beside_the_releases_is_not_run(put: Callable[..., Path], extract: Any, monkeypatch: Any) -> None:
    folder = put(a="12 crimes were registered.")
    for name in ("spacy", "json", "presstally"):
        (folder / f"{name}.py").write_text("raise SystemExit('ran')")
    monkeypatch.chdir(folder)
    assert extract(work={"workers": 1}).failures == []


def copy_model(to: Path) -> Path:
    to.mkdir()
    for name in ("config.cfg", "meta.json"):
        shutil.copy(MODEL / name, to)
    sums = {
        name: sha for name, sha in json.loads((MODEL / "manifest.json").read_bytes()).items() if (to / name).exists()
    }
    (to / "manifest.json").write_text(json.dumps(sums))
    return to


def test_a_foreign_model_needs_trust(tmp_path: Path) -> None:
    model = copy_model(tmp_path / "m")
    with pytest.raises(ModelError, match="--trust"):
        check_model(str(model))
    assert check_model(str(model), trust=True) == model


@pytest.mark.parametrize("change", ["edit", "add", "drop"])
def test_a_model_that_is_not_as_its_manifest_says(tmp_path: Path, change: str) -> None:
    model = copy_model(tmp_path / "m")
    if change == "edit":
        (model / "meta.json").write_text("{}")
    elif change == "add":
        (model / "code.py").write_text("1")
    else:
        (model / "meta.json").unlink()
    with pytest.raises(ModelError, match="not the one that its manifest names"):
        check_model(str(model), trust=True)


def test_the_models_that_ship_are_as_their_manifests_say() -> None:
    assert check_model("rules") is None
    assert check_model("minilm") == MODEL
