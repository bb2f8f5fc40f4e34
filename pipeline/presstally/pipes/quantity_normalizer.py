"""Make every number of a Doc a QUANTITY with its value, or an excluded number with its reason."""

from __future__ import annotations

import re
from dataclasses import fields

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from presstally.errors import NumberFormatError
from presstally.language.ages import take_ages
from presstally.language.number_borders import (
    Piece,
    from_numeral,
    from_pattern,
    join_ranges,
    numerals_in,
    own_unit_name,
    with_norm,
)
from presstally.language.number_context import NUMERAL, carries_on, is_counted, names_go_on, read_exclusion
from presstally.language.rates import find_rates
from presstally.language.sentences import Sentences
from presstally.language.spans import inside
from presstally.language.table_units import find_table_base, find_table_unit, has_tables, is_cell
from presstally.language.text import text_of
from presstally.language.unit_carrying import carry_units
from presstally.measures.number_styles import NumberStyle, read_style
from presstally.measures.quantities import read_quantity, scale_rate
from presstally.schemas import Quantity

_OTHER_NUMBERS = {"<numdate>": "date", "<clock>": "clock_time", "<yearpair>": "year", "<nth>": "ordinal"}
_NAME = re.compile(r"(?<![\w.])[A-Za-z]{1,15}-?[0-9][\w-]*")
_MILLIONS = re.compile(r"^[0-9].*[0-9]m$")
_RAND = re.compile(r"^R(?=[0-9])")
_FIELDS = tuple(field.name for field in fields(Quantity))
LABELS = ("QUANTITY", "EXCLUDED")
Borders = tuple[int, int]


@Language.factory(
    "quantity_normalizer",
    requires=["doc.ents"],
    assigns=["doc.ents", "doc.spans", "span._.quantity", "span._.method", "span._.review"],
)
def make_quantity_normalizer(nlp: Language, name: str) -> QuantityNormalizer:
    """Make the component; it has no settings."""
    return QuantityNormalizer()


class QuantityNormalizer:
    """Sets `quantity` of each QUANTITY and fills `doc.spans["excluded"]`; no numeral of the text is lost."""

    def __call__(self, doc: Doc) -> Doc:
        own = [span for span in doc.ents if span.label_ in LABELS]
        others = [span for span in doc.ents if span.label_ not in LABELS and not is_lead(doc, span)]
        text = text_of(doc)
        excluded = find_excluded(doc, text, own, others)
        taken = inside(others, len(doc))
        for start, end in excluded:
            taken[start:end] = b"\x01" * (end - start)
        pieces = find_pieces(doc, own, taken)
        sentences = Sentences(doc)
        pieces = drop_excluded(doc, pieces, excluded, sentences)
        take_table_units(doc, text, pieces)
        carry_units(doc, pieces, sentences)
        take_ages(doc, pieces, sentences)
        bases = [start for (start, _), reason in excluded.items() if reason == "base_of_rate"]
        rates = find_rates(doc, pieces, bases, sentences) | find_table_rates(doc, text, pieces)
        quantities = read_pieces(doc, text, pieces, rates, sentences, excluded)
        doc.ents = filter_spans([*others, *quantities])
        doc.spans["excluded"] = [Span(doc, *borders, label=reason) for borders, reason in sorted(excluded.items())]
        return doc


def is_lead(doc: Doc, span: Span) -> bool:
    """Return whether "two minutes earlier" is no date: "than" goes on, so it is how much earlier."""
    timed = span.label_ == "DATE" and len(span) == 3 and doc[span.start].norm_ == NUMERAL
    return timed and doc[span.start + 1].norm_ == "<time>" and doc[span.end : span.end + 1].text.lower() == "than"


def find_pieces(doc: Doc, own: list[Span], taken: bytearray) -> list[Piece]:
    """Return all numbers outside `taken` as pieces, in order."""
    pieces: list[Piece] = []
    for span in own:
        if span.label_ == "QUANTITY" and not any(taken[span.start : span.end]):
            pieces += from_pattern(doc, span)
    covered = bytearray(taken)
    for piece in pieces:
        covered[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
    pieces += [from_numeral(doc, i, covered) for i in with_norm(doc, [NUMERAL]) if not covered[i]]
    return join_ranges(doc, sorted(pieces, key=lambda piece: piece.start))


def drop_excluded(doc: Doc, pieces: list[Piece], excluded: dict[Borders, str], sentences: Sentences) -> list[Piece]:
    """Move the pieces that are no amounts to `excluded` and return the others."""
    kept = []
    last: tuple[int, str] | None = None  # where the last numbered name ended, and its reason
    names = {end: reason for (_, end), reason in excluded.items() if names_go_on(reason)}
    phones = {end for (_, end), reason in excluded.items() if reason == "phone"}
    exchanged = bool(with_norm(doc, ["exchange"]))
    for piece in pieces:
        reason = read_exclusion(doc, piece.start, piece.end)
        reason = reason or (_exchange(doc, piece, sentences) if exchanged else None)
        for end in range(piece.start - 1, max(piece.start - 4, -1), -1):
            if end in names and (last is None or end > last[0]):
                last = (end, names[end])
        if not reason and last and last[0] <= piece.start and carries_on(doc, last[0], piece.start):
            reason = last[1]
            last = (piece.end, reason)
        if piece.start in phones:  # the next group of digits
            reason = "phone"
            phones.add(piece.end)
        if reason:
            excluded[piece.start, piece.end] = reason
            if reason == "phone":
                phones.add(piece.end)
        else:
            kept.append(piece)
    return kept


def take_table_units(doc: Doc, text: str, pieces: list[Piece]) -> None:
    """Give bare numbers in the cells of a table the unit of their row or column."""
    if not has_tables(text):
        return
    for piece in pieces:
        piece.in_cell = is_cell(text, doc[piece.start].idx)
        if not piece.in_cell or piece.unit or own_unit_name(doc, piece) is not None:
            continue
        if stated := find_table_unit(text, doc[piece.start].idx):
            piece.unit = stated.unit or None
            piece.scale = "" if doc[piece.start].text[-1:].isalpha() else stated.scale


def find_table_rates(doc: Doc, text: str, pieces: list[Piece]) -> dict[int, float]:
    """Return start of a piece -> base, for the bare cells below a head such as "per 10,000 people"."""
    cells = (piece.start for piece in pieces if piece.in_cell and not piece.unit and own_unit_name(doc, piece) is None)
    found = {start: find_table_base(text, doc[start].idx) for start in cells}
    return {start: base for start, base in found.items() if base}


def find_excluded(doc: Doc, text: str, own: list[Span], others: list[Span]) -> dict[Borders, str]:
    """Return borders -> reason of the numbers that patterns, page furniture, names and forms rule out."""
    excluded: dict[Borders, str] = {}
    furniture = inside(doc.spans.get("furniture", ()), len(doc))
    for span in own:
        if span.label_ == "EXCLUDED":
            numbers = [i for i in range(span.start, span.end) if any(c.isdigit() for c in doc[i].text)]
            numbers = numbers or numerals_in(doc, span.start, span.end)
            if is_counted(doc, span, numbers):
                continue
            borders = (numbers[0], numbers[-1] + 1) if numbers else (span.start, span.end)
            excluded[borders] = span.id_ or "excluded"
    dates = [span for span in others if span.label_ == "DATE"]
    amounts = [span for span in own if span.label_ == "QUANTITY"]
    covered = inside([*dates, *amounts, *(Span(doc, *borders) for borders in excluded)], len(doc))
    names = inside([span for span in others if span.label_ != "DATE"], len(doc))
    for i in with_norm(doc, (NUMERAL, *_OTHER_NUMBERS)):
        norm = doc[i].norm_
        if covered[i] and not (names[i] or furniture[i]):
            continue
        if norm == NUMERAL and (furniture[i] or names[i]):
            excluded[i, i + 1] = "furniture" if furniture[i] else "name"
        elif norm != NUMERAL:
            excluded[i, i + 1] = _OTHER_NUMBERS[norm]
    for name in _NAME.finditer(text):
        named = doc.char_span(*name.span(), alignment_mode="expand")
        if (
            named is not None
            and not any(covered[named.start : named.end])
            and not numerals_in(doc, named.start, named.end)
        ):
            excluded[named.start, named.end] = "name"
    return excluded


def _exchange(doc: Doc, piece: Piece, sentences: Sentences) -> str | None:
    first, last = sentences.borders(piece.start)
    words = {token.lower_ for token in doc[first : min(first + 7, last)]}
    return "exchange_rate" if "exchange" in words and words & {"rate", "rates"} else None


def read_pieces(
    doc: Doc,
    text: str,
    pieces: list[Piece],
    rates: dict[int, float],
    sentences: Sentences,
    excluded: dict[Borders, str],
) -> list[Span]:
    """Return the QUANTITY spans with their values; `rates`: start of a piece -> base of its rate.

    A number that no rule reads goes to `excluded` as `unread`: it is kept and counted.
    """
    style = read_style(text)
    spans = []
    for piece in pieces:
        span = Span(doc, piece.start, piece.end, label="QUANTITY")
        before, after = _around(span, text, sentences)
        quantity, doubt = _read(span, piece, rates.get(piece.start), style, before, after)
        if quantity is None:
            excluded[piece.start, piece.end] = "unread"
            continue
        span._.quantity = {name: getattr(quantity, name) for name in _FIELDS}
        span._.method, span._.review = piece.method, doubt
        spans.append(span)
    return spans


def _around(span: Span, text: str, sentences: Sentences) -> tuple[str, str]:
    """Return the text of the sentence before and after a span, at most 120 characters each."""
    first, last = sentences.borders(span.start)
    begin, end = span.doc[first].idx, span.doc[last - 1].idx + len(span.doc[last - 1])
    before = text[max(begin, span.start_char - 120) : span.start_char]
    return before, text[span.end_char : min(end, span.end_char + 120)]


def _read(
    span: Span, piece: Piece, base: float | None, style: NumberStyle, before: str, after: str
) -> tuple[Quantity | None, str | None]:
    """Return the value of a piece and what stays open; no value where no rule reads it. `base`: that of its rate."""
    unit = None if own_unit_name(span.doc, piece) else piece.unit
    text = f"{span.text} {piece.scale}" if piece.scale else span.text
    text = _RAND.sub("R ", text)  # apart from its text, "R500" would be a name
    if len(span) == 1 and _MILLIONS.search(text):  # the tokenizer keeps metres apart
        text = f"{text[:-1]} million"
    try:
        quantity, doubt = read_quantity(text, before=before, after=after, style=style, unit=unit)
        if base is not None and quantity.unit == "count":
            quantity, doubt = _read_rate(span, base, style, before, after)
    except NumberFormatError as error:
        return None, str(error)
    return quantity, doubt or piece.doubt


def _read_rate(span: Span, base: float, style: NumberStyle, before: str, after: str) -> tuple[Quantity, str | None]:
    """Read a number as a rate: a fraction makes sense, and it is scaled to 100,000."""
    quantity, doubt = read_quantity(span.text, before=before, after=after, style=style, unit="rate")
    return scale_rate(quantity, base), doubt
