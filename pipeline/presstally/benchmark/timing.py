"""A against B, interleaved: each slice of text is read once by everybody, in turns."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from presstally.benchmark.subjects import Subject
from presstally.benchmark.texts import count_words
from presstally.schemas import Release

Advance = Callable[[object], None]


@dataclass
class Timings:
    """`words` of each round; seconds of the processor, name -> those of each round."""

    words: list[int] = field(default_factory=list)
    seconds: dict[str, list[float]] = field(default_factory=dict)


def time_rounds(
    subjects: Sequence[Subject], warm: Sequence[Release], rounds: Sequence[Sequence[Release]], advance: Advance
) -> Timings:
    """Let all subjects read `warm` untimed, then each round's slice, the order turned about from round to round.

    No slice comes twice: what a tokenizer remembers of a text must not help it.
    """
    timings = Timings(seconds={subject.name: [] for subject in subjects})
    for subject in subjects:
        subject.read(warm)
        advance(subject.name)
    gc.collect()
    gc.freeze()  # what one pipeline holds must not be searched again and again while another one reads
    for number, releases in enumerate(rounds):
        timings.words.append(count_words(releases))
        for subject in subjects if number % 2 == 0 else reversed(subjects):
            timings.seconds[subject.name].append(time_once(subject, releases))
            advance(subject.name)
    gc.unfreeze()
    return timings


def time_once(subject: Subject, releases: Sequence[Release]) -> float:
    """Return the seconds of the processor that a subject takes for some releases."""
    gc.collect()
    start = time.process_time()
    subject.read(releases)
    return time.process_time() - start
