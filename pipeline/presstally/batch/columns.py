"""Each column of each table: its type, what it counts in, and what it means."""

from __future__ import annotations

from typing import NamedTuple

TEXT, INTEGER, NUMBER, DAY, LIST, OBJECT = "string", "integer", "number", "date", "array", "object"
CHARACTERS = "Unicode code points"


class Column(NamedTuple):
    """A column; `required` where it is never null."""

    name: str
    type: str
    meaning: str
    unit: str | None = None
    required: bool = False


DOCUMENT = Column("document", TEXT, "the release: its path relative to the input folder, with /", required=True)
START = Column("start", INTEGER, "where it begins in the text", CHARACTERS, True)
END = Column("end", INTEGER, "where it ends in the text", CHARACTERS, True)
_VALUE = Column("value", NUMBER, "the number", "that of the column unit")
_HIGH = Column("value_high", NUMBER, "the upper end of a range", "that of the column unit")
_UNIT = Column("unit", TEXT, "what the number counts in: count, percent, times, per_100k, kg, AZN, year, ...")
_MODIFIER = Column("modifier", TEXT, "over, under, about, at_least, at_most; null is exact")
_SCORE = Column("score", NUMBER, "confidence", "0 to 1", True)
_METHOD = Column("method", TEXT, "the rules or models that found it", required=True)
_RELEASE = (
    Column("title", TEXT, "the title of the release"),
    Column("publisher", TEXT, "who published it"),
    Column("source_url", TEXT, "where it was published"),
    Column("published", DAY, "the day it was published"),
    Column("published_from", TEXT, "where that day is from: metadata, document or inferred"),
)

FACTS = (
    DOCUMENT,
    START,
    END,
    Column("quantity", TEXT, "the number with its unit, as written", required=True),
    _VALUE._replace(required=True),
    _HIGH,
    _UNIT._replace(required=True),
    _MODIFIER,
    Column("kind", TEXT, "level: the amount itself; change: how much it moved", required=True),
    Column("direction", TEXT, "increase or decrease"),
    Column("metric", TEXT, "what is measured, in the release's words"),
    Column("metric_spans", LIST, "where those words stand: pairs of start and end", CHARACTERS, True),
    Column("metric_id", TEXT, "one id for one metric, however it is worded", required=True),
    Column("period_start", DAY, "the first day that the number covers"),
    Column("period_end", DAY, "the last day that the number covers"),
    Column("period", TEXT, "the words that the period was read from"),
    Column("comparison_start", DAY, "for a change: the first day of the period compared with"),
    Column("comparison_end", DAY, "for a change: the last day of the period compared with"),
    Column("organisation", TEXT, "the body that counted or acted"),
    Column("place", TEXT, "where"),
    Column("person", TEXT, "who is quoted"),
    Column("sentence", TEXT, "the sentence", required=True),
    _SCORE,
    _METHOD,
    Column("needs_review", TEXT, "why a person should look"),
    Column("fact_id", TEXT, "stable: made of the release's content, start and end", required=True),
    *_RELEASE,
)
ENTITIES = (
    DOCUMENT,
    START,
    END,
    Column("label", TEXT, "QUANTITY, DATE, PERSON, ORG, LOC or METRIC", required=True),
    Column("text", TEXT, "the words", required=True),
    _VALUE,
    _HIGH,
    _UNIT,
    _MODIFIER,
    Column("date_start", DAY, "the first day of a DATE"),
    Column("date_end", DAY, "the last day of a DATE"),
)
RELATIONS = (
    DOCUMENT,
    Column("type", TEXT, "MEASURES, DURING, COMPARED_TO, BY or IN", required=True),
    Column("head", OBJECT, "the number: its label, start and end", CHARACTERS, True),
    Column("child", OBJECT, "the mention it is linked to: its label, start and end", CHARACTERS, True),
    _SCORE,
    _METHOD,
)
EXCLUDED = (
    DOCUMENT,
    START,
    END,
    Column("text", TEXT, "the number as written", required=True),
    Column("reason", TEXT, "why it is no fact", required=True),
)
DOCUMENTS = (
    DOCUMENT,
    Column("sha256", TEXT, "the hash of its bytes; null where it could not be read"),
    *_RELEASE,
    Column("status", TEXT, "done, failed or duplicate", required=True),
    Column("same_as", TEXT, "for a duplicate: the release that has the facts"),
    Column("text_file", TEXT, "the extracted text that the offsets count in; null where that is the file itself"),
)
ERRORS = (
    DOCUMENT,
    Column("stage", TEXT, "where it stopped: read, language, pipeline, build or limit", required=True),
    Column("type", TEXT, "the kind of error", required=True),
    Column("message", TEXT, "what went wrong", required=True),
    Column("hint", TEXT, "what to do"),
    Column("sha256", TEXT, "the hash of its bytes"),
)
TABLES = {
    "facts": FACTS,
    "entities": ENTITIES,
    "relations": RELATIONS,
    "excluded": EXCLUDED,
    "documents": DOCUMENTS,
    "errors": ERRORS,
}
