"""Facts against gold facts: which belong together, and which of their attributes are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from presstally.corpus.gold import ANY, GoldFact, GoldRelease
from presstally.evaluation.tally import Tally, exact
from presstally.evaluation.wording import ENOUGH, has_words, head_words, words_f1

Row = dict[str, Any]

# Right is a fact (`fact`, `fact_strict`, `all`) whose attributes are; one that gold leaves open counts as right.
CORE = ("value", "unit", "kind", "link")
STRICT = (*CORE, "modifier", "period")
EVERY = (*STRICT, "borders", "value_high", "direction", "comparison", "organisation", "person", "place")
HEAD = ("value", "unit", "kind", "link_by_head")
LEVELS = {"fact": CORE, "fact_strict": STRICT, "all": EVERY, "fact_by_head": HEAD}
COLUMNS = {"ORG": "organisation", "PERSON": "person", "LOC": "place"}  # the child of BY or IN -> the fact's column
_HALF_A_UNIT = {"percent": 0.005}  # two thirds may be written 66.67


@dataclass(frozen=True)
class Judged:
    """A gold fact, the row that stands for it (None: missed), and which attributes are right."""

    gold: GoldFact
    row: Row | None = None
    right: dict[str, bool] = field(default_factory=dict)
    words: float = 0.0

    def has(self, attributes: Sequence[str]) -> bool:
        """Tell whether all these attributes are right."""
        return self.row is not None and all(self.right[name] for name in attributes)

    @property
    def wrong(self) -> list[str]:
        return [name for name, right in self.right.items() if not right]


@dataclass(frozen=True)
class FactScore:
    """The facts of one release: `judged` holds those asked for, `spurious` the rows that nobody asked for."""

    judged: list[Judged]
    spurious: list[Row]

    def tallies(self) -> dict[str, Tally]:
        """Return detect, fact, fact_strict, all and fact_by_head."""
        found = sum(judged.row is not None for judged in self.judged)
        predicted, gold = found + len(self.spurious), len(self.judged)
        levels = {name: sum(j.has(attributes) for j in self.judged) for name, attributes in LEVELS.items()}
        return {name: exact(right, gold, predicted) for name, right in {"detect": found, **levels}.items()}


def score_facts(release: GoldRelease, rows: Sequence[Row]) -> FactScore:
    """Match rows with gold facts (overlap of at least half of the union, the best first) and judge each pair.

    A row whose `quantity` does not stand where it says is spurious; a row on an optional gold fact is not counted.
    """
    rows = sorted(rows, key=lambda row: (row["start"], row["end"]))
    standing = [row for row in rows if row["quantity"] == release.text[row["start"] : row["end"]]]
    spurious = [row for row in rows if row not in standing]
    asked = [fact for fact in release.facts if not fact.optional]
    pairs = match(asked, standing)
    names = names_of(release)
    judged = [
        judge(fact, standing[pairs[i]], release, names) if i in pairs else Judged(fact) for i, fact in enumerate(asked)
    ]
    free = [row for i, row in enumerate(standing) if i not in set(pairs.values())]
    optional = [fact for fact in release.facts if fact.optional]
    spurious += [row for row in free if not any(overlap(fact, row) >= 0.5 for fact in optional)]
    return FactScore(judged, spurious)


def match(gold: Sequence[GoldFact], rows: Sequence[Row]) -> dict[int, int]:
    """Return gold index -> row index, one to one, the pairs that overlap most first."""
    pairs = [(-overlap(fact, row), i, k) for i, fact in enumerate(gold) for k, row in enumerate(rows)]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for shared, i, k in sorted(pair for pair in pairs if -pair[0] >= 0.5):
        if i not in found and k not in taken and shared:
            found[i] = k
            taken.add(k)
    return found


def overlap(fact: GoldFact, row: Row) -> float:
    """Return which part of the union of the two spans both cover."""
    both = min(fact.end, row["end"]) - max(fact.start, row["start"])
    return max(0, both) / (max(fact.end, row["end"]) - min(fact.start, row["start"]))


def judge(gold: GoldFact, row: Row, release: GoldRelease, names: dict[tuple[int, int], dict[str, str]]) -> Judged:
    """Compare every attribute; those that the gold file does not hold count as right."""
    own = bool(release.relations)
    words = metric_words(row, release.text)
    by_head = not gold.metric or (words_f1(words, gold.metric) >= ENOUGH and has_words(words, _head(gold, release)))
    told = names.get((gold.start, gold.end), {})
    same_direction = row["direction"] == gold.direction
    right = {
        "borders": (row["start"], row["end"]) == (gold.start, gold.end),
        "value": _is_close(row["value"], gold.value, gold.unit)
        and (gold.value_high is None or _is_close(row["value_high"], gold.value_high, gold.unit)),
        "value_high": (row["value_high"] is None) == (gold.value_high is None),
        "unit": row["unit"].lower() == gold.unit.lower(),
        "modifier": gold.modifier in (ANY, row["modifier"]),
        "kind": row["kind"] == gold.kind and (gold.kind != "change" or same_direction),
        "direction": same_direction or (gold.kind == "level" and not own),
        "link": _is_touched(gold, row, words) if own else by_head,
        "link_by_head": by_head,
        "period": gold.period_start == ANY or _days(row, "period") == (gold.period_start, gold.period_end),
        "comparison": not own or _days(row, "comparison") == (gold.comparison_start, gold.comparison_end),
    }
    for name in ("organisation", "person", "place"):
        right[name] = not own or row[name] == told.get(name)
    return Judged(gold, row, right, words_f1(words, gold.metric) if gold.metric else 1.0)


def metric_words(row: Row, text: str) -> str:
    """Return the words of the link; none where they are not those that stand at its spans."""
    standing = " ".join(text[start:end] for start, end in row["metric_spans"])
    return row["metric"] if standing.split() == row["metric"].split() else ""


def _is_touched(gold: GoldFact, row: Row, words: str) -> bool:
    """Tell whether every gold METRIC span is touched and the words are close."""
    if not gold.metric_spans:
        return True
    touched = all(any(a < end and start < b for a, b in row["metric_spans"]) for start, end in gold.metric_spans)
    return touched and words_f1(words, gold.metric) >= ENOUGH


def _head(gold: GoldFact, release: GoldRelease) -> str:
    return gold.head or " ".join(head_words(release.text[start:end]) for start, end in gold.metric_spans)


def _is_close(value: float | None, gold: float, unit: str) -> bool:
    return value is not None and abs(value - gold) <= max(1e-6 * max(1.0, abs(gold)), _HALF_A_UNIT.get(unit, 0.0))


def _days(row: Row, stem: str) -> tuple[str | None, str | None]:
    start, end = row[f"{stem}_start"], row[f"{stem}_end"]
    return start and start[:10], end and end[:10]


def names_of(release: GoldRelease) -> dict[tuple[int, int], dict[str, str]]:
    """Return the organisation, person and place of each gold QUANTITY, by its borders."""
    found: dict[tuple[int, int], dict[str, str]] = {}
    for relation in release.relations:
        if relation.type in ("BY", "IN"):
            head, child = release.mentions[relation.head], release.mentions[relation.child]
            if column := COLUMNS.get(child.label):
                found.setdefault((head.start, head.end), {})[column] = release.text[child.start : child.end]
    return found
