"""Checks of one row's form: keys, mentions and relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from presstally.corpus.doccano import HEADER_KEYS
from presstally.corpus.findings import Finding, Source
from presstally.corpus.gold import LABELS, RELATIONS

KEYS = ("text", "entities", "relations", "facts", "excluded", *HEADER_KEYS)
_ONCE = ("DURING", "COMPARED_TO", "IN")  # a number has one period, one comparison, one place
_SEPARATORS = ".,'’"
Entity = dict[str, Any]
Fits = Callable[[str, list[tuple[int, int]]], list[bool]]


def check_keys(source: Source) -> Iterator[Finding]:
    """Find keys that are not there or null: every line has the same."""
    for key in KEYS:
        if source.row.get(key) is None:
            yield source.finding("keys", f"the key {key!r} is {'null' if key in source.row else 'not there'}")
    if source.row.get("text") == "":
        yield source.finding("keys", "the text is empty")


def check_mentions(source: Source, fits: Fits | None = None) -> Iterator[Finding]:
    """Find unknown labels, wrong borders, overlaps and doubles; `fits` says which spans fit the tokens."""
    text, good = source.row["text"], []
    for entity in source.row["entities"]:
        start, end, label = entity["start_offset"], entity["end_offset"], entity["label"]
        if label not in LABELS:
            yield source.finding("label", f"{label!r} is none of {', '.join(LABELS)}", start, end)
        problem = _borders(text, start, end)
        if problem:
            yield source.finding(*problem, start, end)
        if not problem or problem[0] != "borders":
            good.append((start, end, label))
    for start, end, *_ in source.row["excluded"]:
        problem = _borders(text, start, end)
        if problem and problem[0] != "inside_word":  # a date in digits is excluded number by number
            yield source.finding(problem[0], f"excluded: {problem[1]}", start, end)
    yield from _check_doubles(source, good)
    yield from _check_overlaps(source, good)
    yield from _check_tokens(source, good, fits)


def _check_doubles(source: Source, mentions: list[tuple[int, int, str]]) -> Iterator[Finding]:
    for (start, end, label), times in Counter(mentions).items():
        if times > 1:
            told = f"{label} {source.row['text'][start:end]!r} stands {times} times"
            yield source.finding("doubled_mention", told, start, end)


def _check_tokens(source: Source, mentions: list[tuple[int, int, str]], fits: Fits | None) -> Iterator[Finding]:
    text, places = source.row["text"], sorted({(start, end) for start, end, _ in mentions})
    for (start, end), fit in zip(places, fits(text, places) if fits else [True] * len(places), strict=True):
        if not fit:
            yield source.finding("tokens", f"{text[start:end]!r} begins or ends inside a token", start, end)


def _borders(text: str, start: int, end: int) -> tuple[str, str] | None:
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        return "borders", f"{start} to {end} is no stretch of a text of {len(text)} characters"
    words = text[start:end]
    if words != words.strip():
        return "edges", f"{words!r} has a space at an edge"
    for at in (start, end):
        if 0 < at < len(text) and _cuts(text, at):
            return "inside_word", f"{words!r} cuts a word: {text[max(0, at - 12) : at + 12]!r}"
    return None


def _cuts(text: str, at: int) -> bool:
    """Tell whether a border stands between two letters or inside one number."""
    left, right = text[at - 1], text[at]
    if (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit()):
        return True
    return left in _SEPARATORS and right.isdigit() and at > 1 and text[at - 2].isdigit()


def _check_overlaps(source: Source, mentions: list[tuple[int, int, str]]) -> Iterator[Finding]:
    """Only METRIC may overlap anything."""
    text, last = source.row["text"], None
    numbers = [(start, end, "excluded") for start, end, *_ in source.row["excluded"]]
    for mention in sorted({m for m in mentions if m[2] != "METRIC"} | set(numbers)):
        if last and mention[0] < last[1]:
            told = f"{mention[2]} {text[mention[0] : mention[1]]!r} overlaps {last[2]} {text[last[0] : last[1]]!r}"
            yield source.finding("overlap", told, mention[0], mention[1])
        if not last or mention[1] > last[1]:
            last = mention


def check_relations(source: Source) -> Iterator[Finding]:
    """Find relations that dangle, of an unknown type, with a wrong end, or doubled."""
    entities = {entity["id"]: entity for entity in source.row["entities"]}
    seen: set[tuple[Any, ...]] = set()
    types: Counter[tuple[Any, str]] = Counter()
    for relation in source.row["relations"]:
        kind, ends = relation["type"], (relation["from_id"], relation["to_id"])
        missing = [end for end in ends if end not in entities]
        if missing:
            yield source.finding("dangling", f"{kind} leads to the mention {missing[0]}, which is not there")
            continue
        head, child = (entities[end] for end in ends)
        place = head["start_offset"], head["end_offset"]
        if kind not in RELATIONS:
            yield source.finding("relation_type", f"{kind!r} is none of {', '.join(RELATIONS)}", *place)
        elif head["label"] != "QUANTITY" or child["label"] not in RELATIONS[kind]:
            told = f"{kind} leads from {head['label']} to {child['label']}, not from QUANTITY to "
            yield source.finding("ends", told + " or ".join(RELATIONS[kind]), *place)
        if (kind, *ends) in seen:
            yield source.finding("doubled_relation", f"{kind} to the same mention stands twice", *place)
        elif kind in _ONCE and types[ends[0], kind]:
            yield source.finding("doubled_relation", f"a number has one {kind}", *place)
        seen.add((kind, *ends))
        types[ends[0], kind] += 1
