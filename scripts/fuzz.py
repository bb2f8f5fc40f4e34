"""Fuzz the parsers with atheris: what no rule of theirs expects must end in a value or in an error that they mean.

    .venv/bin/python scripts/fuzz.py 60          # seconds for all targets together
    .venv/bin/python scripts/fuzz.py 3600 dates  # one target

Targets: decoder, numbers, dates, lines. A finding is printed with its input, and the script ends with 1.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


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


def fuzz(name: str, seconds: int) -> None:
    """Fuzz one target in this process until the time is over or something is found."""
    import atheris

    with atheris.instrument_imports(include=["presstally"]):
        TARGETS[name](b"12 crimes in 2020")
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=200", "-verbosity=0"], TARGETS[name])
    atheris.Fuzz()


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    names = sys.argv[2:3] or list(TARGETS)
    if sys.argv[3:] == ["here"]:
        fuzz(names[0], seconds)
        return
    found = False
    for name in names:
        share = max(1, seconds // len(names))
        call = [sys.executable, str(Path(__file__).resolve()), str(share), name, "here"]
        with tempfile.TemporaryDirectory() as folder:  # atheris leaves the input of a finding where it runs
            done = subprocess.run(call, cwd=folder, capture_output=True, text=True, errors="replace")
        print(f"{name}: {share} s, {'nothing found' if done.returncode == 0 else 'FOUND'}", flush=True)
        if done.returncode:
            found = True
            print(done.stderr[-3000:])
    sys.exit(found)


if __name__ == "__main__":
    main()
