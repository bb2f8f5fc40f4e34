"""A token matcher whose cost does not grow with its patterns.

spaCy's Matcher tries every pattern at every token. Here a token pattern that asks only for properties of the word
itself, its form, class or shape, becomes a path of a tree; where a word leads from a node is found once and looked up
from then on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from spacy.attrs import ORTH
from spacy.lexeme import Lexeme
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

Test = Callable[[Lexeme], bool]
Pattern = list[dict[str, Any]]
Match = tuple[int, int, int]  # hash of the key, first token, one past the last

READ: dict[str, Callable[[Lexeme], Any]] = {
    "NORM": lambda word: word.norm_,
    "LOWER": lambda word: word.lower_,
    "TEXT": lambda word: word.orth_,
    "ORTH": lambda word: word.orth_,
    "SHAPE": lambda word: word.shape_,
    "IS_TITLE": lambda word: word.is_title,
    "IS_UPPER": lambda word: word.is_upper,
    "IS_LOWER": lambda word: word.is_lower,
    "IS_ALPHA": lambda word: word.is_alpha,
    "IS_PUNCT": lambda word: word.is_punct,
    "IS_DIGIT": lambda word: word.is_digit,
    "LIKE_NUM": lambda word: word.like_num,
}
FORMS = ("ORTH", "TEXT", "LOWER", "NORM", "SHAPE")  # a word is looked up by these, not tried; the narrowest first
REMEMBERED = 200_000  # ways kept in memory; past that they are found anew


class Node:
    """A place in the tree: which words lead on, and the keys of the patterns that end here."""

    __slots__ = ("by_form", "children", "keys", "others", "ways")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}  # under the token's own notation
        self.by_form: dict[str, dict[Any, list[Way]]] = {}  # attribute -> form -> the ways that only this form may take
        self.others: list[Way] = []
        self.keys: list[int] = []
        self.ways: dict[int, tuple[Node, ...]] = {}

    def child(self, token: dict[str, Any]) -> Node:
        """Return the node behind a token of a pattern, made anew where there is none."""
        notation = repr(sorted(token.items(), key=str))
        if notation not in self.children:
            node = self.children[notation] = Node()
            name, forms = _find_forms(token)
            tests = [_make_test(other, value) for other, value in token.items() if other != name]
            way = (len(self.children), tests, node)
            if not name:
                self.others.append(way)
            for form in forms:
                self.by_form.setdefault(name, {}).setdefault(form, []).append(way)
        return self.children[notation]

    def find_ways(self, word: Lexeme) -> tuple[Node, ...]:
        """Return the nodes to which `word` leads, in the order of the patterns."""
        ways = [way for way in self.others if all(test(word) for test in way[1])]
        for name, table in self.by_form.items():
            ways += [way for way in table.get(READ[name](word), ()) if all(test(word) for test in way[1])]
        return tuple(way[2] for way in sorted(ways, key=lambda way: way[0]))


Way = tuple[int, list[Test], Node]  # its place among its siblings, what it asks of a word besides its form, where to


class TreeMatcher:
    """Finds token patterns as spaCy's Matcher does, with the same `add`, `remove` and call.

    A token may ask for the attributes of READ by equality, IN, NOT_IN or REGEX, with OP "?"; a pattern that asks for
    more is left to a
    Matcher inside, so nothing of spaCy's syntax is lost.
    """

    def __init__(self, vocab: Vocab, **settings: Any) -> None:
        self.vocab = vocab
        self.root = Node()
        self.matcher = Matcher(vocab, **settings)
        self.patterns: dict[str, list[Pattern]] = {}
        self.remembered = 0

    def __len__(self) -> int:
        return len(self.patterns)

    def __contains__(self, key: str) -> bool:
        return key in self.patterns

    def add(self, key: str, patterns: list[Pattern]) -> None:
        """Add patterns under `key`."""
        self.patterns.setdefault(key, []).extend(patterns)
        number = self._normalize_key(key)
        for pattern in patterns:
            if all(_is_simple(token) for token in pattern):
                self._add_paths(number, pattern)
            else:
                self.matcher.add(key, [pattern])

    def remove(self, key: str) -> None:
        """Remove the patterns of `key`; raises KeyError where there are none."""
        kept = {name: patterns for name, patterns in self.patterns.items() if name != key}
        self.root, self.matcher, self.patterns = Node(), Matcher(self.vocab), {}
        for name, patterns in kept.items():
            self.add(name, patterns)

    def __call__(self, doc: Doc) -> list[Match]:
        """Return all matches of all patterns, in no order."""
        found: list[Match] = list(self.matcher(doc)) if len(self.matcher) else []
        words = doc.to_array([ORTH]).tolist()
        for start in range(len(words)):
            nodes = self._follow(self.root, words[start])
            at = start + 1
            while nodes:
                found += [(key, start, at) for node in nodes for key in node.keys]
                if at == len(words):
                    break
                nodes = [way for node in nodes for way in self._follow(node, words[at])]
                at += 1
        return found

    def _follow(self, node: Node, word: int) -> tuple[Node, ...] | list[Node]:
        ways = node.ways.get(word)
        if ways is None:
            if self.remembered > REMEMBERED:
                self._forget()
            ways = node.ways[word] = node.find_ways(self.vocab[word])
            self.remembered += 1
        return ways

    def _forget(self) -> None:
        nodes, self.remembered = [self.root], 0
        while nodes:
            node = nodes.pop()
            node.ways = {}
            nodes += node.children.values()

    def _add_paths(self, key: int, pattern: Pattern) -> None:
        """Add a path for each choice of the tokens that may be left out."""
        ends = {id(self.root): self.root}
        for token in pattern:
            plain = {name: value for name, value in token.items() if name != "OP"}
            reached = [node.child(plain) for node in ends.values()]
            ends = (ends if "OP" in token else {}) | {id(node): node for node in reached}
        for node in ends.values():
            if node is not self.root and key not in node.keys:
                node.keys.append(key)

    def _normalize_key(self, key: str | int) -> int:
        return self.vocab.strings.add(key) if isinstance(key, str) else key


def _is_simple(token: dict[str, Any]) -> bool:
    values = {name: value for name, value in token.items() if name != "OP"}
    known = all(name in READ for name in values) and token.get("OP", "?") == "?"
    sets = (value for value in values.values() if isinstance(value, dict))
    return bool(values) and known and all(set(value) <= {"IN", "NOT_IN", "REGEX"} for value in sets)


def _find_forms(token: dict[str, Any]) -> tuple[str, frozenset[Any]]:
    """Return the attribute by which a token of a pattern is found, and its forms; "" where it names no forms."""
    for name in FORMS:
        value = token.get(name, {})
        if not isinstance(value, dict):
            return name, frozenset([value])
        if set(value) == {"IN"}:
            return name, frozenset(value["IN"])
    return "", frozenset()


def _make_test(name: str, value: Any) -> Test:
    read = READ[name]
    if not isinstance(value, dict):
        return lambda word: read(word) == value
    tests: list[Test] = []
    if "IN" in value:
        wanted = frozenset(value["IN"])
        tests.append(lambda word: read(word) in wanted)
    if "NOT_IN" in value:
        unwanted = frozenset(value["NOT_IN"])
        tests.append(lambda word: read(word) not in unwanted)
    if "REGEX" in value:
        search = re.compile(value["REGEX"]).search
        tests.append(lambda word: search(read(word)) is not None)
    return lambda word: all(test(word) for test in tests)
