"""spaCy's training loop with somebody who watches its steps."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from confection import Config
from spacy.language import Language
from spacy.util import registry

LOGGER = "presstally.WatchLogger.v1"
SCHEDULE = "warmup_linear.v1"


@dataclass(frozen=True, slots=True)
class Step:
    """How far a training is. `steps` is None where the config does not fix it; `score` where none was counted yet."""

    step: int
    steps: int | None
    epoch: int
    score: float | None = None
    best: float | None = None
    scored: bool = False  # whether the score is of this step


Watch = Callable[[Step], None]
_watch: ContextVar[tuple[Watch, int | None]] = ContextVar("watch")


@registry.loggers(LOGGER)
def make_watch_logger() -> Callable[..., Any]:
    """Return a logger of spaCy's loop that tells each step to the watcher of `run_loop`."""

    def set_up(nlp: Language, stdout: IO[str], stderr: IO[str]) -> tuple[Callable[[Any], None], Callable[[], None]]:
        watch, steps = _watch.get()
        last = Step(0, steps, 0)

        def log(info: dict[str, Any] | None) -> None:
            nonlocal last
            if info is None:
                last = Step(last.step + 1, steps, last.epoch, last.score, last.best)
            else:
                best = max(score for score, _ in info["checkpoints"])
                last = Step(info["step"] + 1, steps, info["epoch"], info["score"], best, True)
            watch(last)

        return log, lambda: None

    return set_up


def count_steps(config: Config, examples: int) -> int | None:
    """Return how many steps the config asks for, None where it depends on how training goes."""
    training = config["training"]
    batcher = training["batcher"]
    found = [training["max_steps"]] if training["max_steps"] else []
    size = batcher.get("size")
    if training["max_epochs"] > 0 and batcher["@batchers"] == "spacy.batch_by_sequence.v1" and isinstance(size, int):
        found.append(training["max_epochs"] * math.ceil(examples / size))
    return min(found, default=None)


def fit_schedule(config: Config, steps: int | None) -> None:
    """Fit a config to the number of its steps, which grows with the releases.

    A learning rate that falls to zero does so with the last step; each epoch is scored at least once.
    """
    if not steps:
        return
    training = config["training"]
    rate = training["optimizer"].get("learn_rate")
    if isinstance(rate, dict) and rate.get("@schedules") == SCHEDULE:
        rate["warmup_steps"] = min(rate["warmup_steps"], steps // 2)
        rate["total_steps"] = steps + 1
    rounds = max(training["max_epochs"], steps // training["eval_frequency"], 1)
    training["eval_frequency"] = max(1, (steps - 1) // rounds)


def run_loop(config: Config, folder: Path, examples: int, watch: Watch) -> Path:
    """Train by a config whose paths are filled in; return the folder of the best pipeline below `folder`.

    `examples`: the releases of an epoch. Equal configs, releases and versions give equal weights.
    """
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train

    steps = count_steps(config, examples)
    fit_schedule(config, steps)
    config["training"]["logger"] = {"@loggers": LOGGER}
    folder.mkdir(parents=True, exist_ok=True)
    token = _watch.set((watch, steps))
    try:
        nlp = init_nlp(config)
        train(nlp, folder, stdout=io.StringIO(), stderr=io.StringIO())
    finally:
        _watch.reset(token)
    best = folder / "model-best"
    return best if best.is_dir() else folder / "model-last"
