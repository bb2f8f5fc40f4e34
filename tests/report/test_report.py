"""The report's file: it asks for nothing, holds hostile text as data, and is the same for the same run."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from presstally.cli.app import app
from presstally.report.packing import Offsets, pack_columns
from presstally.report.page import make_page
from presstally.report.report import write_report

SCRIPTS = [
    '<script type="application/json" id="data">',
    '<script type="application/json" id="chart">',
    "<script>",
    "<script>",
]


def read_markup(text):
    """Return what a browser takes for markup: the page without what stands in its scripts."""
    return re.sub(r"(<script[^>]*>).*?</script>", r"\1", text, flags=re.DOTALL)


def read_data(text):
    return json.loads(re.search(r'id="data">(.*?)</script>', text, flags=re.DOTALL)[1])


def test_the_page_asks_for_nothing(page):
    markup = read_markup(page.read_text(encoding="utf-8"))
    assert not re.findall(r"<(?:link|img|iframe)|\ssrc=|href=.(?!#)|style=", markup)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', markup)[1]
    assert re.fullmatch(
        r"default-src 'none'; script-src( 'sha256-\S+'){2}; style-src 'sha256-\S+'; base-uri 'none'; form-action 'none'",
        policy,
    )


def test_hostile_text_is_no_markup(page):
    text = page.read_text(encoding="utf-8")
    assert re.findall(r"<script[^>]*>", read_markup(text)) == SCRIPTS
    assert "taken" not in read_markup(text)
    assert any("document.title='taken'" in row.get("text", "") for row in read_data(text)["releases"])


@given(st.text(), st.text())
def test_any_text_comes_back_out_of_the_page(text, title):
    shown = make_page({"title": title, "text": text}, {}, "0")
    assert re.findall(r"<script[^>]*>", read_markup(shown)) == SCRIPTS
    assert read_data(shown) == {"title": title, "text": text}


def test_the_same_run_gives_the_same_page(run, folder, tmp_path):
    pages = [write_report(run, tmp_path / name, releases=folder)[0] for name in ("one.html", "two.html")]
    assert pages[0].read_bytes() == pages[1].read_bytes()


@given(st.text(), st.data())
def test_offsets_count_as_javascript_does(text, data):
    at = data.draw(st.integers(0, len(text)))
    assert Offsets(text)(at) == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


PACKED = [
    ([], []),
    ([1.0, 2.5, None, True], [1, 2.5, None, True]),
    (["a", "b"], ["a", "b"]),
    (["a", "a", None, "a"], {"of": ["a", None], "at": [0, 0, 1, 0]}),
    ([1e300], [1e300]),
]


@pytest.mark.parametrize(("values", "packed"), PACKED)
def test_columns(values, packed):
    assert pack_columns([{"x": value} for value in values], ["x"]) == {"x": packed}


def call(*arguments):
    return CliRunner().invoke(app, ["report", *map(str, arguments)])


def test_the_command(run, folder, tmp_path):
    done = call(run, "--out", tmp_path / "page.html", "--title", "A & B", "--releases", folder, "--json")
    told = json.loads(done.stdout)
    assert (told["files"], done.stderr) == ([(tmp_path / "page.html").as_posix()], "")
    assert (told["counts"]["releases"], told["counts"]["releases_with_text"]) == (4, 4)
    assert "<title>A &amp; B</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_texts_that_are_not_there_or_not_those_are_told(run, folder, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for path in folder.glob("*.txt"):
        (other / path.name).write_text("Another text.", encoding="utf-8")
    for extra in ((), ("--releases", other)):
        done = call(run, "--out", tmp_path / "page.html", *extra)
        assert "4 releases are shown without their text" in done.stderr
        facts = read_data((tmp_path / "page.html").read_text(encoding="utf-8"))["facts"]
        assert any("1,310 thefts" in words for words in facts["sentence"] if words)


WRONG = [(["missing"], 3, "no facts"), (["RUN", "--out", "RUN"], 5, "cannot be written"), ([], 2, "Missing argument")]


@pytest.mark.parametrize(("arguments", "code", "told"), WRONG)
def test_wrong_calls(run, arguments, code, told):
    done = call(*(run if name == "RUN" else name for name in arguments))
    assert done.exit_code == code
    assert told in done.output
