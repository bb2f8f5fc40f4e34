"""The page of a small run, one release of which is hostile, and a browser that shows it."""

import os
import shutil

import pytest
from typer.testing import CliRunner

from presstally.cli.app import app
from presstally.report.report import write_report

HOSTILE = (
    "Results of 2021 </script><script>document.title='taken'</script>\n\n"
    "In 2021 the police registered 1,204 thefts <img src=x onerror=\"document.title='taken'\">, 3.5 percent fewer than in 2020.\n"
    "\U0001f46e 12 persons were arrested. <!-- <script>\n"
)
YEARS = {2019: "1,160", 2020: "1,248", 2022: "1,310"}
METADATA = (
    "document,title,publisher,source_url\n"
    "a.txt,\"<b onclick=alert(1)>A</b>\",\"<svg onload=document.title='taken'>\",javascript:document.title='taken'\n"
    "2022.txt,Thefts in 2022,City police,https://example.org/2022\n"
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Return a folder of releases."""
    folder = tmp_path_factory.mktemp("releases")
    (folder / "a.txt").write_text(HOSTILE, encoding="utf-8")
    for year, thefts in YEARS.items():
        rest = "Nothing else was told of this.\n\n" * 60
        text = f"{rest}In {year} the police of Springfield registered {thefts} thefts.\n\n{rest}"
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    (folder / "metadata.csv").write_text(METADATA, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def run(folder, tmp_path_factory):
    """Return the tables of these releases."""
    out = tmp_path_factory.mktemp("tables")
    done = CliRunner().invoke(app, ["extract", str(folder), "--out", str(out), "--model", "rules", "--quiet"])
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="session")
def page(run, folder):
    """Return the path of the report."""
    return write_report(run, releases=folder)[0]


@pytest.fixture(scope="session")
def browser():
    """Return a headless Chromium that keeps its console and its requests."""
    if "PRESSTALLY_TEST_BROWSER" not in os.environ:
        pytest.skip("`make test-report` opens a browser")
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    yield driver
    driver.quit()
