"""The `.gold` format: a line a fact with its words around it, read against the releases' texts.

    @file NAME published=YYYY-MM-DD
    E LABEL mention                 every occurrence, longest first, none inside another (E? = optional)
    words [[quantity]] words || value unit modifier kind direction || metric words || head words || period || metric

`-` = none, `*` = not scored, `3..5` = a range, `?` before a line = an optional fact;
`[[quantity]]@offset` places it by offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from presstally.corpus.gold import ANY, GoldFact, GoldRelease, Mention
from presstally.errors import NoInputError, UsageError

_PLACED = re.compile(r"\[\[(.+)\]\]@(\d+)")
MODIFIERS = {"-": None, "atleast": "at_least", "upto": "at_most", "atmost": "at_most"}


def read_gold(path: Path, texts: Path) -> Iterator[GoldRelease]:
    """Yield the releases of a `.gold` file; `texts` is the folder of their texts.

    Raises UsageError with the line where a fact's words do not stand once in the text.
    """
    blocks: list[tuple[str, list[tuple[int, str]]]] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise NoInputError(f"The annotations {path} cannot be read: {error.strerror}.", "Name a .gold file.") from error
    for number, line in enumerate(lines, 1):
        if line.startswith("@file"):
            blocks.append((line, []))
        elif line.strip() and not line.startswith("#"):
            if not blocks:
                raise UsageError(f"{path}, line {number}: a fact before the first @file line.")
            blocks[-1][1].append((number, line))
    for head, body in blocks:
        yield _read_block(head, body, path, texts)


def _read_block(head: str, body: list[tuple[int, str]], path: Path, texts: Path) -> GoldRelease:
    _, name, *rest = head.split()
    published = dict(part.split("=", 1) for part in rest).get("published", "")
    try:
        text = (texts / name).read_bytes().decode("utf-8")
    except OSError as error:
        raise NoInputError(f"{path}: there is no text {texts / name}.", "Name the folder of the texts.") from error
    names, facts = [], []
    for number, line in body:
        try:
            if line.startswith(("E ", "E? ")):
                mark, label, words = line.split(None, 2)
                names.append((label, words.strip(), mark == "E?"))
            else:
                facts.append(_read_fact(line, text))
        except ValueError as error:
            raise UsageError(f"{path}, line {number}: {error}.") from error
    quantities = tuple(Mention(fact.start, fact.end, "QUANTITY", fact.optional) for fact in facts)
    mentions = (*_place_names(names, text), *quantities)
    return GoldRelease(name, text, mentions, (), tuple(facts), published=published, names_complete=bool(names))


def _place_names(names: list[tuple[str, str, bool]], text: str) -> list[Mention]:
    found: list[Mention] = []
    for label, words, optional in sorted(set(names), key=lambda name: -len(name[1])):
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            if all(match.end() <= other.start or match.start() >= other.end for other in found):
                found.append(Mention(*match.span(), label, optional))
    return sorted(found, key=lambda mention: mention.start)


def _read_fact(line: str, text: str) -> GoldFact:
    columns = [column.strip() for column in line.lstrip("? ").split("||")]
    if len(columns) < 4:
        raise ValueError("at least four columns parted by || are wanted")
    start, end = _place(columns[0], text)
    number, unit, modifier, kind, direction = columns[1].split()
    low, _, high = number.partition("..")
    period = columns[4] if len(columns) > 4 and columns[4] else "-"
    first, _, last = period.partition("/")
    none = period == "-"
    return GoldFact(
        start,
        end,
        value=float(low),
        value_high=float(high) if high else None,
        unit={"%": "percent", "pp": "percentage_point"}.get(unit, unit),
        modifier=MODIFIERS.get(modifier, modifier),
        kind=kind,
        direction=None if direction == "-" else direction,
        metric="" if columns[2] == "-" else columns[2],
        head="" if columns[3] == "-" else columns[3],
        period_start=ANY if period == ANY else None if none else first,
        period_end=ANY if period == ANY else None if none else last,
        metric_id=columns[5] if len(columns) > 5 and columns[5] not in ("", "-") else None,
        optional=line.startswith("?"),
    )


def _place(anchor: str, text: str) -> tuple[int, int]:
    if placed := _PLACED.fullmatch(anchor):
        start = int(placed[2])
        end = start + len(placed[1])
        if text[start:end] != placed[1]:
            raise ValueError(f"{placed[1]!r} does not stand at {start}")
        return start, end
    plain = anchor.replace("[[", "").replace("]]", "")
    if text.count(plain) != 1:
        raise ValueError(f"the words {plain!r} stand {text.count(plain)} times in the text, once is wanted")
    start = text.index(plain) + anchor.index("[[")
    return start, start + anchor.index("]]") - anchor.index("[[") - 2
