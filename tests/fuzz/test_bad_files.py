"""Each bad file has the outcome that tests/fuzz/outcomes.tsv gives it, soon, and in one run with all others."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import pytest
from spacy.language import Language

from presstally.batch.extract import extract_files
from presstally.batch.names import FORMATS
from presstally.batch.settings import Work
from presstally.errors import ReleaseError
from presstally.ingest.limits import Limits
from presstally.ingest.reader import make_release, read_bytes
from presstally.ingest.walk import find_inputs
from presstally.measures.date_frame import Frame
from presstally.measures.dates import read_days

HERE = Path(__file__).parent
with (HERE / "outcomes.tsv").open(encoding="utf-8", newline="") as file:
    OUTCOMES = {row["release"]: (row["outcome"], row["words"]) for row in csv.DictReader(file, delimiter="\t")}
FILES = {file.id: file for file in find_inputs([HERE / "bad"]).files}
# Texts that can be read, but that the pipeline does not get through.
HARD_TEXTS = {
    "brackets.txt": ("(", "the tokenizer and the line_sentencizer take four times as long for twice as many brackets"),
}
SECONDS = 5  # of the processor; the slowest takes one


def test_every_file_has_an_outcome() -> None:
    assert set(FILES) == set(OUTCOMES)
    assert len(list((HERE / "bad").iterdir())) >= 60


@pytest.mark.parametrize("name", sorted(FILES))
def test_outcome(name: str) -> None:
    outcome, words = OUTCOMES[name]
    began = time.process_time()
    try:
        make_release(name, read_bytes(FILES[name]), {})
        found, told = "done", ""
    except ReleaseError as error:
        found, told = type(error).__name__, error.message
        assert error.hint
    assert (found, words in told) == (outcome, True), told
    assert time.process_time() - began < SECONDS


def test_all_in_one_run(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("In 2020, 26,004 crimes were registered.")
    inputs = [HERE / "bad", tmp_path / "good.txt"]
    extract_files(inputs, tmp_path / "out", model="rules", formats=FORMATS, work=Work(workers=2, timeout=20))
    lines = (tmp_path / "out" / "errors.jsonl").read_text("utf-8").split("\n")[:-1]
    failed = {row["document"]: row["type"] for row in map(json.loads, lines)}
    expected = {name: outcome for name, (outcome, _) in OUTCOMES.items() if outcome != "done"}
    assert {name: kind for name, kind in failed.items() if name not in HARD_TEXTS} == expected


@pytest.mark.parametrize(
    "piece",
    [
        "-+",
        *(pytest.param(piece, marks=pytest.mark.xfail(strict=True, reason=why)) for piece, why in HARD_TEXTS.values()),
    ],
)
def test_time_grows_with_the_text_only(nlp: Language, piece: str) -> None:
    took = []
    for times in (500, 2_000):
        began = time.process_time()
        nlp(piece * times + " 12 held.")
        took.append(time.process_time() - began)
    assert took[1] < 8 * took[0]


@pytest.mark.xfail(strict=True, reason="a range of dates may end before it begins; found by scripts/fuzz.py")
def test_no_range_of_days_ends_before_it_begins() -> None:
    days = read_days("5-25-25 - 5-25-22", Frame())
    assert days is None or days[0] <= days[1]


@pytest.mark.parametrize(
    ("name", "piece", "times", "told"),
    [
        ("a.txt", b"crimes of 2020, ", 100 * 2**20 // 16, "more than 26,214,400 characters"),
        ("a.jsonl", b'{"text": "12 held, ', 100 * 2**20 // 19, "limit is 67,108,864"),
        ("a.html", b"<p>12 held, ", 100 * 2**20 // 12, "limit is 67,108,864"),
        ("a.txt", b"7 ", 990_000, "990,000 numbers"),
        ("a.txt", b"word ", 400_001, "2,000,005 characters"),
        ("a.html", b"<i>", 100_000, "nested"),
    ],
    ids=range(6),
)
def test_giants_are_refused_at_once(tmp_path: Path, name: str, piece: bytes, times: int, told: str) -> None:
    (tmp_path / name).write_bytes(piece * times)
    began = time.process_time()
    (file,) = find_inputs([tmp_path]).files
    with pytest.raises(ReleaseError, match=told):
        make_release(file.id, read_bytes(file, Limits()), {})
    assert time.process_time() - began < SECONDS
