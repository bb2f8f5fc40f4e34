"""Fuzz the parsers with atheris: what no rule of theirs expects must end in a value or in an error that they mean.

    .venv/bin/python scripts/fuzz.py 60 --fixed               # seconds for all targets together, at most
    .venv/bin/python scripts/fuzz.py 3600 dates --seed 7      # one target, another way through the inputs

Targets: decoder, lines, numbers, dates. The same seed goes the same way; with `--fixed` it also ends at the same
place on each machine that is quick enough. A finding is printed with its input, and the script ends with 1.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

# What random bytes would not meet within a minute: words and signs of the grammars.
SIGNS = (
    "half quarter third every each one for in of out to and from by percent per last same hours a an kg x % ‰ $ € £ ½"
).split()


def fuzz_decoder(data: bytes) -> None:
    from presstally.errors import ReleaseError
    from presstally.ingest.decode import decode_text

    encodings = ("windows-1252", "utf-16", "shift_jis", "hz", None)
    with suppress(ReleaseError):
        decode_text(data, encodings[len(data) % 5], encodings[len(data) // 5 % 5])


def fuzz_lines(data: bytes) -> None:
    from presstally.errors import ReleaseError
    from presstally.ingest.jsonl import read_line

    with suppress(ReleaseError):
        assert isinstance(read_line(data).text, str)


def fuzz_numbers(data: bytes) -> None:
    from presstally.errors import NumberFormatError
    from presstally.measures.numbers import find_numerals
    from presstally.measures.quantities import parse_quantity

    text = data.decode("utf-8", "replace")
    for numeral in find_numerals(text):
        assert 0 <= numeral.start < numeral.end <= len(text)
    with suppress(NumberFormatError):
        parse_quantity(text)


def fuzz_dates(data: bytes) -> None:
    from datetime import date

    from presstally.measures.date_frame import Frame
    from presstally.measures.dates import read_days

    frame = Frame(published=date(2021, 1, 18)) if len(data) % 2 else Frame()
    read_days(data.decode("utf-8", "replace"), frame)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoder": fuzz_decoder,
    "lines": fuzz_lines,
    "numbers": fuzz_numbers,
    "dates": fuzz_dates,
}


# About what a busy core does in a quarter of a minute.
RUNS = {"decoder": 300_000, "lines": 300_000, "numbers": 30_000, "dates": 45_000}


def write_words(path: Path) -> Path:
    """Write the words that the fuzzer may put in, in libFuzzer's format; return the path."""
    from presstally.measures.date_words import MONTHS, SEASONS, UNITS, WEEKDAYS
    from presstally.measures.number_words import ONES, SCALES, TENS

    words = [*SIGNS, *MONTHS, *SEASONS, *UNITS, *WEEKDAYS, *ONES, *SCALES, *TENS, *(f" {word} " for word in SIGNS)]
    escaped = ("".join(map(r"\x{:02x}".format, word.encode())) for word in words)
    path.write_text("".join(f'"{word}"\n' for word in escaped))
    return path


def fuzz(name: str, options: list[str]) -> None:
    """Fuzz one target in this process until the runs or the time are over, or something is found."""
    import atheris

    with atheris.instrument_imports(include=["presstally"]):
        TARGETS[name](b"12 crimes in 2020")
    words = write_words(Path("words.dict"))
    limits = ["-max_len=200", "-timeout=20", "-rss_limit_mb=2048", "-verbosity=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, f"-dict={words}", *limits], TARGETS[name])
    atheris.Fuzz()


def run(name: str, options: list[str]) -> bool:
    """Fuzz one target in a process of its own; print what came of it, return whether something was found."""
    call = [sys.executable, str(Path(__file__).resolve()), "0", name, "--here", *options]
    with tempfile.TemporaryDirectory() as folder:  # atheris leaves the input of a finding where it runs
        # atheris tells of Python's exceptions on stdout, libFuzzer of all else on stderr.
        done = subprocess.run(
            call, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            env=os.environ | {"PYTHONHASHSEED": "0"},
        )  # fmt: skip
    told = "\n".join(
        line for line in done.stdout.split("\n") if not line.startswith(("INFO:", "WARNING: Failed to find"))
    )
    runs = re.search(r"number_of_executed_units: *([0-9]+)", told)
    print(f"{name}: {runs[1] if runs else 'no'} inputs, {'FOUND' if done.returncode else 'nothing found'}", flush=True)
    if done.returncode:
        print(told[-6000:])
    return bool(done.returncode)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=int, nargs="?", default=60)
    parser.add_argument("target", nargs="?", choices=TARGETS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fixed", action="store_true", help="end after as many inputs on each machine")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    told, options = parser.parse_known_args()
    if told.here:
        fuzz(told.target, options)
        return
    if not find_spec("atheris"):
        print("Nothing was fuzzed: there is no atheris for this Python.")
        return
    names = [told.target] if told.target else list(TARGETS)
    share = max(1, told.seconds // len(names))
    options = [f"-seed={told.seed}", f"-max_total_time={share}"]
    found = [run(name, [*options, *([f"-runs={RUNS[name]}"] if told.fixed else [])]) for name in names]
    sys.exit(any(found))


if __name__ == "__main__":
    main()
