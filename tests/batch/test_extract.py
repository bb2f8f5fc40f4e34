"""Runs over files: what is written, what fails, what is counted."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from presstally.batch.extract import Summary, extract_files
from presstally.batch.names import DEFAULT_FORMATS, FORMATS, output_files
from presstally.batch.runner import run
from presstally.batch.settings import Settings, Work
from presstally.errors import ModelError, OutputError, UsageError
from presstally.ingest.limits import Limits
from presstally.ingest.walk import find_inputs
from presstally.records import FACT_FIELDS, Rows

TEXT = "In 2020, 26,004 crimes were registered and 254 criminal groups were neutralized.\n"
SAMPLES = Path(__file__).parents[2] / "samples"
# name -> bytes of a bad release, its stage, its type and words of the message
BAD = {
    "binary.txt": (b"\x00\x01PK", "read", "ReleaseError", "binary"),
    "latin.txt": (b"12 caf\xe9s", "read", "ReleaseError", "not UTF-8"),
    "long.txt": (b"12 crimes. " * 100, "read", "ReleaseError", "the limit is 1,000"),
    "azeri.txt": (
        "Keçirilən əməliyyatlar nəticəsində 12 nəfər saxlanılıb və onlar barəsində cinayət işi açılıb.".encode(),
        "language",
        "LanguageError",
        "azerbaijani",
    ),
}


def extract(*arguments: Any, **options: Any) -> Summary:
    """Extract in this process, which has the model already."""
    return extract_files(*arguments, work=Work(workers=0), **options)


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def write(folder: Path, **texts: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def test_every_bad_release_is_one_line_and_the_others_are_done(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", good=TEXT, empty="", spaces=" \n\t\n")
    for name, (data, *_) in BAD.items():
        (folder / name).write_bytes(data)
    os.symlink(tmp_path / "gone", folder / "gone.txt")
    summary = extract([folder], tmp_path / "out", settings=Settings(limits=Limits(max_chars=1000)))
    errors = {row.pop("document"): row for row in read_lines(tmp_path / "out" / "errors.jsonl")}
    assert set(errors) == {*BAD, "gone.txt"}
    for name, (_, stage, kind, told) in BAD.items():
        row = errors[name]
        assert (row["stage"], row["type"]) == (stage, kind)
        assert told in row["message"]
        assert row["hint"]
        assert row["sha256"]
    assert errors["gone.txt"]["sha256"] is None
    states = {row["document"]: row["status"] for row in read_lines(tmp_path / "out" / "documents.jsonl")}
    assert {name for name, status in states.items() if status == "done"} == {"good.txt", "empty.txt", "spaces.txt"}
    counts = summary.report["counts"]
    assert counts["documents_seen"] == len(states) == 8
    assert counts["documents_done"] + counts["documents_failed"] + counts["documents_duplicate"] == 8
    assert counts["facts"] == 2


def test_same_content_gives_its_facts_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", b=TEXT, a=TEXT, c=TEXT + "\n")
    extract([folder], tmp_path / "out")
    rows = read_lines(tmp_path / "out" / "documents.jsonl")
    assert [(row["document"], row["status"], row["same_as"]) for row in rows] == [
        ("a.txt", "done", None),
        ("b.txt", "duplicate", "a.txt"),
        ("c.txt", "done", None),
    ]
    facts = read_lines(tmp_path / "out" / "facts.jsonl")
    assert [fact["document"] for fact in facts] == ["a.txt", "a.txt", "c.txt", "c.txt"]


def test_metadata_is_on_every_row(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=TEXT)
    (folder / "metadata.csv").write_text(
        "document,published,source_url\na.txt,2021-01-18,https://example.org/1\nb.txt,,\n"
    )
    summary = extract([folder], tmp_path / "out")
    for name in ("facts", "documents"):
        for row in read_lines(tmp_path / "out" / f"{name}.jsonl"):
            assert (row["published"], row["published_from"]) == ("2021-01-18", "metadata")
            assert row["source_url"] == "https://example.org/1"
    assert summary.notices == ["metadata.csv: no release is called 'b.txt'."]


def test_samples_twice_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        summary = extract([SAMPLES], tmp_path / name, formats=FORMATS)
        assert not summary.failures
        assert [path.name for path in summary.files] == list(output_files(FORMATS))
    for name in output_files(FORMATS):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_samples_rows_agree_with_the_texts_and_each_other(tmp_path: Path) -> None:
    import pandas as pd

    counts = extract([SAMPLES], tmp_path).report["counts"]
    facts = read_lines(tmp_path / "facts.jsonl")
    excluded = read_lines(tmp_path / "excluded.jsonl")
    texts = {path.name: path.read_bytes().decode() for path in SAMPLES.glob("*.txt")}
    assert counts["documents_done"] == len(texts) >= 6
    assert counts["numbers_seen"] == len(facts) + len(excluded) == counts["facts"] + counts["excluded"]
    assert len(facts) > 100
    places = [(fact["document"], fact["start"], fact["end"]) for fact in facts]
    assert places == sorted(set(places))
    assert len({fact["fact_id"] for fact in facts}) == len(facts)
    for fact in facts:
        assert tuple(fact) == FACT_FIELDS
        assert texts[fact["document"]][fact["start"] : fact["end"]] == fact["quantity"]
    for row in excluded:
        assert texts[row["document"]][row["start"] : row["end"]] == row["text"]
    table = list(csv.DictReader((tmp_path / "facts.csv").open(encoding="utf-8", newline="")))
    assert [(row["quantity"], float(row["value"])) for row in table] == [
        (fact["quantity"], fact["value"]) for fact in facts
    ]
    assert [json.loads(row["metric_spans"]) for row in table] == [fact["metric_spans"] for fact in facts]
    frame = pd.read_parquet(tmp_path / "facts.parquet")
    assert list(frame.columns) == list(FACT_FIELDS)
    assert list(frame["value"]) == [fact["value"] for fact in facts]


def test_min_score_moves_facts_to_the_excluded(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=TEXT)
    whole = extract([folder], tmp_path / "one").report["counts"]
    none = extract([folder], tmp_path / "two", settings=Settings(min_score=1.0)).report["counts"]
    assert none["facts"] == 0
    assert none["numbers_seen"] == none["excluded"] == whole["numbers_seen"]
    reasons = [row["reason"] for row in read_lines(tmp_path / "two" / "excluded.jsonl")]
    assert reasons.count("below_min_score") == whole["facts"]


def test_formats_and_files_of_an_earlier_run(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=TEXT)
    extract([folder], tmp_path / "out")
    (tmp_path / "out" / "mine.txt").write_text("kept")
    extract([folder], tmp_path / "out", formats=["csv"])
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {*output_files(["csv"]), "mine.txt", ".presstally"}


def test_output_beside_the_releases(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=TEXT)
    assert [extract([folder], folder).notices for _ in range(2)] == [[], []]


@pytest.mark.parametrize(
    ("settings", "formats"),
    [
        (Settings(min_score=1.5), DEFAULT_FORMATS),
        (Settings(limits=Limits(max_chars=0)), DEFAULT_FORMATS),
        (Settings(), ["xml"]),
        (Settings(), []),
    ],
)
def test_bad_settings(tmp_path: Path, settings: Settings, formats: list[str]) -> None:
    with pytest.raises(UsageError):
        extract([write(tmp_path / "in", a=TEXT)], tmp_path / "out", settings=settings, formats=formats)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("model", ["none", "folder"])
def test_unusable_model_writes_nothing(tmp_path: Path, model: str) -> None:
    (tmp_path / "folder").mkdir()
    name = str(tmp_path / "folder") if model == "folder" else model
    with pytest.raises(ModelError):
        extract([write(tmp_path / "in", a=TEXT)], tmp_path / "out", model=name)
    assert not (tmp_path / "out").exists()


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"):
        extract([write(tmp_path / "in", a=TEXT)], tmp_path / "out")


def test_a_fault_of_the_pipeline_is_told_of_its_release_only(tmp_path: Path) -> None:
    nlp = spacy.blank("en")

    @Language.component("break_on_boom")
    def break_on_boom(doc: Doc) -> Doc:
        if "boom" in doc.text:
            raise ValueError("broken")
        return doc

    nlp.add_pipe("break_on_boom")
    files = find_inputs([write(tmp_path, a=TEXT, b="boom", c="Two were held.")]).files
    taken: list[Rows] = []
    failures = run(nlp, files, lambda file: {}, Settings(), taken.append)
    assert len(taken) == 2
    assert [(one.document, one.stage, one.type, one.message) for one in failures] == [
        ("b.txt", "pipeline", "ValueError", "broken")
    ]


def test_no_facts_give_tables_with_columns_only(tmp_path: Path) -> None:
    import pandas as pd

    extract([write(tmp_path / "in", empty="")], tmp_path / "out")
    assert (tmp_path / "out" / "facts.csv").read_text() == ",".join(FACT_FIELDS) + "\n"
    assert (tmp_path / "out" / "facts.jsonl").read_bytes() == b""
    assert list(pd.read_parquet(tmp_path / "out" / "facts.parquet").columns) == list(FACT_FIELDS)
