"""Gold as doccano's JSONL for relation projects, with the facts beside it; to records and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from presstally.corpus.gold import GoldFact, GoldRelease, Mention, Relation
from presstally.errors import NoInputError, UsageError

# What a fact holds beyond what mentions and relations say.
FACT_KEYS = (
    "value",
    "value_high",
    "unit",
    "modifier",
    "kind",
    "direction",
    "period_start",
    "period_end",
    "comparison_start",
    "comparison_end",
    "metric_id",
)
HEADER_KEYS = ("doc_id", "published", "publisher", "family", "part")


def read_doccano(path: Path) -> Iterator[GoldRelease]:
    """Yield the releases of a JSONL file.

    Raises NoInputError where there is no such file, UsageError with the line where one cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise NoInputError(f"The annotations {path} cannot be read: {error.strerror}.", "Name a JSONL file.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield from_row(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                hint = "Each line is one release as doccano exports it (JSONL with relations)."
                raise UsageError(f"{path}, line {number}: {type(error).__name__}: {error}.", hint) from error


def from_row(row: dict[str, Any]) -> GoldRelease:
    """Turn one doccano row into a GoldRelease; relations name mentions by doccano's ids."""
    entities = sorted(row["entities"], key=lambda entity: (entity["start_offset"], -entity["end_offset"]))
    mentions = tuple(Mention(e["start_offset"], e["end_offset"], e["label"]) for e in entities)
    index = {entity["id"]: place for place, entity in enumerate(entities)}
    relations = tuple(Relation(r["type"], index[r["from_id"]], index[r["to_id"]]) for r in row["relations"])
    spans: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for relation in relations:
        if relation.type == "MEASURES":
            head, child = mentions[relation.head], mentions[relation.child]
            spans.setdefault((head.start, head.end), []).append((child.start, child.end))
    facts = []
    for fact in row.get("facts", ()):
        own = tuple(sorted(spans.get((fact["start"], fact["end"]), ())))
        words = " ".join(row["text"][start:end] for start, end in own)
        attributes = {key: fact[key] for key in FACT_KEYS if key in fact}
        facts.append(GoldFact(fact["start"], fact["end"], **attributes, metric=words, metric_spans=own))
    excluded = tuple((start, end) for start, end, *_ in row.get("excluded", ()))
    header: dict[str, Any] = {key: row.get(key) or "" for key in HEADER_KEYS}
    header["doc_id"] = header["doc_id"] or str(row.get("id", ""))  # a plain doccano row has only its number
    return GoldRelease(
        text=row["text"], mentions=mentions, relations=relations, facts=tuple(facts), excluded=excluded, **header
    )


def to_row(release: GoldRelease) -> dict[str, Any]:
    """Turn a GoldRelease into a doccano row: the same keys in every row, none null."""
    return {
        "text": release.text,
        "entities": [
            {"id": place, "label": m.label, "start_offset": m.start, "end_offset": m.end}
            for place, m in enumerate(release.mentions, 1)
        ],
        "relations": [
            {"id": number, "from_id": r.head + 1, "to_id": r.child + 1, "type": r.type}
            for number, r in enumerate(release.relations, 1)
        ],
        "facts": [
            {"start": f.start, "end": f.end} | {key: getattr(f, key) for key in FACT_KEYS} for f in release.facts
        ],
        "excluded": [list(span) for span in release.excluded],
        **{key: getattr(release, key) for key in HEADER_KEYS},
    }


def write_doccano(path: Path, releases: Iterable[GoldRelease]) -> None:
    """Write releases as JSONL in pure ASCII, since doccano guesses a file's encoding."""
    path.write_text("".join(json.dumps(to_row(release)) + "\n" for release in releases), encoding="ascii")
