"""Numerals in running text: where they stand, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from presstally.measures.number_styles import NO_STYLE, NumberStyle, Reading, parse_number, read_number, read_style
from presstally.measures.number_words import (
    AND_A_HALF,
    COEFFICIENT_WORDS,
    FRACTION_SIGNS,
    MONEY_SCALES,
    NTH_WORDS,
    SCALE,
    SCALES,
    SPACE,
    WORD_END,
)

__all__ = [
    "NO_STYLE", "NumberStyle", "Numeral", "Reading", "find_numerals", "is_numeral", "numeral_class",
    "parse_number", "read_number", "read_style",
]  # fmt: skip


class Numeral(NamedTuple):
    """A stretch of text, `text[start:end]`; `kind` is num, nth (27th), numdate, yearpair, clock or ratio (1:500)."""

    start: int
    end: int
    kind: str = "num"


# Units that releases write without a space after the digits; other letters make it a name ("11b", "9K38", "5th").
_GLUED = (
    r"(?:g|t|l|h|m|M|x|k|[kK][gmG]|[kK]m/h|gr|GR|cm|mm|ml|mg|ha|hrs?|min|sec|kW|kWh|MW|pp|pc|tons?|tonnes?|m2|m3|km2|m²|km²|m³"
    r"|AZN|USD|EUR|GEL|GBP|kilos?|kilograms?|grams?|years?|yrs?|days?|percent)"
)
_FRACTION = "[" + "".join(FRACTION_SIGNS) + "]"
_GROUPED = (
    rf"[0-9]{{1,3}}(?:(?:,[0-9]{{3}})+|(?:\.[0-9]{{3}})+|(?:['’ʼ][0-9]{{3}})+|(?:{SPACE}[0-9]{{3}})+)(?:[.,][0-9]+)?"
)
_INDIAN = r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"
_NOT_MORE = r"(?![0-9]|[.,'’:][0-9])"
_UNIT_NEXT = rf"(?={_GLUED}{WORD_END}|{SPACE}?{SCALE})"
_MARKED = rf"(?:{_GROUPED}|{_INDIAN}|[0-9]+[.,][0-9]+|(?<!\.)\.[0-9]+){_NOT_MORE}(?:{WORD_END}|{_UNIT_NEXT})"
# A superscript behind plain digits belongs to a name ("Article 11¹"), behind others it is a footnote mark.
_UNMARKED = rf"[0-9]+{_FRACTION}?{_NOT_MORE}(?:(?!\w)|{_UNIT_NEXT}|(?<=(?:over|Over|nder)-[0-9]{{2}})(?=s(?!\w)))"
DIGITS = f"(?:{_MARKED}|{_UNMARKED}|{_FRACTION})"

_DAY, _MONTH = r"(?:0?[1-9]|[12][0-9]|3[01])", r"(?:0?[1-9]|1[0-2])"
_NUMDATE = (
    rf"(?:{_DAY}\.{_MONTH}\.(?:[0-9]{{4}}|[0-9]{{2}})|{_DAY}/{_MONTH}/[0-9]{{4}}|{_MONTH}/{_DAY}/[0-9]{{4}}|{_DAY}-{_MONTH}-[0-9]{{4}}"
    rf"|[12][0-9]{{3}}(?:-{_MONTH}-{_DAY}|\.{_MONTH}\.{_DAY}|/{_MONTH}/{_DAY}))(?![\w]|[./-][0-9])"
)
_YEARPAIR = (
    r"(?:19|20)[0-9]{2}[/–-](?P<year2>[0-9]{2})(?![\w]|[./–-][0-9])|(?:19|20)[0-9]{2}/(?:19|20)[0-9]{2}(?![\w/])"
)
_HALF_DAY = r"[ \u00a0]?[aApP](?:\.[mM]\.|[mM](?!\w))"
_CLOCK = (
    rf"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?:{_HALF_DAY})?(?![\w:])"
    rf"|(?:0?[1-9]|1[0-2])(?:\.[0-5][0-9])?{_HALF_DAY}"
)

# "1:500"; one in less than 60 would be a clock time.
_RATIO = r"1:[0-9]{2,5}(?![\w:]|[.,][0-9])"

_NTH = rf"[0-9]{{1,3}}(?:,?[0-9]{{3}})*-?(?:st|nd|rd|th|ST|ND|RD|TH){WORD_END}|{NTH_WORDS}"

_CODES = frozenset(["AZN", "USD", "EUR", "GEL", "GBP", "RUB", "KZT", "UAH", "PLN", "TRY", "UZS", "KGS", "AMD", "MDL"])

_GLUED_MONEY = frozenset(
    ["R", "RM", "P", "N", "Sh", "KSh", "Ksh", "Rs", "Br", "Rp", "Tk", "KM", "KD", "VNĐ"]
)  # only before a sum: "R52.5 billion"
_SCALED_SUM = re.compile(
    rf"[0-9][0-9.,]*(?:{SPACE}?{SCALE}|[mMbB][nN]?\b|(?<=,[0-9]{{3}})(?!\w)|(?<=[0-9],[0-9][0-9])(?![\w,]))"
    rf"|[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+(?!\w)"
)
# Where a text speaks of South Africa, "R500" is a sum, unless a road of that number is meant.
_RAND_LANDS = re.compile(
    r"South Africa|\bSAPS\b|\b[Rr]ands?\b|Gauteng|KwaZulu|Limpopo|Mpumalanga|Cape Town"
    r"|(?:Western|Eastern|Northern) Cape"
)
_RAND = re.compile(r"\bR[0-9]")
_ROAD_BEFORE = re.compile(r"(?i)\b(?:the|along|road|route|highway|freeway|onto|via)\s+R$")
_SUM_BEFORE = re.compile(r"\b(?:of|to|from|worth|paid|pay|and|by|than|over|about|fined|cost|costs)\s+R$")
_ROAD_BEHIND = re.compile(r"(?i)[0-9]+\s+(?:road|route|highway|freeway|between|near|towards|interchange|off-?ramp)\b")
_LETTERS_BEFORE = re.compile(r"(?<![\w-])[A-Za-zĐ]+$")

_SCALED = rf"(?:{SPACE}?{SCALE})"
_HEAD = (
    rf"{DIGITS}(?:{AND_A_HALF})?{_SCALED}*|{COEFFICIENT_WORDS}(?:{AND_A_HALF})?(?:[-‑]{SCALE}|{SPACE}{SCALE}|\n{SCALE})*"
    rf"|(?:[Hh]alf{SPACE})?[Aa]n?{SPACE}{SCALE}(?:{AND_A_HALF})?"
)
_FIND = re.compile(
    rf"(?:(?<!\w)|(?=[0-9])(?<=[A-Za-zĐ]))(?<![0-9][.,'’:])(?:(?P<nth>{_NTH})|(?P<numdate>{_NUMDATE})|(?P<yearpair>{_YEARPAIR})|(?P<clock>{_CLOCK})|(?P<ratio>{_RATIO})|(?P<num>{_HEAD}))"
)
_TAIL = re.compile(rf"(?P<and>{SPACE}and)?(?:{SPACE}|\n)(?:{DIGITS}|{COEFFICIENT_WORDS}){_SCALED}*")
_SCALE_AT_END = re.compile(rf"{SCALE}$")
_INVISIBLE = re.compile(r"(?<=[0-9.,'’ ])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+(?=[0-9.,'’ ])")
_MONEY_BEFORE = re.compile(
    rf"(?:[$£€¥₼₾₸₽₹₴₺₩₪₦₱]|\b(?:[RNP]|RM|K?Sh|Ksh|Rs|Br|Rp|Tk|K[MD]|VNĐ)\.?|\b[A-Z]{{3}}){SPACE}?$"
)
_MILLIONS = re.compile(r"M(?!\w)")  # "4.6M doses"
# "14.6m cigarettes": no length has a number of things behind it, but "1.5m waves" have a height.
_MILLION_THINGS = re.compile(
    r"m(?= (?!(?:across|\w+wards|was|has|less|this|its|his|plus|minus|versus|always|besides|waves|walls|cables|boats"
    r"|vessels|ships|yachts|pools|towers|poles|masts|ropes|nets|fences|pipes|trenches|tunnels|races|ceilings|ladders"
    r"|trees|stretches|sections|hoses|radius|swells|seas|cliffs|bridges|banners|flags|lengths|depths|heights)\b)(?:people|children|women|men|[a-z]{3,}s)\b)"
)
_MONEY_SCALE = re.compile(rf"{SPACE}?[{''.join(MONEY_SCALES)}](?![\w²³/])")
# "mid-2022", "under-18" hold a number; "AKM-74", "Be-200" and "COVID-19" are names.
_NUMBER_PREFIX = re.compile(r"(?:^|[^\w-])(?:[a-z]{3,}|(?i:mid|pre|post|over|under|non|early|late|after|before))-$")
_MONTH_BEFORE = re.compile(
    r"\b(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    rf"|nov(?:ember)?|dec(?:ember)?)\.?{SPACE}$"
)
_DAY_THEN_COUNT = re.compile(rf"{_DAY}(?={SPACE}[0-9]{{3}})")


def find_numerals(text: str) -> Iterator[Numeral]:
    """Yield every numeral of a text from left to right, with dates, clock times and year pairs written in digits.

    Zero-width characters inside the digits are tolerated. Nothing overlaps; `end` is exclusive.
    """
    if not _INVISIBLE.search(text):
        yield from _find(text)
        return
    plain: list[str] = []
    offsets: list[int] = []
    at = 0
    for hidden in _INVISIBLE.finditer(text):
        plain.append(text[at : hidden.start()])
        offsets.extend(range(at, hidden.start()))
        at = hidden.end()
    plain.append(text[at:])
    offsets.extend(range(at, len(text)))
    for numeral in _find("".join(plain)):
        yield Numeral(offsets[numeral.start], offsets[numeral.end - 1] + 1, numeral.kind)


def _find(text: str) -> Iterator[Numeral]:
    at = 0
    in_rand = bool(_RAND.search(text) and _RAND_LANDS.search(text))
    while found := _FIND.search(text, at):
        start, end, kind = found.start(), found.end(), found.lastgroup or "num"
        at = end
        if _inside_a_name(text, start, kind) and not (in_rand and _is_rand(text, start)):
            continue
        if found["yearpair"]:
            short = found["year2"]
            follows = not short or (int(text[start : start + 4]) + 1) % 100 == int(short)
            end, at, kind = (end, end, "yearpair") if follows else (start + 4, start + 4, "num")
        if kind == "num":
            end = at = _end_of_number(text, start, end)
        yield Numeral(start, end, kind)


def _inside_a_name(text: str, start: int, kind: str) -> bool:
    """Return whether letters before the digits make a name of it; a currency code may touch ("AZN20,000")."""
    if not start:
        return False
    if text[start - 1].isalpha():
        word = _LETTERS_BEFORE.search(text, max(0, start - 6), start)
        return not word or (word[0] not in _CODES and not (word[0] in _GLUED_MONEY and _SCALED_SUM.match(text, start)))
    if text[start - 1] not in "-‑" or start < 2 or not text[start - 2].isalpha():
        return False
    return kind != "num" or not _NUMBER_PREFIX.search(text, max(0, start - 20), start)


def _is_rand(text: str, start: int) -> bool:
    """Return whether digits behind R are a sum of South Africa and no road ("the R61")."""
    behind_r = text[start - 1 : start] == "R" and not text[max(0, start - 2) : start - 1].isalnum()
    road = _ROAD_BEFORE.search(text, max(0, start - 12), start) or _ROAD_BEHIND.match(text, start)
    told = text[start : start + 3].isdigit() or _SUM_BEFORE.search(text, max(0, start - 10), start)  # not "an R8"
    return behind_r and bool(told) and not road


def _end_of_number(text: str, start: int, end: int) -> int:
    """Return where the number that the grammar's head found at `start` really ends."""
    if (day := _DAY_THEN_COUNT.match(text, start, end)) and _MONTH_BEFORE.search(text, max(0, start - 12), start):
        return day.end()
    if _MILLIONS.match(text, end) or _MILLION_THINGS.match(text, end):
        return end + 1
    if (letter := _MONEY_SCALE.match(text, end)) and _MONEY_BEFORE.search(text, max(0, start - 5), start):
        return letter.end()
    return _join_lower_scales(text, start, end)


def _join_lower_scales(text: str, start: int, end: int) -> int:
    """Take in what follows on a lower scale: "14 million" + "305 thousand", "a thousand" + "and 37"."""
    scale, value = _scale_of(text[start:end]), parse_number(text[start:end])
    spelled = not text[start].isdigit()
    if value % scale:  # 2.5 million 300 ... are two numbers
        return end
    while scale > 12:
        tail = _TAIL.match(text, end)
        if not tail:
            break
        number = tail[0][tail.end("and") - tail.start() if tail["and"] else 0 :].strip()
        lower = _scale_of(number)
        if not parse_number(number) < scale or (parse_number(number) % 1 and not lower > 1):
            break
        digits = number[0].isdigit()
        if lower == 1 and (not spelled if tail["and"] else spelled and digits):
            break  # "2 thousand and 300" are two numbers, and so are "six thousand 10"
        if lower == 1 and text[end - 1] == ".":
            break  # "7 mln. 412 thousand", but "7 mln. 30 people" begins anew
        end, scale = tail.end(), lower
    return end


def _scale_of(number: str) -> float:
    """Return the scale that a numeral ends with: 1000 of "29 thousand", 100 of "three hundred", 1 of "461"."""
    found = _SCALE_AT_END.search(number.rstrip("."))
    return SCALES[found[0].lower().rstrip(".")] if found else 1.0


def numeral_class(word: str) -> str | None:
    """Return num, nth, numdate, yearpair, clock or ratio where the whole word is one; else None."""
    if not word[:1].isalnum() and word[:1] != ".":
        return None
    if word[0].isalpha() and word[0].lower() not in "aefhnostz":
        return None
    if len(word) > 1 and word[-1].lower() in MONEY_SCALES and _MONEY_SCALE.fullmatch(word.lstrip("0123456789.,")):
        word = word[:-1].rstrip()
    if word[-1] == "." and _scale_of(word[:-1]) > 1:
        word = word[:-1]
    found = next(find_numerals(word), None)
    return found.kind if found and found.start == 0 and found.end == len(word) else None


def is_numeral(word: str) -> bool:
    """Return whether the whole word is one number (no date, clock time or year pair)."""
    return numeral_class(word) == "num"
