"""The whole measurement, as the command and the scripts start it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from presstally.benchmark.components import time_components
from presstally.benchmark.report import make_report
from presstally.benchmark.subjects import Subject, make_blank_subject, make_model_subject
from presstally.benchmark.texts import read_texts, slice_texts
from presstally.benchmark.timing import Advance, time_rounds
from presstally.errors import UsageError
from presstally.loading import load
from presstally.trust import check_model

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
AROUND = 2  # slices beside those of the rounds: one to warm up, one for the components


def run_benchmark(
    paths: Sequence[Path],
    models: Sequence[str],
    *,
    words: int,
    rounds: int,
    others: Callable[[], Sequence[Subject]] = tuple,
    libraries: Sequence[str] = (),
    trust: bool = False,
    watch: Callable[[int], Advance] = lambda total: lambda step: None,
) -> dict[str, Any]:
    """Measure `models` and a blank tokenizer over the releases at `paths`; return the report (see `make_report`).

    `words` are those of all rounds together, `others` makes further subjects. Raises UsageError for numbers below 1.
    """
    if words < 1 or rounds < 1:
        raise UsageError("--words and --rounds must be 1 or more.")
    models = list(dict.fromkeys(models))
    for name in models:
        check_model(name, trust)
    warm, last, *slices = slice_texts(read_texts(paths), words // rounds, rounds + AROUND)
    subjects = [*map(make_model_subject, models), make_blank_subject(), *others()]
    advance = watch(len(subjects) * (rounds + 1) + len(models))
    timings = time_rounds(subjects, warm, slices, advance)
    components = {}
    for name in models:
        components[name] = time_components(load(name), warm, last)
        advance(name)
    return make_report(timings, components, libraries)
