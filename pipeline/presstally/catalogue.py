"""Canonical metrics: reads `configs/catalogue` and names a metric by its words. No spaCy."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from presstally.errors import ModelError
from presstally.resources import data_dir

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SUFFIXES = ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "y", "e")
FUNCTION_WORDS = frozenset(
    "a an the of to in on at by for from with and or as that this these those who which were was is are "
    "be been has have had it its their his her them he she they also during over more than about some all "
    "out into up per no not".split()
)


@dataclass(frozen=True)
class Catalogue:
    """`names`: stems of a wording -> (concept, whether it is an event). `longest`: words of the longest wording."""

    names: dict[tuple[str, ...], tuple[str, bool]]
    dropped: frozenset[str]
    longest: int

    def name(self, metric: str, *, share: bool = False, rate: bool = False) -> str:
        """Return the metric_id of the words `metric`.

        Known wordings become their concept, others their stem: things first, then events, each sorted, so that equal
        wordings group. A `share` and a `rate` have ids of their own.
        """
        stems = [stem(word) for word in WORD.findall(metric.lower()) if word not in FUNCTION_WORDS]
        things: list[str] = []
        events: list[str] = []
        at = 0
        while at < len(stems):
            size = next(
                (
                    n
                    for n in range(min(self.longest, len(stems) - at), 0, -1)
                    if tuple(stems[at : at + n]) in self.names
                ),
                0,
            )
            if size:
                concept, event = self.names[tuple(stems[at : at + size])]
                (events if event else things).append(concept)
            elif stems[at] not in self.dropped:
                things.append(stems[at])
            at += max(size, 1)
        things = _specific(list(dict.fromkeys(things)))
        parts = ["_".join(sorted(things)[:5]) or "unnamed", "_".join(sorted(set(events))[:3])]
        parts += ["share"] if share else ["rate"] if rate and "rate" not in events else []
        return ".".join(part for part in parts if part)


def _specific(things: list[str]) -> list[str]:
    """Drop a general word beside a special one:
    "drug crimes" are no other metric than "drug-related crimes committed by persons".
    """
    general = [thing for thing in things if thing not in ("person", "crime", "case")]
    return general or things


def stem(word: str) -> str:
    """Return a crude stem, enough to join "registered", "registers" and "registration"."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=4)
def read_catalogue(configs: str | None = None) -> Catalogue:
    """Read the catalogue of `configs` (None: the one that ships)."""
    path = (Path(configs) if configs else data_dir("configs")) / "catalogue" / "concepts.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelError(
            f"The catalogue {path} cannot be read: {error}.", "Correct the file or leave --configs out."
        ) from error
    names = {}
    for part in ("thing", "event"):
        for concept, wordings in table.get(part, {}).items():
            for wording in wordings:
                names[tuple(stem(word) for word in WORD.findall(wording.lower()) if word not in FUNCTION_WORDS)] = (
                    concept,
                    part == "event",
                )
    dropped = frozenset(stem(word) for word in table.get("drop", {}).get("words", ()))
    return Catalogue(names, dropped, max(map(len, names), default=1))
