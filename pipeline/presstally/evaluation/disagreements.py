"""Where two annotators disagree, each place in its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from presstally.evaluation.tables import describe

_WHO = {"missed": "only the first", "spurious": "only the second"}


def list_disagreements(report: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the numbers, dates and names of an agreement report on which the two differ, in order of the text."""
    found = [_entry(error, error.get("label", "QUANTITY")) for error in (*report["errors"], *report["name_errors"])]
    return sorted(found, key=lambda entry: (entry["document"], entry["start"], entry["end"]))


def disagreement_lines(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what is printed of each disagreement: the place, what differs, the sentence, and what each hand says."""
    for entry in entries:
        yield f"{entry['document']}:{entry['start']}-{entry['end']}: {entry['label']}: {', '.join(entry['differs'])}"
        yield f"    {entry['sentence']}"
        for hand in ("first", "second"):
            if entry[hand]:
                yield f"    {hand}: {entry[hand]}"


def _entry(error: dict[str, Any], label: str) -> dict[str, Any]:
    sides = {"first": error.get("gold"), "second": error.get("got")}
    return {
        **{key: error[key] for key in ("document", "start", "end")},
        "label": label,
        "differs": [_WHO.get(name, name) for name in error["wrong"]],
        "sentence": " ".join(f"{error['before']}[{error['words']}]{error['after']}".split()),
        **{hand: describe({**said, "method": None}) if said else "" for hand, said in sides.items()},
    }
