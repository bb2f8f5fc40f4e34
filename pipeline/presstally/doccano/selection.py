"""What to annotate next: the releases of most expected gain, no two alike, and a tenth drawn at random to test on."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from presstally.batch.readout import Failure, make_failure, read_rows
from presstally.corpus.check_texts import near_duplicates, words_of
from presstally.corpus.findings import Source
from presstally.corpus.sources import read_annotations
from presstally.doccano.drafts import Draft
from presstally.doccano.gain import Reading, make_reading
from presstally.doccano.rows import Row
from presstally.errors import UsageError
from presstally.evaluation.wording import stems
from presstally.loading import DEFAULT_MODEL, RULES
from presstally.schemas import Release
from presstally.trust import load_checked

if TYPE_CHECKING:
    from spacy.language import Language

TENTH = 10
RANDOM = "drawn at random, to test on"


@dataclass(frozen=True)
class Chosen:
    """A chosen release. `part`: `train`, or `dev` where it was drawn at random and is set apart for evaluation."""

    name: str
    part: str
    gain: float
    numbers: int
    why: str


@dataclass(frozen=True)
class Known:
    """The texts that are annotated already: name -> text."""

    texts: dict[str, str]

    def stems(self) -> set[str]:
        return {stem for text in self.texts.values() for stem in stems(text)}


def read_known(path: Path | None) -> Known:
    """Read the texts of the annotations at a path; none where there is no path."""
    return Known({release.doc_id: release.text for release in read_annotations(path)} if path else {})


def read_candidates(
    drafts: Sequence[Draft],
    model: str = DEFAULT_MODEL,
    watch: Callable[[int], Callable[[str], None]] = lambda total: lambda name: None,
    trust: bool = False,
) -> tuple[dict[str, Release], list[Reading], list[Failure]]:
    """Read each release by the model and by the rules; what fails is told, and the others go on."""
    releases: dict[str, Release] = {}
    readings, failures, tell = [], list[Failure](), watch(len(drafts))
    nlp, rules = load_checked(model, trust), load_checked(RULES)
    for draft in drafts:
        try:
            release = draft.make()
            releases[draft.name] = release
            readings.append(make_reading(release.id, release.text, _facts(nlp, release), _facts(rules, release)))
        except Exception as error:
            failures.append(make_failure(draft.name, error, None))
        tell(draft.name)
    return releases, readings, failures


def select(readings: Sequence[Reading], known: Known, count: int, seed: int = 0) -> list[Chosen]:
    """Choose `count` releases: a tenth at random, the others one by one by what each adds to those before it.

    Annotated releases, equal ones and near-duplicates of a chosen or annotated one are passed over.
    """
    if count < 1:
        raise UsageError(f"{count} releases cannot be selected.", "Give -n 1 or more.")
    alike = _find_alike(readings, known)
    pool = {r.name: r for r in _unique(readings, known) if not alike[r.name] & set(known.texts)}
    chosen: list[Chosen] = []
    seen = known.stems()
    for name in random.Random(seed).sample(sorted(pool), len(pool)):
        if len(chosen) >= min(max(1, round(count / TENTH)) if count > 1 else 0, len(pool)):
            break
        if name in pool:
            reading = pool.pop(name)
            chosen.append(Chosen(name, "dev", reading.gain(seen), reading.numbers, RANDOM))
            _drop(pool, alike[name])
    while pool and len(chosen) < count:
        best = max(pool.values(), key=lambda reading: (reading.gain(seen), reading.name))
        chosen.append(Chosen(best.name, "train", best.gain(seen), best.numbers, best.why(seen)))
        seen |= best.words
        del pool[best.name]
        _drop(pool, alike[best.name])
    return chosen


def to_rows(chosen: Iterable[Chosen], releases: dict[str, Release]) -> list[Row]:
    """Return the chosen releases as lines that `annotate export` and `doccano push` take."""
    return [
        {
            "doc_id": choice.name,
            "text": releases[choice.name].text,
            "published": releases[choice.name].published or "",
            "publisher": releases[choice.name].publisher or "",
            "part": choice.part,
            "why": choice.why,
        }
        for choice in chosen
    ]


def _facts(nlp: Language, release: Release) -> list[Row]:
    with nlp.memory_zone():
        return read_rows(nlp, release)[1].facts


def _drop(pool: dict[str, Reading], names: set[str]) -> None:
    for name in names:
        pool.pop(name, None)


def _unique(readings: Sequence[Reading], known: Known) -> list[Reading]:
    taken = {tuple(words_of(text)) for text in known.texts.values()}
    found = []
    for reading in readings:
        words = tuple(words_of(reading.text))
        if words not in taken and reading.name not in known.texts and reading.numbers:
            found.append(reading)
        taken.add(words)
    return found


def _find_alike(readings: Sequence[Reading], known: Known) -> dict[str, set[str]]:
    """Return name -> the releases that share much of its wording."""
    texts = [*known.texts.items(), *((r.name, r.text) for r in readings if r.name not in known.texts)]
    sources = [Source("", number, {"doc_id": name, "text": text}) for number, (name, text) in enumerate(texts)]
    alike: dict[str, set[str]] = defaultdict(set)
    for one, other, _ in near_duplicates(sources):
        alike[one.name].add(other.name)
        alike[other.name].add(one.name)
    return alike
