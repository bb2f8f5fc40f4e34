"""What a check found: a rule, the place in a release, and what is wrong there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# Rule -> whether it is an error (else a warning: a person should look, and it may be meant).
RULES = {
    "unreadable": True,
    "keys": True,
    "borders": True,
    "edges": True,
    "inside_word": True,
    "tokens": False,
    "overlap": True,
    "doubled_mention": True,
    "label": True,
    "dangling": True,
    "relation_type": True,
    "ends": True,
    "doubled_relation": True,
    "no_fact": True,
    "no_quantity": True,
    "unit": True,
    "modifier": True,
    "kind": True,
    "direction": True,
    "metric_id": True,
    "period": True,
    "open_period": False,
    "value": True,
    "value_unread": False,
    "no_metric": False,
    "unannotated_number": True,
    "unannotated_one": False,
    "doubled_id": True,
    "duplicate": True,
    "near_duplicate": True,
    "shared_sentence": True,
    "shared_publisher": True,
    "part": True,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place that breaks a rule; `start` and `end` are None where the whole release is meant."""

    rule: str
    file: str
    document: str
    message: str
    start: int | None = None
    end: int | None = None
    accepted: str = ""  # why a person took it for right

    @property
    def is_error(self) -> bool:
        return RULES[self.rule] and not self.accepted

    @property
    def severity(self) -> str:
        return "accepted" if self.accepted else "error" if self.is_error else "warning"

    @property
    def place(self) -> str:
        """Return file, release and offsets as one word that an editor or a reader can follow."""
        offsets = "" if self.start is None else f":{self.start}-{self.end}"
        return f"{self.file}:{self.document}{offsets}"

    def to_dict(self) -> dict[str, Any]:
        return asdict(self) | {"severity": self.severity}


@dataclass(frozen=True)
class Source:
    """A release as a doccano row, before anything is taken for granted about it, and where it came from."""

    file: str
    line: int
    row: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.row.get("doc_id") or self.row.get("id") or f"line {self.line}")

    def finding(self, rule: str, message: str, start: int | None = None, end: int | None = None) -> Finding:
        """Return a finding in this release."""
        return Finding(rule, self.file, self.name, message, start, end)
