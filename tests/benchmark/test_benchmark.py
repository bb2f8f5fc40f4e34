"""The measurement itself: no text twice, everybody in turns, ratios round by round, and what the command prints."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from presstally.benchmark.components import TOKENIZER, time_components
from presstally.benchmark.report import make_report, ratios, report_tables, words_per_second
from presstally.benchmark.subjects import BLANK, Subject, start_docs
from presstally.benchmark.texts import count_words, read_texts, slice_texts
from presstally.benchmark.timing import Timings, time_rounds
from presstally.cli import app
from presstally.errors import NoInputError, UsageError
from presstally.schemas import Release

ROOT = Path(__file__).parents[2]
TEXT = "In {} the police registered 1,204 thefts, and 17 persons were detained for robbery."


def releases(count, words=10):
    return [Release(str(number), " ".join([f"w{number}"] * words)) for number in range(count)]


def test_a_text_is_read_once_whatever_it_is_called(tmp_path):
    for name, year in (("a", 2019), ("b", 2020), ("again", 2019)):
        (tmp_path / f"{name}.txt").write_text(TEXT.format(year))
    (tmp_path / "bad.txt").write_bytes(b"\0")
    texts = [release.text for release in read_texts([tmp_path, tmp_path / "a.txt"])]
    assert sorted(texts) == [TEXT.format(year) for year in (2019, 2020)]


def test_nothing_to_read(tmp_path):
    (tmp_path / "bad.txt").write_bytes(b"\0")
    with pytest.raises(NoInputError):
        read_texts([tmp_path])


# releases of 10 words, words a slice, slices -> releases in each slice
SLICES = [(12, 30, 4, [3, 3, 3, 3]), (12, 10, 3, [1, 1, 1]), (12, 25, 3, [3, 2, 3]), (4, 1000, 2, [2, 2])]


@pytest.mark.parametrize(("count", "words", "slices", "sizes"), SLICES)
def test_slices_share_no_release(count, words, slices, sizes):
    found = slice_texts(releases(count), words, slices)
    names = [release.id for part in found for release in part]
    assert ([len(part) for part in found], len(set(names))) == (sizes, len(names))


def test_too_few_releases():
    with pytest.raises(UsageError, match="too few for 4"):
        slice_texts(releases(3), 10, 4)


def test_everybody_reads_each_slice_once_in_turns():
    read = []
    subjects = [Subject(name, lambda part, name=name: read.append((name, part[0].id))) for name in "ab"]
    warm, *rounds = ([release] for release in releases(4))
    timings = time_rounds(subjects, warm, rounds, lambda step: None)
    assert read == [(name, id) for id, names in zip("0123", ("ab", "ab", "ba", "ab"), strict=True) for name in names]
    assert (timings.words, [len(spent) for spent in timings.seconds.values()]) == ([10, 10, 10], [3, 3])


def test_ratios_compare_the_same_text():
    timings = Timings([100, 100, 300], {"fast": [1.0, 2.0, 3.0], "slow": [4.0, 4.0, 30.0]})
    assert ratios(timings, "slow", "fast") == [4.0, 2.0, 10.0]
    assert words_per_second(timings, "fast") == [100.0, 50.0, 100.0]
    report = make_report(timings, {"slow": {"tokenizer": 1.0, "linker": 3.0}})
    assert report["ratios"] == {"slow : fast": {"median": 4.0, "low": 2.0, "high": 10.0}}
    assert (report["words"], report["rounds"]) == (500, 3)
    assert next(rows for title, _, rows in report_tables(report) if "slow goes" in title)[1] == [
        "linker",
        "3.0",
        "75 %",
    ]


def test_components_are_those_of_the_pipeline(nlp):
    own = [Release("a", TEXT.format(2019), published="2020-01-10")]
    costs = time_components(nlp, own, own)
    assert list(costs) == [TOKENIZER, *nlp.pipe_names]
    assert min(costs.values()) > 0


def test_docs_start_with_what_is_known(nlp):
    (doc,) = start_docs(nlp, [Release("a", "In the current year 12 fires broke out.", published="2020-01-10")])
    assert [fact["period_start"] for fact in nlp(doc)._.facts] == ["2020-01-01"]


def call(*arguments):
    return CliRunner().invoke(app, ["benchmark", *map(str, arguments)])


def test_the_command_measures():
    options = ["--model", "rules", "--words", 400, "--rounds", 2]
    done = call(ROOT / "annotations" / "unlabelled" / "02.jsonl", *options, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert list(told["speed"]) == ["rules", BLANK]
    assert told["ratios"][f"rules : {BLANK}"]["median"] > 1
    assert told["words"] >= 400


@pytest.mark.parametrize(
    ("options", "code"),
    [(["--rounds", 0], 2), (["--words", 0], 2), (["--rounds", 900], 2), (["--model", "none", "--rounds", 1], 4)],
)
def test_wrong_calls(options, code):
    assert call(ROOT / "samples", *options).exit_code == code


def test_markdown_and_the_note_on_short_texts():
    done = call(ROOT / "samples", "--model", "rules", "--rounds", 1, "--markdown")
    assert "| tokenizer |" in done.stdout
    assert "100,000 were asked for" in done.stderr
    assert count_words(read_texts([ROOT / "samples"])) < 100_000
