"""Which files are releases, and what is told of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from presstally.errors import NoInputError, UsageError
from presstally.ingest.walk import find_inputs


def make(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return folder


def test_folder_is_walked_in_order(tmp_path: Path) -> None:
    make(
        tmp_path,
        "b.txt",
        "a/c.txt",
        "a/d.TXT",
        "a.txt",
        "metadata.csv",
        "a/metadata.csv",
        "e.pdf",
        "a/f",
        ".g.txt",
        ".h/i.txt",
    )
    found = find_inputs([tmp_path])
    assert [file.id for file in found.files] == ["a.txt", "a/c.txt", "a/d.TXT", "b.txt", "e.pdf"]
    assert (found.others, found.hidden) == (1, 2)
    assert found.unused == [str(tmp_path / "a" / "metadata.csv")]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    os.symlink(tmp_path, tmp_path / "a" / "up")
    found = find_inputs([tmp_path])
    assert [file.id for file in found.files] == ["a/b.txt"]
    assert found.looped == 1


def test_folders_full_of_links_to_each_other_are_walked_once_by_name_and_once_by_link(tmp_path: Path) -> None:
    names = [f"d{number}" for number in range(12)]
    make(tmp_path, *(f"{name}/{name}.txt" for name in names))
    for name in names:
        for other in set(names) - {name}:
            os.symlink(f"../{other}", tmp_path / name / f"to-{other}")
    found = find_inputs([tmp_path])
    by_name = {f"{name}/{name}.txt" for name in names}
    assert by_name <= {file.id for file in found.files}
    assert len(found.files) <= 2 * len(names)
    assert found.looped > 0


def test_a_link_to_a_folder_elsewhere_is_followed(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt", "other/b.txt")
    os.symlink("../other", tmp_path / "in" / "linked")
    assert [file.id for file in find_inputs([tmp_path / "in"]).files] == ["a.txt", "linked/b.txt"]


def test_a_file_goes_by_its_name(tmp_path: Path) -> None:
    make(tmp_path, "a/b.txt")
    assert [file.id for file in find_inputs([tmp_path / "a" / "b.txt"]).files] == ["b.txt"]


def test_output_folder_is_not_entered(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "out/b.txt", "out/facts.csv")
    found = find_inputs([tmp_path], skip=tmp_path / "out")
    assert ([file.id for file in found.files], found.others) == (["a.txt"], 0)


def test_tables_of_an_earlier_run_are_no_input(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".presstally/g/texts/b.txt", ".presstally/g/facts.jsonl")
    for name in ("texts", "facts.jsonl"):
        os.symlink(f".presstally/g/{name}", tmp_path / name)
    found = find_inputs([tmp_path])
    assert ([file.id for file in found.files], found.others, found.hidden) == (["a.txt"], 0, 0)


def test_same_name_twice_is_a_usage_error(tmp_path: Path) -> None:
    make(tmp_path, "a/x.txt", "b/x.txt")
    with pytest.raises(UsageError, match=r"both be called 'x\.txt'"):
        find_inputs([tmp_path / "a", tmp_path / "b"])


@pytest.mark.parametrize(
    ("name", "told"), [("none", "There is no"), ("e.png", "is no release"), ("empty", "no release in")]
)
def test_no_input(tmp_path: Path, name: str, told: str) -> None:
    make(tmp_path, "e.png", "empty/f.png")
    with pytest.raises(NoInputError, match=told):
        find_inputs([tmp_path / name])
