"""Plus and minus before a quantity, told from the dashes of ranges, lists and sentences."""

from __future__ import annotations

import re

_SIGN = re.compile(r"(?P<sign>[-−–‑+])(?P<money>\s?(?:[$£€¥₼₾₸₽₹₴₺]|[A-Z]{3}\s))?$")
_BEFORE_SIGN = re.compile(
    r"(?:^|[(\[|/;:=\t,]\s*|(?:^|\s)(?:or|by|of|from|to|was|is|and|at|against|[0-9.,]+%?)\s|\t)$", re.IGNORECASE
)


def read_sign(before: str) -> int | None:
    """Return +1 or -1 where a sign stands right before the quantity, None where there is none.

    A dash is a minus only where it touches the number and is no dash of a range, a list or a sentence.
    """
    found = _SIGN.search(before)
    if not found:
        return None
    lead = before[: found.start()]
    if found["sign"] == "+":
        return 1 if not lead[-1:].isalnum() else None
    if lead[-1:].isalnum() or lead[-1:] == "\n":
        return None
    if re.search(r"\b[A-Z][a-z]+ $", lead):  # "Tbilisi -5,120": a list
        return None
    if found["sign"] == "–" and not _BEFORE_SIGN.search(lead):
        return None
    return -1
