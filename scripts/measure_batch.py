"""Measure what batches promise: a second run, workers, memory, and the cost of a word.

    .venv/bin/python scripts/measure_batch.py --releases 600            # second run, two workers
    .venv/bin/python scripts/measure_batch.py --soak 100000 --model rules   # memory over many releases (an hour)
    .venv/bin/python scripts/measure_batch.py --words                   # short releases against 16 times longer ones

Prints a line for each figure; a soak tells on stderr how far it is, and ends with its row for docs/scale.md. Times are
of the processor where they compare work, and of the clock where they say so.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from presstally.batch.extract import extract_files
from presstally.batch.names import DEFAULT_FORMATS as FORMATS
from presstally.batch.settings import Work

THINGS = "crimes accidents fires thefts robberies vehicles weapons searches raids calls patrols inspections".split()
EVENTS = "were registered|were solved|were detected|were seized|took place|were prevented|were opened".split("|")
SETTLED = 1000  # releases after which memory should grow no more
PLACES = "Northshire Eastford Westmoor Southgate Millbrook Stonebridge".split()


def make_release(dice: random.Random, sentences: int) -> str:
    """Return an English text with about one number a sentence."""
    lines = [f"Results of {dice.choice(PLACES)} police for {dice.randint(2000, 2023)}\n"]
    for _ in range(sentences):
        count, thing, event = dice.randint(2, 99_999), dice.choice(THINGS), dice.choice(EVENTS)
        lines.append(dice.choice([
            f"In {dice.choice(PLACES)}, {count:,} {thing} {event}.",
            f"A total of {count:,} {thing} {event}, {dice.randint(1, 60)} percent more than in the year before.",
            f"The number of {thing} fell from {count + 50:,} to {count:,}.",
        ]))  # fmt: skip
    return " ".join(lines)


def write_releases(folder: Path, count: int, sentences: int) -> None:
    """Write `count` releases, in sub-folders of 1,000."""
    dice = random.Random(1)
    for number in range(count):
        path = folder / f"{number // 1000:04}" / f"{number:07}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make_release(dice, sentences))


def measure(
    folder: Path, out: Path, model: str, formats: Sequence[str] = FORMATS, **work: object
) -> tuple[float, float]:
    """Return seconds of the clock and of the processor (of this program and its workers) of a run."""
    began, used = time.monotonic(), _used()
    extract_files([folder], out, model=model, formats=formats, work=Work(**work))  # type: ignore[arg-type]
    return time.monotonic() - began, _used() - used


def _used() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def tell_runs(base: Path, count: int, model: str) -> Iterator[str]:
    write_releases(base / "in", count, 8)
    one, used_one = measure(base / "in", base / "one", model, workers=1)
    yield f"{count} releases, one worker: {one:.1f} s, {used_one:.1f} s of the processor, {count / one:.1f} a second"
    again, used = measure(base / "in", base / "one", model)
    yield f"second run: {again:.2f} s, {used:.2f} s of the processor, {100 * used / used_one:.1f} % of the first"
    _, used = measure(base / "in", base / "one", model, formats=["jsonl"])
    yield f"tables alone, JSONL: {1000 * used / count:.1f} milliseconds of the processor a release"
    _, used = measure(base / "in", base / "one", model)
    yield f"tables alone, CSV, JSONL and Parquet: {1000 * used / count:.1f} milliseconds of the processor a release"
    two, used_two = measure(base / "in", base / "two", model, workers=2)
    yield f"two workers: {two:.1f} s, {used_two:.1f} s of the processor, {one / two:.2f} times one"
    for name in ("facts.csv", "facts.jsonl", "facts.parquet"):
        assert (base / "one" / name).read_bytes() == (base / "two" / name).read_bytes()
    size = sum(path.stat().st_size for path in (base / "one" / ".presstally").rglob("*") if path.is_file())
    yield f"on the disk: {size / count:,.0f} bytes a release in manifest and tables"


def tell_memory(base: Path, count: int, model: str) -> Iterator[str]:
    """Read `count` releases in one process; tell its memory after the first 1,000, at the end and with the tables."""
    write_releases(base / "in", count, 2)
    held: list[int] = []
    began = time.monotonic()

    def watch(total: int) -> object:
        through = 0

        def tell(document: str) -> None:
            nonlocal through
            through += 1
            if through in (SETTLED, total):
                held.append(_held())
            if through % SETTLED == 0:
                left = (time.monotonic() - began) * (total - through) / through
                print(f"{through:,} of {total:,}: {_held()} MiB, {left / 60:.0f} minutes left", file=sys.stderr)

        return tell

    extract_files([base / "in"], base / "out", model=model, work=Work(workers=0), watch=watch)  # type: ignore[arg-type]
    yield f"{count} releases: {held[0]} MiB after 1,000, {held[-1]} MiB after all, {held[-1] - held[0]:+} MiB"
    tables = _held()
    yield f"after the tables: {tables} MiB, {tables - held[0]:+} MiB"
    day = f"{date.today():%d %B %Y}".lstrip("0")
    yield (
        f"| {count:,} releases in one process | {held[-1] - held[0]:+} MiB after the first {SETTLED:,}, "
        f"{tables - held[0]:+} MiB with the tables ({day}, {(time.monotonic() - began) / 60:.0f} minutes) "
        f"| `scripts/measure_batch.py --soak {count} --model {model}` |"
    )


def _held() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 2**20


def tell_words(base: Path, count: int, model: str) -> Iterator[str]:
    costs = []
    for name, sentences, releases in (("short", 8, 16 * count), ("16 times longer", 128, count)):
        write_releases(base / name, releases, sentences)
        words = sum(len(path.read_text().split()) for path in (base / name).rglob("*.txt"))
        extract_files([next((base / name).rglob("*.txt"))], base / "warm", model=model, work=Work(workers=0))
        costs.append(1e6 * measure(base / name, base / f"{name} out", model, workers=0)[1] / words)
        yield f"{name}: {costs[-1]:.0f} microseconds of the processor a word"
    yield f"longer to short: {costs[1] / costs[0]:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=0)
    parser.add_argument("--soak", type=int, default=0)
    parser.add_argument("--words", type=int, nargs="?", const=6, default=0)
    parser.add_argument("--model", default="minilm")
    told = parser.parse_args()
    for tell, count in ((tell_runs, told.releases), (tell_memory, told.soak), (tell_words, told.words)):
        if count:
            with tempfile.TemporaryDirectory() as folder:
                for line in tell(Path(folder), count, told.model):
                    print(line, flush=True)


if __name__ == "__main__":
    main()
