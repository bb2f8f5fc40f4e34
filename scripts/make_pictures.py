"""Draw the pictures of the README: two places of a report and the view in the terminal.

    python scripts/make_pictures.py docs/images

Needs chromium and chromedriver (`make test-report` installs them). The charts show ten years of made releases.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_decade import write_decade
from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from selenium import webdriver

from presstally.batch.single import read_file
from presstally.cli.show import make_legend, make_table, mark_mentions
from presstally.loading import DEFAULT_MODEL
from presstally.report.report import write_report

ROOT = Path(__file__).parents[1]
SHOWN = ROOT / "samples" / "board-meeting-nine-months.txt"
METRIC = "#/metric/robbery.registered"
RELEASE = "#/release/board-meeting-nine-months.txt"
TERMINAL = '<!doctype html><meta charset="utf-8"><style>{stylesheet} body {{ margin: 0; background: {background}; \
color: {foreground}; font: 15px/1.35 monospace }} pre {{ margin: 1.2em }}</style><pre>{code}</pre>'


def main(folder: Path) -> None:
    """Write the three pictures into a folder."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        write_decade(work / "decade", 7)
        decade = make_report(work / "decade" / "releases", work / "Ten years of releases")
        samples = make_report(ROOT / "samples", work / "Sample releases")
        terminal = work / "terminal.html"
        terminal.write_text(show_in_terminal(SHOWN), encoding="utf-8")
        take(f"{decade.as_uri()}{METRIC}", ".chart svg", folder / "report-metric.png")
        take(f"{samples.as_uri()}{RELEASE}", ".words", folder / "report-fact.png", click="a.m-FACT[title^='2 tons']")
        take(terminal.as_uri(), "pre", folder / "terminal.png", height=1240)


def make_report(releases: Path, out: Path) -> Path:
    command = [Path(sys.executable).with_name("presstally"), "extract", releases, "--out", out, "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return write_report(out, releases=releases)[0]


def show_in_terminal(path: Path) -> str:
    """Return what `presstally show` prints, as a page."""
    doc, facts = read_file(path, None, DEFAULT_MODEL)
    console = Console(record=True, width=118, force_terminal=True, color_system="truecolor", file=io.StringIO())
    for part in (mark_mentions(doc, False), make_legend(False), make_table(facts, console), f"{len(facts)} facts"):
        console.print(part)
    return console.export_html(theme=DIMMED_MONOKAI, code_format=TERMINAL)


def take(address: str, awaited: str, path: Path, click: str = "", height: int = 860) -> None:
    """Take a picture of a page once `awaited` stands in it."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium")
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size=1200,{height}"):
        options.add_argument(argument)
    with webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver"))) as browser:
        browser.implicitly_wait(10)
        browser.get(address)
        browser.find_element("css selector", awaited)
        if click:
            browser.find_element("css selector", click).click()
        time.sleep(1)  # arcs and charts are drawn a frame later
        browser.save_screenshot(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
