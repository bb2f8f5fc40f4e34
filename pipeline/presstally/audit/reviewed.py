"""Corrections and annotated releases: corrections as training data, and annotations as corrections."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from presstally.corpus.gold import GoldFact, GoldRelease, Mention, Relation
from presstally.corrections import REQUIRED, VALUES, WRONG, Correction, Key
from presstally.runs import Row, Run

_ATTRIBUTES = ("value", "value_high", "unit", "modifier", "kind", "direction", "metric_id")
_DAYS = ("period_start", "period_end", "comparison_start", "comparison_end")


def make_gold(
    run: Run, texts: Mapping[str, str], corrections: Mapping[Key, Correction], *, partly: bool = False
) -> Iterator[GoldRelease]:
    """Yield the reviewed releases of a run that carries its corrections, as annotated ones.

    Reviewed is a release of which every fact has a verdict; with `partly`, of which one has. The numbers marked wrong
    are no mentions there.
    """
    facts, wrong = _by_document(run.facts), _by_document(run.excluded)
    for document, text in texts.items():
        sha = run.hashes.get(document, "")
        own = facts.get(document, [])
        spans = [(row["start"], row["end"]) for row in wrong.get(document, [])]
        judged = [key for key in corrections if key[0] == sha]
        open_ = [row for row in own if (sha, row["start"], row["end"]) not in corrections]
        if judged and (partly or not open_):
            yield _make_release(run, document, text, own, spans)


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["document"]].append(row)
    return found


def _make_release(run: Run, document: str, text: str, facts: list[Row], excluded: list[tuple[int, int]]) -> GoldRelease:
    numbers = {(row["start"], row["end"]) for row in facts}
    entities = [row for row in run.entities if row["document"] == document]
    kept = [row for row in entities if row["label"] != "QUANTITY" or (row["start"], row["end"]) in numbers]
    mentions = tuple(Mention(row["start"], row["end"], row["label"]) for row in kept)
    index = {(m.label, m.start, m.end): place for place, m in enumerate(mentions)}
    relations = []
    for row in (row for row in run.relations if row["document"] == document):
        head, child = (index.get((row[end]["label"], row[end]["start"], row[end]["end"])) for end in ("head", "child"))
        if head is not None and child is not None:
            relations.append(Relation(row["type"], head, child))
    release = next((row for row in run.documents if row["document"] == document), {})
    return GoldRelease(
        f"reviewed-{run.hashes[document][:16]}",
        text,
        mentions,
        tuple(relations),
        tuple(_make_fact(row) for row in facts),
        tuple(excluded),
        published=release.get("published") or "",
        publisher=release.get("publisher") or "",
        family="reviewed",
        part="train",
    )


def _make_fact(row: Row) -> GoldFact:
    attributes = {name: row[name] for name in (*_ATTRIBUTES, *_DAYS)}
    spans = tuple((start, end) for start, end in row["metric_spans"])
    return GoldFact(row["start"], row["end"], **attributes, metric=row["metric"], metric_spans=spans)


def collect(run: Run, releases: Iterable[GoldRelease], texts: Mapping[str, str]) -> dict[Key, Correction]:
    """Return what annotated releases say of a run's facts: `wrong` where they have none there, else what they have.

    Releases are matched by their text. A metric_id is taken over only where annotators gave one. The run carries the
    corrections made so far; of a number marked wrong that is a fact to annotators, all that they have is taken.
    """
    by_text = {_hash(text): document for document, text in texts.items()}
    facts = _by_document([*run.facts, *run.wrong])
    found: dict[Key, Correction] = {}
    for release in releases:
        document = by_text.get(_hash(release.text))
        if document is None or document not in run.hashes:
            continue
        gold = {(fact.start, fact.end): fact for fact in release.facts}
        for row in facts.get(document, []):
            key = (run.hashes[document], row["start"], row["end"])
            fact = gold.get(key[1:])
            if fact is None and "reason" in row:
                continue  # it is marked wrong already
            if fact is None:
                found[key] = Correction(key, WRONG, {}, "from annotations")
            elif not fact.optional:
                values = {name: getattr(fact, name) for name in VALUES if _differs(name, row, fact)}
                found[key] = Correction(key, "" if values else "right", values, "from annotations")
    return found


def _differs(name: str, row: Row, fact: GoldFact) -> bool:
    told = getattr(fact, name)
    differs = row[name] != told if name in row else told is not None or name not in REQUIRED
    return told != "*" and differs and (name != "metric_id" or bool(told))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
