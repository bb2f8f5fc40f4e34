"""Token patterns looked up in a tree: many patterns that begin alike cost as much as one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from spacy.tokens import Doc, Token

_TESTS = {
    "NORM": lambda token: token.norm_,
    "LOWER": lambda token: token.lower_,
    "TEXT": lambda token: token.text,
    "SHAPE": lambda token: token.shape_,
    "IS_TITLE": lambda token: token.is_title,
    "IS_UPPER": lambda token: token.is_upper,
    "IS_LOWER": lambda token: token.is_lower,
    "IS_ALPHA": lambda token: token.is_alpha,
    "IS_PUNCT": lambda token: token.is_punct,
    "LIKE_NUM": lambda token: token.like_num,
}
_KEYS = ("NORM", "LOWER", "TEXT")
Keys = tuple[tuple[str, str], tuple[str, str], tuple[str, str]]


class Found(NamedTuple):
    """A match: tokens from `start` to `end`, with the pattern's label and id."""

    start: int
    end: int
    label: str
    id: str


Tests = tuple[tuple[str, Any], ...]


class Node:
    """A place in the tree of patterns: what may come next, and the label and id of the pattern that ends here."""

    __slots__ = ("ends", "keyed", "others")

    def __init__(self) -> None:
        self.keyed: dict[tuple[str, str], list[tuple[Tests, Node]]] = {}
        self.others: list[tuple[Tests, Node]] = []
        self.ends: tuple[str, str] | None = None

    def add(self, tests: Tests) -> Node:
        """Return the node behind a token with these tests, made anew where there is none."""
        key = next((test for test in tests if test[0] in _KEYS), None)
        siblings = self.others if key is None else self.keyed.setdefault(key, [])
        rest = tuple(test for test in tests if test is not key)
        for known, node in siblings:
            if known == rest:
                return node
        siblings.append((rest, Node()))
        return siblings[-1][1]


class PatternIndex:
    """Finds patterns of the entity_ruler's syntax that use equality of the attributes above and OP "?".

    Raises ValueError for any other pattern.
    """

    def __init__(self, patterns: Iterable[dict[str, Any]]) -> None:
        self.root = Node()
        for row in patterns:
            for tokens in _spell_out(row["pattern"]):
                node = self.root
                for tests in tokens:
                    node = node.add(tests)
                node.ends = node.ends or (row["label"], row.get("id", ""))

    def find(self, doc: Doc) -> list[Found]:
        """Return the longest matches, none overlapping, in order."""
        tokens = list(doc)
        keys = [(("NORM", token.norm_), ("LOWER", token.lower_), ("TEXT", token.text)) for token in tokens]
        found: list[Found] = []
        for at in range(len(tokens)):
            self._walk(self.root, at, at, tokens, keys, found)
        found.sort(key=lambda match: (match.start - match.end, match.start))
        taken, kept = bytearray(len(doc)), []
        for match in found:
            if not any(taken[match.start : match.end]):
                taken[match.start : match.end] = b"\x01" * (match.end - match.start)
                kept.append(match)
        return sorted(kept)

    def _walk(self, node: Node, start: int, at: int, tokens: list[Token], keys: list[Keys], found: list[Found]) -> None:
        """Collect the patterns below `node` that go on with token `at`."""
        if node.ends:
            found.append(Found(start, at, *node.ends))
        if at == len(tokens):
            return
        for key in keys[at]:
            for tests, child in node.keyed.get(key, ()):
                if not tests or _holds(tokens[at], tests):
                    self._walk(child, start, at + 1, tokens, keys, found)
        for tests, child in node.others:
            if _holds(tokens[at], tests):
                self._walk(child, start, at + 1, tokens, keys, found)


def _holds(token: Token, tests: Tests) -> bool:
    return all(_TESTS[name](token) == value for name, value in tests)


def _spell_out(pattern: list[dict[str, Any]]) -> list[list[Tests]]:
    """Return the token tests of a pattern, once with and once without each token that may be left out."""
    spelled: list[list[Tests]] = [[]]
    for token in pattern:
        tests = tuple((name, value) for name, value in token.items() if name != "OP")
        unknown = [name for name, value in tests if name not in _TESTS or not isinstance(value, str | bool)]
        if unknown or token.get("OP", "?") != "?":
            names = ", ".join(_TESTS)
            raise ValueError(f"A token of a pattern may use {names} with one value and OP '?', not {token}.")
        longer = [[*tokens, tests] for tokens in spelled]
        spelled = [*spelled, *longer] if "OP" in token else longer
    return [tokens for tokens in spelled if tokens]
