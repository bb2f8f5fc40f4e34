"""Measure how long a person waits: for the help, and for the first table from a cold start.

    python scripts/measure_start.py [--rounds 7]

Each figure is a ratio of the processor's time of whole processes, run in turns, the median of the rounds.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
PROGRAM = str(Path(sys.executable).with_name("presstally"))
NOTHING = [sys.executable, "-c", "pass"]
TYPER = [
    sys.executable,
    "-c",
    "import typer; app = typer.Typer(); app.command()(lambda: None); app(['--help'], standalone_mode=False)",
]
HELP = [PROGRAM, "--help"]
IMPORTS = [
    sys.executable,
    "-c",
    "import spacy, pandas, pyarrow, presstally, presstally.pipeline; presstally.load()",
]


def spend(command: Sequence[str]) -> float:
    """Return the seconds of the processor that a process and its children take."""
    before = _spent()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # finer than os.times(), which counts hundredths of seconds
    return used.ru_utime + used.ru_stime


def compare(commands: dict[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Run all commands in turns; return name -> seconds of each round, a first one left out."""
    spent: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            seconds = spend(command)
            if number:
                spent[name].append(seconds)
    return spent


def tell(one: str, two: str, spent: dict[str, list[float]]) -> str:
    """Return a line with the ratio of two commands."""
    ratios = [first / second for first, second in zip(spent[one], spent[two], strict=True)]
    seconds = f"{1000 * median(spent[one]):.0f} ms : {1000 * median(spent[two]):.0f} ms"
    return f"{one} : {two} = {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}; {seconds})"


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    help_, nothing, typer = "presstally --help", "python -c pass", "a bare typer program"
    spent = compare({help_: HELP, nothing: NOTHING, typer: TYPER}, rounds)
    print(tell(help_, nothing, spent))
    print(tell(typer, nothing, spent))
    with tempfile.TemporaryDirectory() as folder:
        releases = sorted((ROOT / "samples").glob("*.txt"))[:2]
        extract = [PROGRAM, "extract", *map(str, releases)]
        table, imports = "first table of two releases", "imports and the model"
        one = [*extract, "--workers", "0", "--force", "--out", str(Path(folder) / "one")]
        two = [*extract, "--force", "--out", str(Path(folder) / "two")]
        spent = compare({table: one, f"{table}, in a worker": two, imports: IMPORTS}, rounds)
        print(tell(table, imports, spent))
        print(tell(f"{table}, in a worker", imports, spent))


if __name__ == "__main__":
    main()
