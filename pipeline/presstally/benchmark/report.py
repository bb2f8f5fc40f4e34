"""What was measured, as one report: medians, ratios and how far the rounds spread."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import combinations
from statistics import median
from typing import Any

from presstally.benchmark.timing import Timings

Table = tuple[str, list[str], list[list[Any]]]
LIBRARIES = ("presstally", "spacy", "thinc", "numpy", "onnxruntime", "tokenizers")


def make_report(timings: Timings, components: dict[str, dict[str, float]], libraries: Sequence[str] = ()) -> dict:
    """Return the report; `components`: model -> component -> microseconds a word; `libraries`: further ones to name."""
    names = sorted(timings.seconds, key=lambda name: -sum(timings.seconds[name]))
    return {
        "date": date.today().isoformat(),
        "machine": {
            "cores": os.cpu_count(),
            "processor": platform.machine(),
            "system": platform.system(),
            "python": platform.python_version(),
        },
        "versions": find_versions((*LIBRARIES, *libraries)),
        "words": sum(timings.words),
        "rounds": len(timings.words),
        "speed": {name: _spread(words_per_second(timings, name)) for name in names},
        "ratios": {f"{one} : {two}": _spread(ratios(timings, one, two)) for one, two in combinations(names, 2)},
        "components": components,
    }


def find_versions(libraries: Sequence[str]) -> dict[str, str]:
    """Return library -> version of those that are installed."""
    found = {}
    for name in libraries:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def words_per_second(timings: Timings, name: str) -> list[float]:
    """Return words a second of the processor, round by round."""
    return [words / max(spent, 1e-9) for words, spent in zip(timings.words, timings.seconds[name], strict=True)]


def ratios(timings: Timings, one: str, two: str) -> list[float]:
    """Return how many times as long `one` takes as `two` for the same text, round by round."""
    pairs = zip(timings.seconds[one], timings.seconds[two], strict=True)
    return [first / max(second, 1e-9) for first, second in pairs]


def _spread(values: Sequence[float]) -> dict[str, float]:
    return {"median": round(median(values), 3), "low": round(min(values), 3), "high": round(max(values), 3)}


def report_tables(report: dict[str, Any]) -> Iterator[Table]:
    """Yield (title, head, rows) of every table of a report."""
    spread = ["median", "lowest", "highest"]
    speed = [[name, *(f"{value:,.0f}" for value in row.values())] for name, row in report["speed"].items()]
    yield "Words a second of the processor", ["", *spread], speed
    compared = [[name, *(_ratio(value) for value in row.values())] for name, row in report["ratios"].items()]
    yield "Time for the same text, the first as a multiple of the second", ["", *spread], compared
    for model, costs in report["components"].items():
        whole = max(sum(costs.values()), 1e-9)
        rows = [[name, f"{cost:.1f}", f"{100 * cost / whole:.0f} %"] for name, cost in costs.items()]
        rows.append(["all", f"{whole:.1f}", "100 %"])
        yield f"Where the time of {model} goes", ["component", "microseconds a word", "share"], rows


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def describe(report: dict[str, Any]) -> str:
    """Return in a sentence what was measured, when and on what."""
    machine = report["machine"]
    versions = ", ".join(f"{name} {number}" for name, number in report["versions"].items())
    return (
        f"{report['words']:,} words in {report['rounds']} rounds, {report['date']}, {machine['cores']} cores "
        f"({machine['processor']}, {machine['system']}), Python {machine['python']}, {versions}."
    )
