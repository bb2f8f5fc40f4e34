"""Give each DATE its days, by the release's own date and the period it reports on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from presstally.language.spans import inside
from presstally.measures.calendars import Days, shift, whole_months
from presstally.measures.date_frame import Frame
from presstally.measures.date_words import simplify
from presstally.measures.dates import read_days, to_range
from presstally.measures.numbers import parse_number
from presstally.pipes.bare_years import find_years
from presstally.pipes.date_durations import find_durations
from presstally.pipes.date_mentions import Piece, clean_dates, freed_numerals, mask_of
from presstally.pipes.date_phrases import find_phrases, find_summed, without
from presstally.pipes.date_ranges import Ends, find_ranges, join_ranges, same_ones
from presstally.pipes.fiscal_start import fiscal_start_of
from presstally.pipes.release_dates import BEGUN, Mention, find_published, is_of_record, make_mention
from presstally.pipes.reported_period import find_reported
from presstally.schemas import Quantity

_UP_TO_NOW = re.compile(
    r"(?:up )?(?:to|until|till|through) (?:now|date|today|this day|this date|the present)|onwards?\b|on,"
)
_TENSES = frozenset(("has", "have", "was", "were", "is", "are", "had"))
_SINCE_REACH = 10  # tokens between "since" and the date of what it names


@Language.factory("date_normalizer", requires=["doc.ents"], assigns=["doc.ents", "span._.dates", "doc._.release"])
def make_date_normalizer(nlp: Language, name: str) -> DateNormalizer:
    """Make the component; it has no settings."""
    return DateNormalizer()


@dataclass(frozen=True)
class Setting:
    """What the release's dates lean on."""

    published: date | None
    reported: Days | None
    fiscal_start: int | None
    ranges: tuple[Ends, ...] = ()


class DateNormalizer:
    """Cleans the DATE entities, sets `span._.dates` of each and fills `doc._.release` with the release's date."""

    def __call__(self, doc: Doc) -> Doc:
        furniture = inside(doc.spans.get("furniture", ()), len(doc))
        ruled = [(span.start, span.end) for span in doc.ents if span.label_ == "DATE"]
        phrases = find_phrases(doc)
        found = [*without(ruled, phrases), *without(phrases, ruled)]
        pieces = clean_dates(doc, [*found, *find_years(doc, mask_of(found, len(doc)))])
        summed = find_summed(doc)
        pieces = sorted([*(piece for piece in pieces if not _meets(piece, summed)), *summed])
        mentions = [make_mention(doc, *piece) for piece in pieces]
        for mention in mentions:
            mention.words = summed.get((mention.start, mention.end), mention.words)
        own = [mention for mention in mentions if not furniture[mention.start]]
        published = _set_published(doc, own)
        setting = _read_setting(doc, own, published)
        durations = find_durations(doc, own, setting.published, setting.reported)
        if durations:
            own = sorted([*own, *(make_mention(doc, *piece) for piece in durations)], key=lambda m: m.start)
            pieces = sorted([*pieces, *durations])
            setting = _read_setting(doc, own, published)
        _read_all(doc, own, setting)
        _write(doc, pieces, ruled, own)
        return doc


def _meets(piece: Piece, others: Iterable[Piece]) -> bool:
    return any(start < piece[1] and piece[0] < end for start, end in others)


def _set_published(doc: Doc, mentions: Sequence[Mention]) -> date | None:
    """Return the release's date: given, else read; what was read is noted in `doc._.release`."""
    release: dict[str, Any] = dict(doc._.release or {})
    if release.get("published"):
        release.setdefault("published_from", None)
        release["published_from"] = release["published_from"] or "metadata"
        doc._.release = release
        return date.fromisoformat(str(release["published"])[:10])
    found = find_published(doc, mentions)
    if not found:
        return None
    doc._.release = release | {"published": found[0].isoformat(), "published_from": found[1]}
    return found[0]


def _read_setting(doc: Doc, mentions: Sequence[Mention], published: date | None) -> Setting:
    """Read each date by the release's date alone, then find the reported period and the fiscal year's first month."""
    for mention in mentions:
        mention.days = read_days(mention.words, Frame(published))
    fiscal_start = fiscal_start_of(doc, mentions)
    for mention in mentions:
        mention.days = read_days(mention.words, Frame(published, None, fiscal_start))
    ranges = tuple(find_ranges(doc, mentions))
    join_ranges(ranges, Frame(published))
    for mention, teller in same_ones(doc, mentions):
        mention.days = teller.days
    reported = find_reported(doc, mentions, published)
    return Setting(published, reported.days if reported else None, fiscal_start, ranges)


def _read_all(doc: Doc, mentions: Sequence[Mention], setting: Setting) -> None:
    """Set the days of each mention; one that compares leans on the period that its own sentence names before it."""
    topic, topic_sentence, day = setting.reported, -1, None
    for mention in mentions:
        sentence = doc[mention.start].sent.start
        if sentence != topic_sentence:
            topic = setting.reported
        reduced = simplify(mention.words)
        leans = day if reduced == "same day" else topic if mention.compares else setting.reported
        frame = Frame(setting.published, leans, setting.fiscal_start)
        mention.days = _read_since(doc, mention, frame) or read_days(mention.words, frame)
        if reduced == "last year" and setting.reported and _is_last_fiscal(setting.reported, mention.days):
            mention.days = shift(setting.reported, -12) if mention.compares else setting.reported
        if reduced.startswith("same ") and mention.compares and mention.days == topic and topic:
            mention.days = shift(topic, -12)
        join_ranges((ends for ends in setting.ranges if ends[1] is mention), frame)
        mention.days = _end_with(_until_now(mention.days, reduced, setting), setting)
        if mention.days and not mention.compares:
            topic, topic_sentence = mention.days, sentence
            day = mention.days if mention.is_day else day
    for mention, teller in same_ones(doc, mentions):
        mention.days = teller.days


def _end_with(days: Days | None, setting: Setting) -> Days | None:
    """ "Since January" in a report on nine months ends where the report does, not on the day it appears."""
    if not days or not setting.reported or setting.reported[0] == setting.reported[1]:
        return days
    open_end = days[0] == setting.reported[0] and days[1] == setting.published and setting.reported[1] < days[1]
    return setting.reported if open_end else days


def _until_now(days: Days | None, reduced: str, setting: Setting) -> Days | None:
    """ "This month" and "this winter" are known up to the release's date."""
    if not days or not setting.published or not reduced.startswith("this "):
        return days
    runs = days[0] <= setting.published < days[1]
    return (days[0], setting.published) if runs else days


def _is_last_fiscal(reported: Days, last_year: Days | None) -> bool:
    """Return whether "last year" in a report on a fiscal year is that one."""
    return whole_months(reported) == 12 and reported[0].month > 1 and bool(last_year and last_year[0] <= reported[1])


def _read_since(doc: Doc, mention: Mention, frame: Frame) -> Days | None:
    """Read "since November 2020", "from the beginning of the year" up to the release's date."""
    at = mention.start - 1
    while at >= 0 and doc[at].lower_ in ("the", "early", "late"):
        at -= 1
    if at >= 0 and doc[at].lower_ == "since" and is_of_record(doc, at):
        return None  # "the lowest count since 2019": that year's
    behind = doc[mention.end : mention.end + 4].text.lower()
    if at >= 0 and doc[at].lower_ in ("from", "starting") and _UP_TO_NOW.match(behind):
        return read_days(f"since {mention.words}", frame)
    if _ends_since(doc, mention) or _names_event(doc, mention):
        return read_days(f"since {mention.words}", frame)
    if at < 0 or (
        doc[at].lower_ != "since" and not (doc[at].lower_ == "from" and simplify(mention.words).startswith("beginning"))
    ):
        return None
    return read_days(f"since {mention.words}", frame)


def _names_event(doc: Doc, mention: Mention) -> bool:
    """ "Since its launch in March 2021", "since the first rains of 16 May", "launched in May 2020, it has ..."."""
    if doc[mention.start - 1].lower_ not in ("in", "on", "of") or mention.start < 2:
        return False
    begun = doc[mention.start - 2].lower_ in BEGUN or doc[mention.start - 3 : mention.start - 1].text == "broke out"
    behind = doc[mention.end : min(mention.end + 8, doc[mention.start].sent.end)]
    if begun and any(token.text == "," for token in behind):
        told = next((token.lower_ for token in behind if token.lower_ in _TENSES), None)
        if told in ("has", "have"):
            return True
    for i in range(mention.start - 2, max(doc[mention.start].sent.start, mention.start - _SINCE_REACH) - 1, -1):
        if doc[i].lower_ == "since":
            return not is_of_record(doc, i)
        if doc[i].text in ",;:()" or doc[i].ent_type_ == "QUANTITY" or doc[i].lower_ in ("has", "have"):
            return False
    return False


def _ends_since(doc: Doc, mention: Mention) -> bool:
    """ "Since the rules came back on 12 November, crews have stopped ..."."""
    if doc[mention.end : mention.end + 1].text != ",":
        return False
    before = doc[doc[mention.start].sent.start : mention.start]
    return bool(before) and before[0].lower_ == "since" and not any(token.text == "," for token in before)


def _write(doc: Doc, pieces: Sequence[Piece], ruled: Sequence[Piece], mentions: Sequence[Mention]) -> None:
    """Put the dates into `doc.ents`; a numeral that a pattern took for part of a date becomes a quantity again."""
    mask = mask_of(pieces, len(doc))
    dates = [Span(doc, start, end, label="DATE") for start, end in pieces]
    others = [span for span in doc.ents if span.label_ != "DATE" and not any(mask[span.start : span.end])]
    freed = [Span(doc, i, i + 1, label="QUANTITY") for i in freed_numerals(doc, ruled, mask)]
    doc.ents = filter_spans([*dates, *others, *freed])
    if "excluded" in doc.spans:
        doc.spans["excluded"] = [span for span in doc.spans["excluded"] if not any(mask[span.start : span.end])]
    days = {(mention.start, mention.end): mention.days for mention in mentions}
    for span in dates:
        span._.dates = to_range(days.get((span.start, span.end))).to_dict()
        span._.method = "date_normalizer"
    for span in freed:
        span._.quantity = Quantity(float(parse_number(span.text))).to_dict()
        span._.method = "date_normalizer"
