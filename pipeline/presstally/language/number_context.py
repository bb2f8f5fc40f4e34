"""Why a numeral is no amount, where only its surroundings tell: place on the line, neighbours, words around."""

from __future__ import annotations

import re
from collections.abc import Callable

from spacy.tokens import Doc, Span

from presstally.language.text import text_between
from presstally.measures.date_words import word_set
from presstally.measures.modifiers import is_rate_base
from presstally.measures.number_styles import value_of

NUMERAL = "<num>"
Reading = Callable[[Doc, int, int], str | None]  # doc, first token, one past the last one -> reason
_NAMED = frozenset(("article_number", "order_number", "name_number", "phone", "service_number"))
_LIST_WORDS = word_set(", and or to - – — & ; § article articles also")
_OPEN_WORDS = word_set("of and or to in on with for by as from the is was were are has have had")
_FRACTION_NEXT = word_set(
    "of the all in were was is are more less more, to on or still have had has said came went"
) | frozenset(",.;:)-–—%")
_FRACTION_BEFORE = word_set("by than over nearly almost about under around roughly to or another only of")
_PARTS = frozenset(("third", "quarter", "fourth", "fifth", "sixth", "eighth", "tenth"))
_HALF_NOT_AFTER = word_set(
    "first second last latter former this that each other next 1st 2nd better early late the same both "
    "per previous current"
)
_NOT_ONE_AFTER = word_set(
    "no this that which every any each another as if when where of for during without number current last single"
)
_NOT_ONE_BEFORE = word_set(
    "must should can cannot could may might will would another 's ’s who that which has shows more-or- "
    "less day thing word"
)
_NOT_SHARED = word_set("of hour minute second time times evening morning night weekend shift one thing and to")
_TIME = re.compile(r"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9]")
_TIME_BEFORE = word_set("at until till by from between and to since")
_STOOD = word_set(
    "stood stands remained remains averaged put rate estimated set kept held was is were priced sold valued"
)
_PRICED = word_set("cost costs costing fetched fetches fetch price priced prices sells sold sell paid")
_MOVES = word_set(
    "by than almost nearly about over more grew grown rose risen increased decreased dropped fell fallen "
    "fell reduced declined up down around roughly least most increase decrease growth reduction cut rise "
    "climbed jumped surged"
)
_NOT_COMPARED = word_set(
    "officer member driver soldier offender robber worker killer murder prisoner number teenager order quarter "
    "paper player brother sister mother father daughter letter summer winter over under after other power water "
    "tanker trailer helicopter villager foreigner passenger pensioner founder leader minister"
)
_AFTER_TIMES = word_set(
    "what more less higher lower fewer greater larger bigger smaller as than over longer the compared "
    "last that its their"
)


def read_exclusion(doc: Doc, start: int, end: int) -> str | None:
    """Return the reason why the numeral in `doc[start:end]` is no amount, None where it may be one."""
    return next((reason for reading in _READINGS if (reason := reading(doc, start, end))), None)


def _before(doc: Doc, i: int) -> str:
    return doc[i - 1].lower_ if i else ""


def _after(doc: Doc, i: int) -> str:
    return doc[i].lower_ if i < len(doc) else ""


def _starts_line(doc: Doc, i: int) -> bool:
    while i and doc[i - 1].is_space:
        i -= 1
        if "\n" in doc[i].text:
            return True
    return i == 0


def _ends_line(doc: Doc, i: int) -> bool:
    return i >= len(doc) or "\n" in doc[i].text


def read_code(doc: Doc, start: int, end: int) -> str | None:
    """A leading zero or a slash makes a code of it: "012", "07", "71/2020"."""
    text = doc[start].text
    if len(text) > 1 and text[0] == "0" and text[1].isdigit():
        return "phone" if len(text) > 3 else "code"
    if "/" in (_before(doc, start), _after(doc, end)) and end == start + 1:
        behind = _before(doc, start) == "/" and start > 1
        other = doc[start - 2] if behind else doc[min(end + 1, len(doc) - 1)]
        touches = not other.whitespace_ if behind else not doc[start].whitespace_
        if touches and other.norm_ in (NUMERAL, "<yearpair>", "<numdate>") and not (text.isdigit() and int(text) < 10):
            return "code"
    return None


def read_list_number(doc: Doc, start: int, end: int) -> str | None:
    """A number that opens a line and is followed by a point or a bracket counts the items of a list."""
    text, mark = doc[start].text, _after(doc, end)
    opens = end == start + 1 and len(text) < 5 and _starts_line(doc, start)
    if opens and re.fullmatch(r"[0-9]\.[0-9]{1,2}", text) and end < len(doc) and doc[end].is_title:
        return "list_number"
    if end != start + 1 or not text.isdigit() or len(text) > 2:
        return None
    if opens and mark in (".", ")") and end + 1 < len(doc) and not _ends_line(doc, end + 1):
        return "list_number"
    if _before(doc, start) == "(" and mark == ")" and _starts_line(doc, start - 1) and not _ends_line(doc, end + 1):
        return "list_number"
    return "page_number" if opens and _ends_line(doc, end) and _starts_line(doc, start) else None


def read_base(doc: Doc, start: int, end: int) -> str | None:
    """The base of a rate: "per 1,000", "for every 100,000 inhabitants"; "one every 15 minutes" tells the minutes."""
    if doc[end - 1].norm_ == "<time>" and _before(doc, start) == "every":
        once = {doc[i].lower_ for i in range(max(0, start - 4), start - 1)} & {"one", "once", "place"}
        return None if once else "base_of_rate"
    return "base_of_rate" if is_rate_base(text_between(doc, max(0, start - 3), start)) else None


def read_one(doc: Doc, start: int, end: int) -> str | None:
    """ "one" that stands for a person or thing, not for a count."""
    if end != start + 1 or doc[start].lower_ != "one":
        return None
    if doc[start - 1 : start + 2].text.lower() == "the other one":
        return "idiom"
    after, before = _after(doc, end), _before(doc, start)
    if after == "of" and _after(doc, end + 1) in ("them", "whom", "which", "these", "those"):
        return None
    if "every" in (after, _after(doc, end + 1)):
        return "idiom"  # "one crime every six hours"
    if after == "-" and end + 1 < len(doc) and doc[end + 1].is_alpha:
        return "idiom"
    if after == "of" or before in _NOT_ONE_AFTER or after in _NOT_ONE_BEFORE:
        return "idiom"
    stands_for = before.isalpha() and before not in (
        "and",
        "or",
        "only",
        "least",
        "than",
        "by",
        "to",
        "with",
        "at",
        "about",
        "in",
    )
    return "idiom" if stands_for and after in ("from", "to", "is", "was", ".", ",", ")", ";", "ever", "too") else None


def read_fraction(doc: Doc, start: int, end: int) -> str | None:
    """ "a third person", "the first half", "half-year": no shares."""
    last, after, before = doc[end - 1].lower_, _after(doc, end), _before(doc, start)
    if last in ("half", "halves"):
        if before in _HALF_NOT_AFTER or after in (
            "-",
            "a",
            "an",
            "past",
            "year",
            "time",
            "brother",
            "sister",
            "way",
            "mast",
            "day",
        ):
            return "idiom" if end == start + 1 else None
        return None
    if after == "," and end + 1 < len(doc) and doc[end + 1].is_title and doc[start].is_title:
        return "ordinal"  # "A fourth, Jane Doe, ..."
    is_part = last in _PARTS and end - start == 2 and doc[start].lower_ in ("a", "an")
    if is_part and (last == "quarter" or _is_share_told(doc, end)):
        return None
    if is_part and after.isalpha() and after not in _FRACTION_NEXT and before not in _FRACTION_BEFORE:
        return "ordinal"
    return None


def _is_share_told(doc: Doc, end: int) -> bool:
    """Tell whether what follows goes with a share only: "a third denser", "a fifth Syrians", "a tenth below 2019"."""
    if end >= len(doc):
        return False
    after = doc[end]
    share = after.lower_ in ("below", "above", "came", "arose", "fell", "went", "come") or after.is_title
    return share or (after.lower_.endswith("er") and after.lower_ not in _NOT_COMPARED)


def read_multiple(doc: Doc, start: int, end: int) -> str | None:
    """ "twice a week", "was convicted twice" count events; "twice as many" is a multiple."""
    if doc[end - 1].lower_ not in ("twice", "thrice"):
        return None
    if _after(doc, end) in (
        "as",
        "more",
        "less",
        "the",
        "higher",
        "lower",
        "that",
        "fewer",
        "over",
        "their",
        "its",
        "last",
        "what",
        "exceeds",
        "exceeded",
        "exceeding",
    ):
        return None
    return None if _before(doc, start) in _MOVES else "idiom"


def read_calibre(doc: Doc, start: int, end: int) -> str | None:
    """Millimetres beside a weapon or its ammunition: "rounds of 7.62 mm", "5.45 mm live cartridges"."""
    if doc[end - 1].lower_ != "mm":
        return None
    around = [doc[i].norm_ for i in (*range(max(0, start - 2), start), *range(end, min(end + 3, len(doc))))]
    return "version_or_model" if "<weapon>" in around else None


def read_every(doc: Doc, start: int, end: int) -> str | None:
    """ "every second day", "every other week" tell how often; "every third crime" is a share of the crimes."""
    if doc[start].lower_ not in ("every", "each") or end != start + 2:
        return None
    after = doc[end] if end < len(doc) else None
    if after is not None and after.is_punct and doc[start + 1].lower_ not in ("second", "other"):
        return None  # "153 of the deeds, or every fourth."
    if (
        after is not None
        and after.lower_ == "of"
        and _after(doc, end + 1) in ("them", "those", "these", "which", "whom")
    ):
        return None  # "every tenth of them"
    if (
        doc[start + 1].lower_ == "second"
        or after is None
        or not after.is_alpha
        or after.norm_ in ("<period>", "<time>", "<weekday>", "<month>", "<season>")
    ):
        return "idiom"
    return "idiom" if after.lower_ in _NOT_SHARED or doc[start - 1].lower_ in ("for", "at") else None


def read_clock(doc: Doc, start: int, end: int) -> str | None:
    """A time of day with a point: "between 22.10 and 06.40", "until 24.00"."""
    if end != start + 1 or not _TIME.fullmatch(doc[start].text):
        return None
    before, after = _before(doc, start), _after(doc, end)
    if after in ("hours", "hrs", "h") and before in _TIME_BEFORE:
        return "clock_time"
    if before not in _TIME_BEFORE or (after.isalpha() and after not in _OPEN_WORDS) or after == "%":
        return None
    if before in ("until", "till", "by") or doc[start].text[0] == "0":
        return "clock_time"
    if before == "at":
        return None if start > 1 and doc[start - 2].lower_ in _STOOD else "clock_time"
    others = (doc[i].text for i in (start - 2, start + 2) if 0 <= i < len(doc))
    return "clock_time" if any(_TIME.fullmatch(other) and (other[0] == "0") for other in others) else None


def read_price_base(doc: Doc, start: int, end: int) -> str | None:
    """ "a kilogram of opium fetched $256": the amount that a price is for."""
    if doc[start].lower_ != "a" or end != start + 2 or doc[start + 1].norm_ != "<mass>":
        return None
    words = [doc[i].lower_ for i in (*range(max(0, start - 3), start), *range(end, min(end + 7, len(doc))))]
    return "base_of_rate" if _PRICED.intersection(words) else None


_READINGS: tuple[Reading, ...] = (
    read_every,
    read_clock,
    read_price_base,
    read_code,
    read_list_number,
    read_base,
    read_one,
    read_fraction,
    read_multiple,
    read_calibre,
)


def is_multiple(doc: Doc, start: int, end: int) -> bool:
    """Return whether "N times" in `doc[start:end]` multiplies ("2.7 times more") and does not count events."""
    number = doc[start].text
    if _after(doc, end) in ("per", "each", "every", "a", "an"):
        return False
    after, next_word = _after(doc, end), _after(doc, end + 1)
    if value_of(number) % 1:
        return True
    if after in ("that", "last"):  # "six times that of 2019", but "31 times that month"
        return next_word == "of" or _after(doc, end + 2) in ("'s", "’s")
    if after in _AFTER_TIMES or (after.endswith("er") and after not in _NOT_COMPARED):
        return True  # "four times rarer"
    words = [doc[i].lower_ for i in range(max(0, start - 5), start)]
    if any(
        word
        in (
            "increased",
            "decreased",
            "grew",
            "grown",
            "rose",
            "risen",
            "fell",
            "dropped",
            "reduced",
            "declined",
            "rise",
            "increase",
        )
        for word in words
    ):
        return True
    return bool(words) and (words[-1] == "by" or (len(words) > 1 and words[-1] in _MOVES and words[-2] == "by"))


def carries_on(doc: Doc, end: int, start: int) -> bool:
    """Return whether only list words stand between two numerals, and the second one counts nothing itself."""
    if end >= start or not all(doc[i].lower_ in _LIST_WORDS for i in range(end, start)):
        return False
    after = doc[start + 1] if start + 1 < len(doc) else None
    return after is None or not after.is_alpha or after.lower_ in _OPEN_WORDS


def is_counted(doc: Doc, span: Span, numbers: list[int]) -> bool:
    """Return whether what a pattern took for a numbered thing counts others: "under the new table 1,906 owners"."""
    if span.id_ == "footnote":
        return len(doc[numbers[0]].text) > 2  # "187 [138] calls": the other year's
    if doc[span.start].lower_ == "number" and span.start:  # "the patrols now number 45"
        verb = doc[span.start - 1].lower_.endswith(("s", "men", "today", "now", "which", "already", "far"))
        return verb or "," in doc[numbers[0]].text
    if span.id_ == "phone" and doc[span.start].lower_ in ("phone", "telephone", "phones") and len(numbers) == 1:
        text = doc[numbers[0]].text  # "caught holding a phone 402", "answered the phone: 2.09 million times"
        return doc[span.start - 1].lower_ in ("a", "the", "mobile") and (not text.isdigit() or len(text) < 4)
    on = span.id_ == "service_number" and doc[span.start].lower_ == "on"  # "on 104 trains"
    if not (on or span.id_ in ("name_number", "order_number", "rank")):
        return False
    if len(numbers) != 1 or numbers[0] != span.end - 1:
        return False
    first, number = doc[span.start], doc[numbers[0]].text
    if number.isalpha() and first.norm_ not in ("<noref>", "<orderref>") and not first.is_title:
        return True
    counts = (
        span.end < len(doc)
        and doc[span.end].is_alpha
        and doc[span.end].is_lower
        and doc[span.end].lower_ not in _OPEN_WORDS
    )
    return counts and (first.is_lower or not number.isdigit()) and doc[span.end - 2].text != "."


def names_go_on(reason: str) -> bool:
    """Return whether an exclusion reaches to further numerals of its list ("Articles 120, 126 and 134")."""
    return reason in _NAMED
