"""presstally.extract and presstally.load, as Python programs call them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import presstally
from presstally.batch.readout import read_rows
from presstally.errors import ModelError, UsageError
from presstally.loading import load_shared
from presstally.records import FACT_FIELDS
from presstally.schemas import Release

TEXT = "In 2020, 26,004 crimes were registered and 254 criminal groups were neutralized."


def test_texts() -> None:
    frame = presstally.extract([TEXT, "Police detained 12 persons."], published=["2021-01-18", None])
    assert list(frame.columns) == list(FACT_FIELDS)
    assert list(frame["document"]) == ["text-1", "text-1", "text-2"]
    assert list(frame["value"]) == [26004, 254, 12]
    assert frame["published"][0].date() == date(2021, 1, 18)
    assert frame.attrs["errors"] == []


def test_one_text_and_one_day() -> None:
    assert set(presstally.extract(TEXT, published=date(2021, 1, 18))["published_from"]) == {"metadata"}


def test_paths(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "metadata.csv").write_text("document,published,title\na.txt,2021-01-18,T\n")
    for source in (tmp_path, str(tmp_path), str(tmp_path / "a.txt")):
        frame = presstally.extract(source)
        assert set(frame["document"]) == {"a.txt"}
        assert set(frame["title"]) == {"T"}
    assert str(presstally.extract(tmp_path, published="2022-02-02")["published"][0].date()) == "2022-02-02"


def test_what_fails_is_warned_of() -> None:
    with pytest.warns(UserWarning, match="text-2: The release is not English"):
        frame = presstally.extract([TEXT, "Преступность за девять месяцев снизилась на 2 процента."])
    assert list(frame["document"]) == ["text-1", "text-1"]
    assert [row["document"] for row in frame.attrs["errors"]] == ["text-2"]


def test_wrong_calls() -> None:
    with pytest.raises(UsageError, match="1 inputs and 2 days"):
        presstally.extract(TEXT, published=["2021-01-18", "2021-01-19"])
    with pytest.raises(UsageError, match="no date"):
        presstally.extract(TEXT, published="yesterday")
    with pytest.raises(ModelError, match="no pipe 'parser'"):
        presstally.load(disable="parser")


def test_spacy_loads_it_by_name() -> None:
    nlp = spacy.load("presstally", exclude=["fact_builder"], disable=["furniture_masker"])
    assert "fact_builder" not in nlp.component_names
    assert nlp.disabled == ["furniture_masker"]
    assert "furniture_masker" not in nlp.pipe_names


def test_a_saved_pipeline_reads_the_same(tmp_path: Path) -> None:
    nlp = presstally.load()
    nlp.to_disk(tmp_path / "model")
    again = presstally.load(tmp_path / "model")
    assert again.pipe_names == nlp.pipe_names
    assert again(TEXT)._.facts == nlp(TEXT)._.facts


def test_a_saved_pipeline_loads_by_spacy_alone(tmp_path: Path) -> None:
    presstally.load().to_disk(tmp_path)
    program = f"import spacy; print(len(spacy.load({str(tmp_path)!r})({TEXT!r})._.facts))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.strip() == "2"


def test_import_is_light() -> None:
    program = "import sys, presstally, presstally.cli; print(sorted({'spacy', 'pandas', 'pyarrow', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


PIECES = st.sampled_from(
    ["12,411", "1 ton 873 kg", "78,5 percent", "(+512 or 12.3%)", "in 2020", "October 27", "persons", "crimes were", "\u00a0",
     "\u200b", "\r\n", "\ufeff", "\u200f", "e\u0301", "İ", "ə", "№ 5", "-", "–", " / ", ". ", "two", "doubled", "AZN 20,000"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=14).map(" ".join)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_gives_rows_that_stand_in_it(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()  # lone surrogates come in no file
    release, rows = read_rows(load_shared(), Release("a.txt", text))
    assert release.text == text
    for fact in rows.facts:
        assert text[fact["start"] : fact["end"]] == fact["quantity"]
    for row in [*rows.entities, *rows.excluded]:
        assert text[row["start"] : row["end"]] == row["text"]
    assert rows.numbers == len(rows.facts) + len(rows.excluded)
