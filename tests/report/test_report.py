"""The report: one page that asks for nothing, in which hostile text stays text, and that a browser shows."""

import re
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

from presstally.cli.app import app
from presstally.report.report import write_report

HOSTILE = (
    "Results of 2021 </script><script>document.title='taken'</script>\n\n"
    "In 2021 the police registered 1,204 thefts <img src=x onerror=\"document.title='taken'\">, 3.5 percent fewer than in 2020.\n"
    "12 persons were arrested.\n"
)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """Return the report of a run over two releases, one of them hostile."""
    folder = tmp_path_factory.mktemp("releases")
    (folder / "a.txt").write_text(HOSTILE, encoding="utf-8")
    (folder / "b.txt").write_text("In 2022 the police registered 1,310 thefts.\n", encoding="utf-8")
    out = tmp_path_factory.mktemp("out")
    done = CliRunner().invoke(app, ["extract", str(folder), "--out", str(out), "--model", "rules", "--quiet"])
    assert done.exit_code == 0, done.output
    path, counts = write_report(out, releases=folder)
    assert (counts["releases"], counts["releases_with_text"]) == (2, 2)
    return path


def read_markup(page):
    """Return what a browser takes for markup: the page without what stands in its scripts."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"(<script[^>]*>).*?</script>", r"\1", text, flags=re.DOTALL)


def test_the_page_asks_for_nothing(page):
    markup = read_markup(page)
    assert not re.findall(r"<(?:link|img|iframe)|\ssrc=|href=.(?!#)", markup)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', markup)[1]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_hostile_text_is_no_markup(page):
    markup = read_markup(page)
    assert re.findall(r"<script[^>]*>", markup) == [
        '<script type="application/json" id="data">',
        '<script type="application/json" id="chart">',
        "<script>",
        "<script>",
    ]
    assert "taken" not in markup


def test_the_same_run_gives_the_same_page(page, tmp_path):
    again, _ = write_report(page.parent, tmp_path / "again.html", releases=None)
    once_more, _ = write_report(page.parent, tmp_path / "once-more.html", releases=None)
    assert again.read_bytes() == once_more.read_bytes()


SHOWN = [
    ("#/", ["Overview", "Facts by year"]),
    ("#/facts", ["1,204", "1,310", "Thefts"]),
    ("#/metrics", ["Thefts"]),
    ("#/releases", ["a.txt", "b.txt"]),
    ("#/release/a.txt", ["&lt;script&gt;document.title=", "&lt;img src=x onerror="]),
    ("#/findings", ["Findings"]),
    ("#/nothing", ["Overview"]),
]


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize(("place", "words"), SHOWN)
def test_a_browser_shows_each_place(page, place, words, tmp_path):
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    command += [f"--user-data-dir={tmp_path}", "--virtual-time-budget=4000", "--dump-dom", f"{page.as_uri()}{place}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    main = done.stdout[done.stdout.index("<main") : done.stdout.index("</main>")]
    assert [word for word in words if word not in main] == []
    assert re.search(r"<title>(.*?)</title>", done.stdout)[1] != "taken"
    assert "CONSOLE" not in done.stderr
