"""Tells a year from a count among numbers of four digits, by their neighbours."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from presstally.measures.date_words import word_set
from presstally.pipes.period_tables import is_bar

FIRST, LAST = 1950, 2049
PREPOSITIONS = word_set("born in since until till during throughout by before after")
# These stand before counts, too: the word behind decides.
WEAK_PREPOSITIONS = word_set(
    "of for from to with than against on and or over between versus vs through into above below beside what"
)
DASHES = frozenset("-–—/")
TOTALS = word_set("total number sum count among")
DETERMINERS = frozenset(("the", "whole", "entire", "full", "all", "calendar", "early", "late", "year"))
# Plain words that may follow a year; any other word in lower case is taken for the thing counted.
FOLLOWERS = word_set(
    "and or but to was were is are has have had the a an in on of by for from with as than while when where which "
    "that it there this these after before until compared against versus vs also alone then only however over at "
    "under up down between per its their police we he she they more fewer less about nearly almost amounted "
    "totalled stood rose fell decreased increased saw showed came figures data results report statistics census "
    "budget season level levels elections though gave brought closed ended began did "
    "following altogether gives onwards onward will increase decrease growth"
)
# What a year names before or behind it: "2018 Report", "Annual review 2008"; in the plural they are counted.
NAMED_BY_YEAR = word_set(
    "report review yearbook edition survey bulletin budget census overview summary plan programme program campaign "
    "results statistics figures data"
)
# "the period that has come to an end (2022)"
PERIODS = word_set("period year term season campaign edition operation report statistics survey")
# "Easter 2016", "Summer Olympics 2012"
EVENTS = word_set("easter christmas ramadan eid novruz nowruz diwali carnival olympics expo euro")
# Verbs and prepositions behind a year that opens a sentence.
OPENED = word_set("was had saw brought gave ended closed began with remains stays showed is has")
CLOSED = word_set("closed ended finished closes ends began opened summed sums")
COUNTED = frozenset(("<num>", "<time>", "<mass>"))
ENTIRE = word_set("whole entire all")
_ATTRIBUTE = word_set("the its their our his her this")
PEOPLE = word_set("people men women children personnel police staff military cattle remaining other")
# "in 2019 cases": a count of these, unless they are told as "cases of 2019".
CASES = word_set("cases instances incidents occasions facts episodes places settlements districts schools households")


def find_years(doc: Doc, taken: bytearray) -> Iterator[tuple[int, int]]:
    """Yield token borders of years and ranges of years outside `taken` (one byte a token, 1 = part of a date)."""
    found: set[int] = set()
    told = _told_years(doc)
    likely = [token.i for token in doc if not taken[token.i] and looks_like_year(token)]
    all_likely = set(likely)
    for i in likely:
        if _is_year(doc[i], found, all_likely) or (doc[i].text in told and _is_told_year(doc, i)):
            found.add(i)
    at = -1
    for i in sorted(found):
        if i < at:
            continue
        at = i + 3 if i + 2 in found and doc[i + 1].text in DASHES else i + 1
        yield i, at


def looks_like_year(token: Token) -> bool:
    """Return whether a token is four digits that could be a year of a release."""
    text = token.text
    return len(text) == 4 and text.isascii() and text.isdigit() and FIRST <= int(text) <= LAST


def _told_years(doc: Doc) -> frozenset[str]:
    """Return the years that a release is about: its own and the three before."""
    published = str((doc._.release or {}).get("published") or "")[:4]
    return frozenset(str(int(published) - back) for back in range(4)) if published.isdigit() else frozenset()


def _is_told_year(doc: Doc, i: int) -> bool:
    """Return whether one of the release's years, no word of the plural behind it, is a year by what stands before."""
    before = _before(doc, i)
    after = doc[i + 1] if i + 1 < len(doc) else None
    word = after.lower_ if after is not None else ""
    if before is None or before.text in "$£€+№#":
        return before is None and (word in (",", ":") or word in OPENED) and not _is_listed(doc, i)
    if doc[i - 1].lower_ == "of" and doc[i - 2].lower_ in ENTIRE:
        return True
    if word in ("%", "percent", "per") or (after is not None and (after.norm_ in COUNTED or word in PEOPLE)):
        return False
    if after is not None and after.is_alpha and after.is_lower and word.endswith("s") and word not in FOLLOWERS:
        return False
    if before.lower_ in WEAK_PREPOSITIONS:
        return not _of_total(doc, before)
    if before.text in (",", ".") and (word == "," or word in OPENED):
        return doc[i].is_sent_start is True or (before.text == "," and doc[i - 2].lower_ == "comparison")
    if before.lower_ in CLOSED or (before.lower_ == "up" and doc[before.i - 1].lower_ in CLOSED):
        return word in FOLLOWERS or not (after is not None and after.is_alpha)
    return before.is_alpha and _is_title(doc, i) and (after is None or not after.is_lower or word in FOLLOWERS)


def _is_listed(doc: Doc, i: int) -> bool:
    """ "2021, 2 fires": a number at the head of a list's line."""
    return i + 2 < len(doc) and doc[i + 2].norm_ == "<num>"


def _is_year(token: Token, found: set[int], likely: set[int]) -> bool:
    """Judge by the words around; `found`: years before, `likely`: all numbers of the text that could be one."""
    doc, i = token.doc, token.i
    before = _before(doc, i)
    after = doc[i + 1] if i + 1 < len(doc) else None
    word = after.lower_ if after is not None else ""
    if word in ("'s", "’s"):
        return True  # "2019's figure"
    if word in ("%", "percent", "per") or (before and before.text in "$£€+№#"):
        return False
    if _in_table_head(doc, i, likely) or (after is not None and after.text in DASHES and i + 2 in likely):
        return True
    if word in NAMED_BY_YEAR or (before is not None and before.lower_ in NAMED_BY_YEAR and before.i == i - 1):
        return True
    if doc[i - 1].lower_ in EVENTS or _is_model_year(doc, i) or _names_a_paper(doc, i):
        return True
    if word in FOLLOWERS and after is not None and after.is_title and _is_title(doc, i):
        return True  # "Closes 2015 With"
    if before is None or before.text == "(":
        closed = word == ")" and not PERIODS.isdisjoint(token.lower_ for token in doc[max(0, i - 9) : i])
        return word == ":" or _ends_line(after) or closed or (before is not None and word in DASHES)
    if before.text in DASHES and before.i - 1 in found:
        return True
    if (before.text == ";" and word == ":") or _is_year_before(doc, before, word):
        return True
    return _by_word_before(doc, i, before, after, found)


def _by_word_before(doc: Doc, i: int, before: Token, after: Token | None, found: set[int]) -> bool:
    lower, word = before.lower_, after.lower_ if after is not None else ""
    named = after is not None and after.is_alpha and after.is_lower
    if named and doc[i - 1].lower_ in _ATTRIBUTE:
        return not word.endswith("s") and word not in PEOPLE  # "the 2015 operation", but "the 2015 persons"
    if lower in ("year", "years"):
        return True
    if lower in PREPOSITIONS:
        return word not in CASES
    counted = named and word not in FOLLOWERS and after is not None and after.norm_ != "<num>"
    if lower in WEAK_PREPOSITIONS:
        return not counted and not _of_total(doc, before)
    if before.text in "(,;" and before.i - 1 in found:
        return not counted
    return (before.is_alpha or before.text in ",'’|–—-") and _ends_title(after) and _is_title(doc, i)


def _before(doc: Doc, i: int) -> Token | None:
    """Return the word before token `i` on its line, determiners skipped."""
    i -= 1
    while i >= 0 and doc[i].lower_ in DETERMINERS and doc[i].lower_ != "year":
        i -= 1
    return doc[i] if i >= 0 and "\n" not in doc[i].text else None


def _of_total(doc: Doc, before: Token) -> bool:
    """ "a total of 2021", "number of 1998"; "five times the number of 2016" is that of the year."""
    total = before.lower_ == "of" and before.i > 0 and doc[before.i - 1].lower_ in TOTALS
    return total and not (before.i > 1 and doc[before.i - 2].lower_ == "the")


def _is_model_year(doc: Doc, i: int) -> bool:
    """ "a 2009 Honda", "a 2016 survey": an article of the singular stands before no count."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    if after is None or not after.is_alpha or i == 0 or doc[i - 1].lower_ not in ("a", "an"):
        return False
    return after.is_title or (after.lower_[-1] != "s" and after.lower_ not in PEOPLE and after.norm_[0] != "<")


def _names_a_paper(doc: Doc, i: int) -> bool:
    """ "2008 Crime Report"."""
    words = doc[i + 1 : i + 4]
    return (
        len(words) > 1 and words[0].is_title and words[0].is_alpha and any(t.lower_ in NAMED_BY_YEAR for t in words[1:])
    )


def _is_year_before(doc: Doc, before: Token, word: str) -> bool:
    """ "the year before that, 2015, ...", "4th qtr. 2016"."""
    words = [token.lower_ for token in doc[max(0, before.i - 4) : before.i]]
    return before.text in (",", ".") and ((word == "," and "year" in words) or words[-1:] == ["qtr"])


def _ends_line(token: Token | None) -> bool:
    return token is None or "\n" in token.text


def _ends_title(token: Token | None) -> bool:
    return token is None or "\n" in token.text or token.text in ":,-–—|"


def _line(doc: Doc, i: int) -> tuple[int, int]:
    start, end = i, i + 1
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    return start, end


def _in_table_head(doc: Doc, i: int, likely: set[int]) -> bool:
    """Return whether the token is a cell by itself, in a line whose numbers are all years."""
    start, end = _line(doc, i)
    bars = [k for k in range(start, end) if is_bar(doc[k])]
    if not bars or not all(k in bars or k in (start - 1, end) for k in (_skip(doc, i, -1), _skip(doc, i, 1))):
        return False
    if i == _skip(doc, start - 1, 1):  # "2019 | 412 | 38": the year heads its row
        return True
    above = _line(doc, start - 2) if start > 1 else (0, 0)
    if any(is_bar(doc[k]) for k in range(*above)):
        return False
    return all(k in likely for k in range(start, end) if doc[k].norm_ == "<num>")


def _skip(doc: Doc, i: int, step: int) -> int:
    i += step
    while 0 <= i < len(doc) and doc[i].text == " ":
        i += step
    return i


def _is_title(doc: Doc, i: int) -> bool:
    """Return whether the line stands among the first lines and holds no other number."""
    start, end = _line(doc, i)
    numbers = sum(token.norm_ == "<num>" for token in doc[start:end])
    return numbers == 1 and sum("\n" in token.text for token in doc[:start]) < 6
