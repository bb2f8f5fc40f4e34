"""The words of dates: reduces any wording to a small language of lower-case words that the date forms read."""

from __future__ import annotations

import re
from functools import lru_cache

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month; a season is three months
UNITS = ("hour", "day", "week", "month", "quarter", "year", "decade")
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "halfyear": 6, "year": 12}

MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "sept",
)  # fmt: skip
_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ROMAN = ("i", "ii", "iii", "iv")
_ROMAN_MONTHS = (*_ROMAN, "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTH = "|".join(sorted(_ROMAN_MONTHS, key=len, reverse=True))
_SUFFIX = {1: "st", 2: "nd", 3: "rd"}

_SAME = (
    "same corresponding similar analogous analogical equivalent comparable comparative respective identical like "
    "matching relevant"
)
_REPORTING = "reporting reported reference accounting reviewed specified indicated mentioned aforementioned given"
_LAST = "last past latest recent"
_PREVIOUS = "previous preceding prior foregoing"
_TO = "to through thru till until and"
_BEGIN = "beginning start outset onset"
_END = "end close ending ended"
_DROPPED = (
    "the of a an in on for at during over within from between both its whole entire calendar full that these those"
)


def _nth(number: int) -> str:
    return f"{number}{_SUFFIX.get(number, 'th')}"


def _compound(match: re.Match[str]) -> str:
    return str(10 * (_TENS.index(match[1]) + 2) + _ONES.index(match[2]) + 1)


def _months_in_digits(match: re.Match[str]) -> str:
    """Read "1-6/2021" as months."""
    return f"{MONTHS[int(match[1]) - 1]} - {MONTHS[int(match[2]) - 1]} {match[3]}"


def _months_in_roman(match: re.Match[str]) -> str:
    """Read "I-III 2022" as months."""
    return f"{MONTHS[_ROMAN_MONTHS.index(match[1])]} - {MONTHS[_ROMAN_MONTHS.index(match[2])]} "


def _table() -> dict[str, str]:
    words = {name: name[:3] for name in (*MONTH_NAMES, *MONTHS)}
    words |= {word: str(n) for n, word in enumerate(_ONES, 1)}
    words |= {word: str(10 * n) for n, word in enumerate(_TENS, 2)}
    words |= {word: _nth(n) for n, word in enumerate(_ORDINALS, 1)}
    words |= {day[:3]: day for day in WEEKDAYS if day[:3] not in ("sun", "sat")}
    words |= {f"{unit}s": unit for unit in (*UNITS, "period", "half", *WEEKDAYS)}
    words |= {
        "halves": "half",
        "semester": "half",
        "semesters": "half",
        "weekdays": "weekday",
        "centuries": "century",
        "current": "this",
        "ongoing": "this",
    }
    words |= {"initial": "1st", "final": "final", "dozen": "12", "fourteenth": "14th", "financial": "fiscal"}
    groups = {_SAME: "same", _REPORTING: "reporting", _LAST: "last", _PREVIOUS: "previous"}
    groups |= {_TO: "-", _BEGIN: "beginning", _END: "end", _DROPPED: ""}
    for group, name in groups.items():
        words |= dict.fromkeys(group.split(), name)
    return words | {
        "ago": "earlier",
        "before": "earlier",
        "previously": "earlier",
        "coming": "next",
        "upcoming": "next",
    }


_WORDS = _table()
_DASHES = re.compile("[‐‑‒–—−]")
_INVISIBLE = re.compile("[­​‌‍⁠﻿‎‏]")
_TOKEN = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1\d{2,4}|\d{4}/\d{2,4}(?!\d)|\d{4}-\d{2}(?![\d-])|\d{4}s|\d+(?:st|nd|rd|th)\b|\d+|[a-z]+|-"
)
_FIXED = (
    (re.compile(r"year[ -]to[ -]date"), "ytd"),
    (re.compile(r"(?:the )?year so far|so far (?:in )?(?:this|the current) year"), "ytd"),
    (re.compile(r"(?:early|small) hours of|(?:over)?night of|(?:the )?(?:morning|evening|afternoon|night) of"), ""),
    (re.compile(rf"\b({'|'.join(WEEKDAYS)}|yesterday) (?:morning|afternoon|evening|night|noon)\b"), r"\1"),
    (re.compile(r"\b(?:noon|midnight) (?=yesterday|today)"), ""),
    (re.compile(r"\btoday.?s date\b"), "today"),
    (re.compile(r"\b(?:christmas|xmas) day\b"), "25 december"),
    (re.compile(r"\bboxing day\b"), "26 december"),
    (re.compile(r"\bnew year.?s day\b"), "1 january"),
    (re.compile(r"\bnew year.?s eve\b"), "31 december"),
    (re.compile(r"\b(years?|months?|quarters?|weeks?|days?) prior\b(?! to)"), r"\1 earlier"),
    (re.compile(r"\byear of (?=\d{4})"), "year "),
    (re.compile(r"\bopening (?=\w+ (?:month|quarter|half|week|day))"), "first "),
    (re.compile(r"(\d{1,2})\.(\d{1,2})\.?(?= ?[-–—] ?\d{1,2}\.\d{1,2}\.(\d{4}))"), r"\1.\2.\3"),
    (re.compile(r"\b([1-9]|1[0-2])[-–]([1-9]|1[0-2])/(\d{4})\b"), _months_in_digits),
    (re.compile(rf"\b({_ROMAN_MONTH})[-–]({_ROMAN_MONTH}),? (?=\d{{4}})"), _months_in_roman),
    (re.compile(r"(?:period|year|months?|quarter) under (?:review|consideration|report)"), "reporting period"),
    (re.compile(r"as (?:of|at|on)|as per"), ""),
    (re.compile(r"’s|'s|s’|s'"), "s"),
    (re.compile(r"mid-"), "mid "),
    (re.compile(r"\bend-"), "end "),
    (re.compile(r"\b(\w+ months) (?:passed|elapsed|gone) of"), r"\1 of"),
    (re.compile(r"\bpast week\b"), "pastweek"),
    (re.compile(r"^(?:at present|currently|at the moment|at this hour|to date|now)$"), "today"),
    (re.compile(r"-(?=quarter)"), " "),
    (re.compile(r"\b(i{1,3}|iv)(?= (?:quarter|half))"), lambda m: _nth(_ROMAN.index(m[1]) + 1)),
    (re.compile(r"\b(year|quarter|month)s end\b"), r"end \1"),
    (re.compile(r"\b(years?|months?|decades?|days?|weeks?) back\b"), r"\1 ago"),
    (re.compile(rf"({'|'.join(_TENS)})[- ]({'|'.join(_ONES[:9])})"), _compound),
    (re.compile(r"half[- ]?year(?:ly)?"), "halfyear"),
    (
        re.compile(
            r"year (?:(?:that|which) (?:was|we left behind|is behind us|(?:has |had )?(?:just )?"
            r"(?:ended|passed|closed|gone by))"
            r"|(?:left )?behind(?: us)?|gone by|just (?:ended|past|closed))"
        ),
        "outgoing year",
    ),
    (re.compile(r"\bquarter ([1-4])\b"), lambda m: f"{_nth(int(m[1]))} quarter "),
    (re.compile(r"\bqtr\b\.?"), "quarter"),
    (re.compile(r"year[- ]end\b(?! (?:\w+ )?\d)"), "end year"),
    (re.compile(r"\bq ?([1-4])\b|\b([1-4])q(?=\b|\d)"), lambda m: f"{_nth(int(m[1] or m[2]))} quarter "),
    (re.compile(r"\bh ?([12])\b|\b([12])h\b"), lambda m: f"{_nth(int(m[1] or m[2]))} half "),
    (
        re.compile(
            r"\b(?:previous|past|last|earlier|recent|preceding|prior|other|next|coming|many) "
            r"(?:year|month|day|week|decade)s\b"
        ),
        "",
    ),
    (re.compile(r"(\w)-(month|year|week|day|hour)"), r"\1 \2"),
)
_REDUCED = (
    (re.compile(r"\b(\w+ )?(month|year|quarter|week|half) period\b"), lambda m: f"{m[1] or ''}{m[2]}"),
    (re.compile(rf"\b(?<!\d )month (?={'|'.join(MONTHS)})"), lambda m: ""),
)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text, parted by spaces, as a set."""
    return frozenset(words.split())


@lru_cache(maxsize=8192)
def simplify(text: str) -> str:
    """Reduce a date's wording: "nine months of the current year" -> "9 month this year", "May 5–7" -> "may 5 - 7".

    Articles and prepositions fall away, number words become digits, synonyms one word, plurals singular.
    """
    text = _DASHES.sub("-", _INVISIBLE.sub("", text.lower()))
    for form, plain in _FIXED:
        text = form.sub(plain, text)
    words = (_WORDS.get(token[0], token[0]) for token in _TOKEN.finditer(text))
    text = " ".join(word for word in words if word)
    for form, reduced in _REDUCED:
        text = form.sub(reduced, text)
    return text.strip(" -")
