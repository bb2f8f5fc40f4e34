"""The value of a written number: separators are read by form, by the release's style and by what is counted."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from presstally.errors import NumberFormatError
from presstally.measures.number_words import FRACTION_SIGNS, MONEY_SCALES, ONES, SCALES, TENS

_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TOKEN = re.compile(r"[0-9](?:[0-9.,'’ʼ]|\s(?=[0-9]{3}(?![0-9])))*|\.[0-9]+|[½¼¾⅓⅔⅕⅛]|[^\W\d_]+")
_THREE = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}")
_DECIMAL = re.compile(r"[0-9](?<![\w.,].)[0-9]{0,2}([.,])(?:[0-9]{1,2}|[0-9]{4,})(?![\w.,:]?[0-9])")
_THOUSANDS = re.compile(
    r"[0-9](?<![\w.,].)[0-9]{0,2}(?:(?:([.,])[0-9]{3})(?:\1[0-9]{3})+(?![0-9])|([.,])[0-9]{3}(?=[.,][0-9]{1,2}\b))"
)
_AMBIGUOUS = re.compile(r"[1-9](?<![\w.,].)[0-9]{0,2}([.,])[0-9]{3}(?![0-9]|[.,][0-9])")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """What a release's own numbers and words say of its numbers.

    `decimal`, `thousands`: the separator of each, "." or "," or None. `local`: what a word means here that several
    countries use, as word -> canonical unit ("dollars" -> CAD, "pounds" -> kg).
    """

    decimal: str | None = None
    thousands: str | None = None
    local: tuple[tuple[str, str], ...] = ()


_STERLING = re.compile(r"£|\b(?:GBP|[Ss]terling|[Pp]ence)\b")
# Unit as a word alone would be read -> the countries it may belong to instead; the first one wins a draw.
_COUNTRIES = {
    "USD": {
        "USD": re.compile(r"\b(?:United States|USD?|American|Washington)\b|US\$|\bU\.S\."),
        "CAD": re.compile(
            r"\b(?:Canad\w+|CAD|RCMP|Ontario|Alberta|Alta|Manitoba|Quebec|British Columbia|Saskatchewan|Nova Scotia"
            r"|Toronto|Vancouver|Montreal|Ottawa|Calgary|Edmonton|Winnipeg|Kelowna|Nanaimo|Burnaby|Halifax)\b"
        ),
        "AUD": re.compile(
            r"\b(?:Australia\w*|AUD|Queensland|New South Wales|NSW|Commonwealth|Tasmania|Sydney|Melbourne"
            r"|Brisbane|Adelaide)\b|\bA\$"
        ),
        "NZD": re.compile(
            r"\b(?:New Zealand|NZD|NZ|Aotearoa|Auckland|Waikato|Canterbury|Otago|Christchurch|Northland)\b|NZ\$"
        ),
        "SGD": re.compile(r"\b(?:Singapore\w*|SGD)\b|S\$"),
        "HKD": re.compile(r"\b(?:Hong Kong|HKD|Kowloon|New Territories|Kwai Chung|Lok Ma Chau)\b|HK\$"),
    },
    "RUB": {"RUB": re.compile(r"\b(?:Russia\w*|RUB|RUR)\b"), "BYN": re.compile(r"\b(?:Belarus\w*|Minsk|BYN|BYR)\b")},
    "INR": {
        "INR": re.compile(r"\b(?:Indian?|INR|Delhi|Mumbai)\b"),
        "PKR": re.compile(r"\b(?:Pakistan\w*|PKR|Karachi|Lahore|Islamabad)\b"),
        "LKR": re.compile(r"\b(?:Sri Lanka\w*|LKR|Colombo)\b"),
        "NPR": re.compile(r"\b(?:Nepal\w*|NPR|Kathmandu)\b"),
    },
    "RSD": {
        "RSD": re.compile(r"\b(?:Serbia\w*|RSD|Belgrade)\b"),
        "IQD": re.compile(r"\b(?:Iraqi?|IQD|Baghdad|Basra)\b"),
        "DZD": re.compile(r"\b(?:Algeria\w*|DZD|ALGIERS|Algiers|Oran)\b"),
        "KWD": re.compile(r"\b(?:Kuwait\w*|KWD)\b"),
        "JOD": re.compile(r"\b(?:Jordan(?:ian)?|JOD|Amman)\b"),
        "TND": re.compile(r"\b(?:Tunisia\w*|TND|Tunis)\b"),
        "MKD": re.compile(r"\b(?:Macedonia\w*|MKD|Skopje)\b"),
    },
    "KGS": {"KGS": re.compile(r"\b(?:Kyrgyz\w*|KGS|Bishkek)\b"), "UZS": re.compile(r"\b(?:Uzbek\w*|UZS|Tashkent)\b")},
    "MDL": {
        "MDL": re.compile(r"\b(?:Moldova\w*|MDL|Chi[sș]in[aă]u)\b"),
        "RON": re.compile(r"\b(?:Romania\w*|RON|Bucharest)\b"),
    },
    "PHP": {"PHP": re.compile(r"\b(?:Philippin\w*|PHP|Manila)\b"), "MXN": re.compile(r"\b(?:Mexic\w+|MXN)\b"),
            "BWP": re.compile(r"\b(?:Botswana|Gaborone|Francistown|pula|BWP)\b")},
}  # fmt: skip
_FORMS = {
    "USD": ("$", "ollar"), "RUB": ("ruble", "rouble"), "INR": ("upee", "₹", "Rs"), 
    "KGS": (" som ", " soms", " som.", " som,", " som)"), "MDL": (" lei", " leu"),
    "RSD": (" dinar",), "PHP": ("peso", "₱", *(f"P{digit}" for digit in range(1, 10))),
}  # fmt: skip
NO_STYLE = NumberStyle()
_OPEN = "the mark before three digits may also separate thousands"


class Reading(NamedTuple):
    """A value; `doubt` says why it stays open, or is None."""

    value: float
    doubt: str | None = None


def read_style(text: str) -> NumberStyle:
    """Read from the numbers of a release that leave no choice how it writes decimals and thousands.

    `3,614` alone says nothing; `2217,5` says that the comma is decimal. With evidence for both, the more frequent wins.
    """
    decimals = [m[1] for m in _DECIMAL.finditer(text)]
    thousands = [m[1] or m[2] for m in _THOUSANDS.finditer(text)]
    decimals += [{".": ",", ",": "."}[m[2]] for m in _THOUSANDS.finditer(text) if m[2]]
    point, comma = decimals.count("."), decimals.count(",")
    decimal = "." if point > comma else "," if comma > point else None
    sure = "." if thousands.count(".") > thousands.count(",") else "," if thousands else None
    if sure is None:
        open_ = [m[1] for m in _AMBIGUOUS.finditer(text)]
        likely = "." if open_.count(".") > open_.count(",") else ","
        if open_ and likely != decimal and open_.count(likely) > 1:
            sure = likely
    return NumberStyle(decimal, sure, _read_local(text))


def _read_local(text: str) -> tuple[tuple[str, str], ...]:
    """Read whose money is meant, from the countries that the release names, and whether pounds are a weight."""
    local = [] if _STERLING.search(text) else [("pound", "kg")]
    for unit, rivals in _COUNTRIES.items():
        if not any(form in text for form in _FORMS[unit]):
            continue
        counts = {code: len(pattern.findall(text)) for code, pattern in rivals.items()}
        best = max(counts, key=lambda code: counts[code])
        if counts[best]:
            local.append((unit, best))
    return tuple(local)


def parse_number(number: str, style: NumberStyle = NO_STYLE, *, whole: bool | None = None) -> float:
    """Return the value of a numeral; see `read_number`."""
    return read_number(number, style, whole=whole).value


def value_of(number: str, *, whole: bool | None = None) -> float:
    """Return the value of a number in words or digits; infinity, beyond every limit, where no rule reads it."""
    try:
        return parse_number(number, whole=whole)
    except NumberFormatError:
        return math.inf


@lru_cache(maxsize=16384)
def read_number(number: str, style: NumberStyle = NO_STYLE, *, whole: bool | None = None) -> Reading:
    """Read a numeral in digits, words or both.

    `whole`: True where a fraction makes no sense (people, crimes), False where three digits after a separator are a
    fraction (the lower part of a compound mass), None where both are possible. Raises NumberFormatError.
    """
    total, current, scale, doubt = 0.0, None, 1.0, None
    tokens = _TOKEN.findall(_HIDDEN.sub("", number))
    for at, token in enumerate(tokens):
        lower = token.lower()
        if token[0] in "0123456789.":  # a superscript is a digit for Python too
            scaled = any(word.lower() in SCALES for word in tokens[at + 1 : at + 2])
            value, doubt = _read_digits(token, style, whole, scaled)
            current = (current or 0.0) + value
        elif token in FRACTION_SIGNS:
            current = (current or 0.0) + FRACTION_SIGNS[token]
        elif lower in ONES or lower in TENS:
            current = (current or 0.0) + float(ONES.get(lower, TENS.get(lower, 0)))
        elif lower == "half":
            current, total = (0.5, total) if current is None and not total else _and_a_half(current, total, scale)
        elif lower in SCALES or (lower in MONEY_SCALES and at == len(tokens) - 1):
            factor = SCALES.get(lower) or MONEY_SCALES[lower]
            current = (1.0 if current is None else current) * factor
            scale = factor
            follows = tokens[at + 1].lower() if at + 1 < len(tokens) else ""
            if lower not in ("hundred", "dozen") and follows not in SCALES:
                total, current = total + current, None
        elif lower not in ("and", "a", "an"):
            raise NumberFormatError(f"{token!r} in {number!r} is no part of a number.")
    if current is None and not total and "0" not in number and not tokens:
        raise NumberFormatError(f"There is no number in {number!r}.")
    return Reading(total + (current or 0.0), doubt)


_GROUPING = re.compile(r"[\s'’ʼ]")


def _and_a_half(current: float | None, total: float, scale: float) -> tuple[float | None, float]:
    """Add the half of "two and a half thousand" or "a million and a half"."""
    return (None, total + scale / 2) if current is None else (current + 0.5, total)


def _read_digits(digits: str, style: NumberStyle, whole: bool | None, scaled: bool) -> Reading:
    plain = _GROUPING.sub("", digits).rstrip(".,")
    separators = [c for c in plain if c in ".,"]
    if not separators:
        return Reading(float(plain))
    last = separators[-1]
    if len(set(separators)) == 2:  # 12.231,50 and 12,231.50: the last one is decimal
        plain = plain.replace("," if last == "." else ".", "")
        if plain.count(last) > 1:
            raise NumberFormatError(f"{digits!r} has no one mark before its decimals.")
        return Reading(float(plain.replace(last, ".")))
    if len(separators) > 1:
        return Reading(float(plain.replace(last, "")))
    fraction, thousands = float(plain.replace(last, ".") if plain[0] != "." else plain), float(plain.replace(last, ""))
    if not _THREE.fullmatch(plain) or plain[0] == "0" or plain != digits.rstrip(".,"):
        return Reading(fraction)
    if scaled:  # "15.381 million"; only an English "1,305 million" is thousands
        return Reading(thousands if last == "," and style.decimal == "." else fraction)
    return _read_three(last, fraction, thousands, style, whole)


def _read_three(mark: str, fraction: float, thousands: float, style: NumberStyle, whole: bool | None) -> Reading:
    """Choose between the readings of one separator before exactly three digits."""
    if whole:
        return Reading(thousands)
    if whole is False:
        return Reading(fraction)
    if style.thousands == mark and style.decimal != mark:
        return Reading(thousands)
    if style.decimal == mark and style.thousands != mark:
        return Reading(fraction, _OPEN)
    if mark == ",":
        return Reading(thousands)
    return Reading(fraction, _OPEN)
