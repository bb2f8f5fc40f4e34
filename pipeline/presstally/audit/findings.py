"""What the audit found: which rule, which facts, how bad, and whose error it may be."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]
_PROGRAM_RANK = 0.8
PROGRAM, MINISTRY, EITHER = "program", "ministry", "either"

# rule -> (weight of a finding, what it means). Arithmetic that cannot be right comes first, what is only odd last.
RULES = {
    "share_over_100": (0.95, "a share exceeds 100 percent"),
    "parts_exceed_whole": (0.9, "the parts are more than the whole"),
    "parts_and_whole": (0.9, "the parts do not add up to the whole"),
    "change_and_levels": (0.9, "the change is not the difference of the two levels"),
    "percent_and_levels": (0.85, "the percentage does not fit the two levels"),
    "percent_and_change": (0.85, "the percentage does not fit the change and the level"),
    "share_and_levels": (0.8, "the share does not fit the part and the whole"),
    "cumulative_falls": (0.8, "a figure that accumulates through the year falls"),
    "values_differ": (0.75, "releases give different values for one period"),
    "earlier_value": (0.7, "the change of one release does not lead back to the value of another"),
    "unit_changed": (0.65, "the unit is another one than before"),
    "jump": (0.6, "the value lies beyond what history allows"),
    "open_reading": (0.5, "the number can be read in two ways"),
    "gap": (0.3, "a period is missing"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding with the facts that it rests on. `size`: how far off, 0 to 1, for the rank among its kind."""

    rule: str
    message: str
    facts: tuple[Row, ...]
    blame: str = EITHER
    size: float = 0.0

    @property
    def rank(self) -> float:
        """Return what comes first: the rule's weight, the size, how sure the facts are; the program's errors last."""
        score = min((row["score"] for row in self.facts), default=1.0)
        rank = RULES[self.rule][0] * (0.5 + 0.3 * score) + 0.2 * min(self.size, 1.0)
        return round(rank * (_PROGRAM_RANK if self.blame == PROGRAM else 1), 4)

    @property
    def documents(self) -> list[str]:
        return list(dict.fromkeys(row["document"] for row in self.facts))

    def to_row(self) -> Row:
        ids = [row["fact_id"] for row in self.facts]
        first = self.facts[0] if self.facts else {}
        return {
            "finding_id": hashlib.sha256(f"{self.rule}:{':'.join(sorted(ids))}".encode()).hexdigest()[:12],
            "rule": self.rule,
            "rank": self.rank,
            "blame": self.blame,
            "message": self.message,
            "metric_id": first.get("metric_id"),
            "period_start": first.get("period_start"),
            "period_end": first.get("period_end"),
            "documents": self.documents,
            "fact_ids": ids,
            "sentences": list(dict.fromkeys(" ".join(row["sentence"].split()) for row in self.facts)),
        }


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings ranked, each set of facts of a rule once."""
    seen: set[tuple[str, frozenset[str]]] = set()
    kept = []
    for finding in sorted(findings, key=lambda f: (-f.rank, f.documents, f.message)):
        key = (finding.rule, frozenset(row["fact_id"] for row in finding.facts))
        if key not in seen:
            seen.add(key)
            kept.append(finding)
    return kept


def show(value: float) -> str:
    """Return a number for a message: 26,004 and 0.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.6g}"


def is_scale(one: float, other: float) -> bool:
    """Tell whether two values differ by a thousand or a million, as misread separators make them."""
    if not one or not other:
        return False
    ratio = max(one, other) / min(one, other)
    return any(abs(ratio / scale - 1) < 0.02 for scale in (1_000, 1_000_000))


def blame_of(values: Sequence[float], facts: Sequence[Row]) -> str:
    """Return who may have erred: separators and unsure links point to the program."""
    if any(is_scale(values[0], value) for value in values[1:]) or any(row["score"] < 0.5 for row in facts):
        return PROGRAM
    return MINISTRY if all(row["score"] >= 0.8 and not row["needs_review"] for row in facts) else EITHER
