"""Page furniture: what a web page says around a release. Found by where it stands and by the lists `furniture_*`.

Only the top and the bottom of a page are looked at, before its first and after its last paragraph, and no line that
could be a release's own (title, dateline, list item, table row) is taken. Nothing is cut: the result is offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Words = Mapping[str, frozenset[str]]  # the lexicon's lists by name

_WORD = re.compile(r"[^\W\d_]+")
_BUTTONS = ("furniture_lines", "furniture_menu", "furniture_share", "furniture_languages")
_SINGLES = re.compile(r"[\s,|/•·]+")
_PARTS = re.compile(r"\s*[|/»«›>•·→]\s*|\t+|\s{3,}|\s+[-–]\s+")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DAY = re.compile(
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}\s+{_MONTH}\b|{_MONTH}\s+\d{{1,2}}\b", re.I
)
_REACH = re.compile(r"\+?\(?\d[\d ()\-./]{4,}|\d{3}\b|\S+@\S+\.\w+|\bwww\.|https?://")
_LINK = re.compile(r"\W*(?:(?:https?://|www\.)\S+|\S+@\S+\.\w+)\W*")
_PAGES = re.compile(r"(?=.*(?:[«»‹›…]|\.\.\.|\bnext\b|\bprev))(?:\W|\d|next|previous|prev)+", re.I)
_PARAGRAPH_WORDS = 8  # from here a line with an end of sentence is a paragraph
_LONG_LINE = 20  # and from here any line
_COUNTER_LINE = 14  # words of a line that a view counter may stand in
_NEAR = 4  # lines from either end that are looked at, whatever stands before them
_MENU_RUN = 3
_PROSE_SHARE = 0.34  # of the lines under "Other news": with more paragraphs than that it is no list


@dataclass(frozen=True)
class Line:
    """A line with something in it, without the spaces at its ends; `start` and `end` are offsets in the text."""

    start: int
    end: int
    text: str
    words: int

    @property
    def key(self) -> str:
        """The line as the lists write it."""
        return make_key(self.text)

    @property
    def is_paragraph(self) -> bool:
        return self.words >= _LONG_LINE or (
            self.words >= _PARAGRAPH_WORDS and self.text.rstrip("\"'”’»)")[-1:] in ".!?…:;"
        )


def make_key(text: str) -> str:
    """Lower-case a line or a part of it, without what stands around its words."""
    return " ".join(text.casefold().split()).strip(" :.?!»«›‹>|•·*…-–—[]()")


def split_lines(text: str) -> list[Line]:
    """Return the lines that are not blank."""
    found = []
    for piece in re.finditer(r"[^\r\n\u2028\u2029\x85]+", text):
        stripped = piece.group().strip().strip("\ufeff")
        if stripped:
            start = piece.start() + piece.group().index(stripped)
            found.append(Line(start, start + len(stripped), stripped, len(_WORD.findall(stripped))))
    return found


def find_furniture(text: str, words: Words) -> list[tuple[int, int]]:
    """Return the furniture of `text` as sorted offsets that do not overlap; `words` are the lexicon's lists."""
    lines = split_lines(text)
    masked = _find_other_posts(lines, words)
    rest = [at for at in range(len(lines)) if at not in masked]
    edges = _edges([lines[at] for at in rest], words)
    masked |= {rest[at] for at in _menu_runs([lines[at] for at in rest], edges, words)}
    masked |= {rest[at] for at in edges if is_furniture(lines[rest[at]], words)}
    spans = [(lines[at].start, lines[at].end) for at in masked]
    for at in edges:
        if rest[at] not in masked:
            spans += _find_counters(lines[rest[at]], words)
    return sorted(spans)


def _edges(lines: list[Line], words: Words) -> list[int]:
    body = [at for at, line in enumerate(lines) if line.is_paragraph and not is_furniture(line, words)]
    first, last = (body[0], body[-1]) if body else (len(lines), -1)
    return [at for at in range(len(lines)) if at < max(first, _NEAR) or at > min(last, len(lines) - 1 - _NEAR)]


def is_furniture(line: Line, words: Words) -> bool:
    """Tell whether a line at the edge of a page is furniture as a whole."""
    key = line.key
    if key in words["furniture_lines"] or _LINK.fullmatch(line.text) or _PAGES.fullmatch(line.text):
        return True
    return (
        _is_legal(line, words)
        or _is_buttons(line, words)
        or _is_contact(line, words)
        or _is_heading_with_title(line, words)
    )


def _is_legal(line: Line, words: Words) -> bool:
    low = " ".join(line.text.casefold().split())
    if low.startswith(("©", "(c) 19", "(c) 20", "copyright ")):
        return True
    return any(phrase in low for phrase in words["furniture_phrases"])


def _is_buttons(line: Line, words: Words) -> bool:
    """Tell a line of nothing but menu items, buttons and languages; a breadcrumb needs a known beginning only."""
    parts = [key for part in _PARTS.split(line.text) if (key := make_key(part))]
    if len(parts) > 1 and (_are_known(parts, _BUTTONS, words) or _is_breadcrumb(line.text, parts, words)):
        return True
    singles = (key for word in _SINGLES.split(line.text) if (key := make_key(word)))
    first = next(singles, "")  # most lines end the search here
    lists = [name for name in ("furniture_share", "furniture_languages") if first in words[name]]
    rest = list(singles) if lists else []
    return bool(rest) and any(_are_known(rest, (name,), words) for name in lists)


def _are_known(parts: list[str], lists: tuple[str, ...], words: Words) -> bool:
    return all(any(part in words[name] for name in lists) for part in parts)


def _is_breadcrumb(text: str, parts: list[str], words: Words) -> bool:
    return parts[0].partition(":")[0] in words["furniture_home"] and re.search(r"[>»›/→]", text) is not None


def _is_contact(line: Line, words: Words) -> bool:
    head = re.match(r"\W*([^:\d+(]{2,24}?)\s*([:+(\d].*)", line.text)
    if not head or line.words >= _LONG_LINE or make_key(head[1]) not in words["furniture_contacts"]:
        return False
    return head[2].startswith(":") or _REACH.match(head[2]) is not None


def _is_heading_with_title(line: Line, words: Words) -> bool:
    head, colon, title = line.text.partition(":")
    return bool(colon and title.strip()) and make_key(head) in words["furniture_headings"]


def _find_counters(line: Line, words: Words) -> Iterator[tuple[int, int]]:
    """Find `Views: 3 417` in a short line, the rest of which (a dateline) stays."""
    if line.words > _COUNTER_LINE:
        return
    names = "|".join(
        re.escape(name) for name in sorted(words["furniture_counters"], key=lambda name: (-len(name), name))
    )
    number = r"\d+(?:[ \u00a0\u202f.,]\d{3})*(?![\d%])(?:\.\d)?[kK]?(?!\w)"
    before = rf"\b(?:{names})\s*(?::|\s[-–])\s*{number}"
    after = rf"(?:^|(?<=[|•·\t])|(?<=\s\s))\s*{number}\s+(?:{names})(?=\s*(?:$|[|•·\t]|\s\s))"
    for piece in re.finditer(f"{before}|{after}", line.text, re.I):
        lead = len(piece.group()) - len(piece.group().lstrip())
        yield line.start + piece.start() + lead, line.start + piece.end()


def _menu_runs(lines: list[Line], edges: list[int], words: Words) -> set[int]:
    items = words["furniture_menu"] | words["furniture_lines"] | words["furniture_languages"]
    found: set[int] = set()
    run: list[int] = []
    for at in [*edges, len(lines) + 1]:
        if at < len(lines) and lines[at].key in items and (not run or run[-1] == at - 1):
            run.append(at)
            continue
        if len(run) >= _MENU_RUN:
            found |= set(run)
        run = [at] if at < len(lines) and lines[at].key in items else []
    return found


def _find_other_posts(lines: list[Line], words: Words) -> set[int]:
    """Find headings such as "Other news" with what stands under them."""
    first = next(
        (at for at, line in enumerate(lines) if line.is_paragraph and not is_furniture(line, words)), len(lines)
    )
    found: set[int] = set()
    for at, line in enumerate(lines):
        if at in found or line.key not in words["furniture_headings"]:
            continue
        rest = lines[at + 1 :]
        if at > first and sum(other.is_paragraph for other in rest) <= _PROSE_SHARE * len(rest):
            return found | set(range(at, len(lines)))
        # Above or amid the release only titles right under it; at the top, before its own title, only dated ones.
        found.add(at)
        for other in range(at + 1, len(lines)):
            if lines[other].is_paragraph or (at <= first and not _DAY.match(lines[other].text)):
                break
            found.add(other)
    return found
