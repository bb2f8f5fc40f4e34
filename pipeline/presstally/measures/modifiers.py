"""What the words around a quantity do to it: modifier, and the base of a rate."""

from __future__ import annotations

import re

from presstally.measures.number_styles import parse_number
from presstally.measures.numbers import find_numerals
from presstally.measures.signs import read_sign

__all__ = ["is_rate_base", "read_age_unit", "read_modifier", "read_rate_base", "read_sign"]

# Between the modifier and the number: "more than the", "over some", "up to a further", "almost US$".
_FILLER = (
    r"(?:\s+(?:a|an|of|on|by|as|another|further|additional|total|just|about|around"
    r"|some|approximately|only|one|all|its|us))*"
    r"\s*(?:(?-i:\b[A-Z]{3})\s?|[$£€¥₼₾₸₽₹₴₺(“\"']\s?)?[-+−–]?\s*"
)
_BEFORE = {
    "at_least": r"at (?:the )?least|(?:no|not) (?:less|fewer) than|(?:a )?minimum(?: of)?"
    r"|not (?:be )?below|not be less than|≥|>=",
    "at_most": r"(?<!added )(?<!add )(?<!amounted )(?<!came )(?<!comes )(?<!crept )(?<!edged )(?<!rose )(?<!went )"
    r"(?<!gone )(?<!grew )(?<!risen )(?<!brought )(?<!climbed )(?<!grown )up to|extend(?:able|ing|ed|s)? (?:up )?to"
    r"|(?:cannot|can ?not|may not|must not) (?:go )?(?:beyond|exceed)|(?:no|not) (?:more|greater|higher"
    r"|later|older|longer) than|at (?:the )?most|within|(?:a )?maximum(?: of)?"
    r"|max\.?"
    r"|not (?:over|above|exceed(?:s|ed|ing)?|to exceed)|(?:does|do|did|must|should|shall|may|can)\s?not exceed|≤|<=",
    "under": r"(?:less|fewer|younger|lower|shorter|smaller|lighter|cheaper) than|(?:just "
    r"|well |slightly )?(?:under|below)|almost"
    r"|nearly|practically|virtually|not (?:quite|even|reach|even reach)|short of|<",
    "about": r"about|some|around|roughly|approximately|approx\.?|circa|ca\.?|close to|near"
    r"|in the (?:region|order|vicinity) of"
    r"|~|≈|±",
    "over": r"(?:more|greater|higher|older|longer|larger|heavier|better) than|(?:just "
    r"|well |slightly |a little )?(?:over|(?<!and )above(?! all\b))"
    r"|exceed(?:s|ed|ing)?|upwards of|(?:in )?excess of|surpass(?:es|ed|ing)?|topp(?:ed|ing)|beyond|more then"
    r"|(?:ha(?:ve|s|d)|climb(?:s|ed)?) (?:passed|past)|>",
}  # fmt: skip
_READ_BEFORE = re.compile(
    r"(?:(?<=[\s(“\"'|,;:/-])|^)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BEFORE.items())
    + f"){_FILLER}$",
    re.IGNORECASE,
)
# One of these stands in each modifier: without them the long look is spared.
_HINTS = frozenset(
    "least less fewer minimum below most up more maximum max within extend extended extends extending "
    "extendable beyond exceed exceeds exceeded exceeding than under almost nearly practically virtually not "
    "short about some around roughly approximately approx circa ca close near region order vicinity over above "
    "upwards excess surpass surpasses surpassed surpassing topped topping passed past greater higher later "
    "older longer".split()
)
_SIGNS = frozenset("≥≤<>=~≈±")
_WORD = re.compile(r"[a-z]+")
_AFTER = {
    "over": r"\s?-\s?plus\b|\s+plus\s+(?=[A-Za-z])|\+(?!\s?[0-9])|\s?-odd\b",
    "at_least": r"(?:\s+(?:\w+\s+)?(?:years?(?: of age| old)?|people|persons|times|days|months))?\s+(?:or|and)\s+"
    r"(?:more|older|over|above|higher|longer|upwards|greater)\b(?!\s+than)|\s+(?:at (?:the )?(?:least"
    r"|minimum)|minimum)\b",
    "at_most": r"(?:\s+(?:years?(?: of age| old)?|people|persons|days|months))?\s+(?:or|and)\s+(?:less"
    r"|fewer|under|younger|below|lower)\b(?!\s+than)"
    r"|\s+(?:at (?:the )?most|maximum)\b",
    "about": r"\s+or so\b|\s+or thereabouts\b|\s+approximately\b",
}  # fmt: skip
_READ_AFTER = re.compile("|".join(f"(?P<{name}>{words})" for name, words in _AFTER.items()), re.IGNORECASE)
# "handed over 25 weapons", "spread over 9 districts": the particle belongs to the verb.
_PHRASAL = re.compile(
    r"\b(?:hand(?:ed|ing|s)?|t[ao]k(?:e|en|ing|es)|took|turn(?:ed|ing)?|carr(?:y"
    r"|ied|ying)|r[ua]n|running|roll(?:ed|ing)?|bring(?:ing)?|brought"
    r"|g[ai]v(?:e|en|ing)|all|over|presid(?:ed?|ing)|spread|knock(?:ed|ing)?|pull(?:ed|ing)?|stretch\w*|extend\w*"
    r"|talk\w*|learn\w*|inform\w*|ask\w*|complain\w*|worr\w+|concern(?:s|ed)?|know[ns]?"
    r"|speak\w*|wrote|write\w*|report(?:ed|s|ing)?|travel\w*"
    r"|centred|based|revolv\w+|all|signed|com(?:e|es|ing)|came|went|go(?:es|ing)?)"
    r"\s+(?:over|about|around)\s*$",
    re.IGNORECASE,
)
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|age group|age of|aged? (?:from|between|over|under|of|above"
    r"|below)|(?:younger|older) than|(?:man|woman|boy|girl|child|teenager|youth"
    r"|pensioner|mother|father|boys|girls|men|women) of|(?:over|under)-)\s*(?:of\s*)?$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"\s+(?:or|and) (?:older|younger)\b|\s+years? old\b", re.IGNORECASE)
_BASE = re.compile(
    r"\b(?:per|for every|per every|for each|in every|every|out of every|to every)\s+(?P<number>.{1,24}?)(?=\s+[a-z]"
    r"|[,.;:)]|$)",
    re.IGNORECASE,
)
_SPELLED_BASE = re.compile(r"(hundred |ten )?(thousand|million)\b", re.IGNORECASE)
_BASE_END = re.compile(r"\b(?:per|every|each)\s*$", re.IGNORECASE)


def read_modifier(before: str, after: str) -> str | None:
    """Read over, under, about, at_least or at_most from the words right before and right after a quantity.

    `before` ends where the quantity begins, `after` begins where it ends. None means that the number is exact.
    """
    tail = before[-60:]
    words = set(_WORD.findall(tail.lower()))
    found = None if _HINTS.isdisjoint(words) and _SIGNS.isdisjoint(tail) else _READ_BEFORE.search(tail)
    if found and not _PHRASAL.search(tail[: found.end(found.lastgroup or 0)]):
        return found.lastgroup
    found = _READ_AFTER.match(after[:60])
    return found.lastgroup if found else None


def read_age_unit(before: str, after: str) -> str | None:
    """Return year where a bare number is an age ("aged 16 to 24", "30 or older"), else None."""
    return "year" if _AGE_BEFORE.search(before[-40:]) or _AGE_AFTER.match(after[:20]) else None


def read_rate_base(text: str) -> tuple[int, int, float] | None:
    """Return start, end and value of the first base of a rate in a text ("per 100,000 inhabitants")."""
    for found in _BASE.finditer(text):
        at = found.start("number")
        numeral = next(find_numerals(text[at : at + 24]), None)
        if numeral and numeral.start <= 4 and numeral.kind == "num":
            value = parse_number(text[at + numeral.start : at + numeral.end], whole=True)
            if value >= 1000:
                return at + numeral.start, at + numeral.end, value
        elif spelled := _SPELLED_BASE.match(text, at):
            base = {"h": 1e2, "t": 1e1, "": 1.0}[(spelled[1] or "")[:1].lower()] * {"t": 1e3, "m": 1e6}[
                spelled[2][0].lower()
            ]
            return at, at + len(spelled[0]), base
    return None


def is_rate_base(before: str) -> bool:
    """Return whether a number right after `before` is the base of a rate ("per", "for every")."""
    return bool(_BASE_END.search(before))
