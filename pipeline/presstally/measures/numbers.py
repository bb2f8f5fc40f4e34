"""Numerals in running text. PLACEHOLDER until the grammar is in."""

import re
from typing import NamedTuple


class Numeral(NamedTuple):
    start: int
    end: int


_N = re.compile(r"\d+(?:[.,]\d+)*")


def find_numerals(text):
    for m in _N.finditer(text):
        yield Numeral(*m.span())


def is_numeral(word):
    return bool(_N.fullmatch(word))
