"""A finished model takes the old one's place whole, or not at all."""

import os

import pytest

from presstally.errors import OutputError
from presstally.training import swap
from presstally.training.swap import put_in_place, staging_folder


def fill(folder, content):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.cfg").write_text(content)
    return folder


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("old", [True, False])
def test_the_new_folder_stands_in_the_place_and_nothing_else(old, exchange, tmp_path, monkeypatch):
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda first, second: False)
    out = tmp_path / "model"
    if old:
        fill(out, "old")
    put_in_place(fill(staging_folder(out), "new"), out)
    assert (out / "config.cfg").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


def test_a_failed_rename_brings_the_old_one_back(tmp_path, monkeypatch):
    out, real = fill(tmp_path / "model", "old"), os.rename
    new = fill(staging_folder(out), "new")

    def rename(source, target):
        if source == new:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(swap, "_exchange", lambda first, second: False)
    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(OutputError, match="No space left"):
        put_in_place(new, out)
    assert (out / "config.cfg").read_text() == "old"


def test_what_an_interrupted_run_left_is_cleared(tmp_path):
    fill(staging_folder(tmp_path / "model"), "half")
    assert list(staging_folder(tmp_path / "model").iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_no_model_is_not_replaced(kind, tmp_path):
    out = tmp_path / "letters"
    if kind == "folder":
        out.mkdir()
    (out if kind == "file" else out / "letter.txt").write_text("dear")
    with pytest.raises(OutputError, match="no model"):
        staging_folder(out)
