"""
Tell whether each number is a level or a change, which way it moved, and which level belongs to the period compared
with.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language.spans import with_label
from presstally.lexicon import read_lexicon
from presstally.measures.modifiers import read_sign

# What stands behind a comparative that closes a comparison: "147 fewer, ...", "96 kg more than ...".
STOPS = frozenset(', . ; ) – — - : " ” ! ?'.split())
COMPARED_PAIRS = frozenset(
    [("instead", "of"), ("compared", "to"), ("compared", "with"), ("as", "against"), ("opposed", "to")]
)
LINKS = frozenset([",", "and", "or", "&", "/", "by"])


@dataclass(frozen=True)
class Movement:
    """What the release says of a number's movement: `compared` marks the level of the period compared with."""

    kind: str = "level"
    direction: str | None = None
    compared: bool = False


@Language.factory(
    "change_reader",
    requires=["doc.ents", "span._.quantity"],
    assigns=["span._.kind", "span._.direction"],
    default_config={"configs": None},
)
def make_change_reader(nlp: Language, name: str, configs: str | None) -> ChangeReader:
    """Make the component; the words of change stand in `configs/lexicon/lists/changes.toml`."""
    return ChangeReader(read_lexicon(configs).lists)


class ChangeReader:
    """Sets `kind`, `direction` and `compared` of each QUANTITY."""

    def __init__(self, lists: dict[str, frozenset[str]]) -> None:
        self.way = {word: way for way in ("increase", "decrease") for word in lists[way]}
        self.skipped, self.comparatives, self.change_nouns = (
            lists["skipped"],
            lists["comparative"],
            lists["change_noun"],
        )
        self.closes = lists["after_comparative"] | STOPS
        self.particle_verbs, self.moves_alone = lists["particle_verb"], lists["moves_alone"]

    def __call__(self, doc: Doc) -> Doc:
        before: Span | None = None
        for quantity in with_label(doc, "QUANTITY"):
            neighbour = before if before is not None and before.sent.start == quantity.sent.start else None
            movement = self.read(quantity, neighbour)
            quantity._.kind, quantity._.direction, quantity._.compared = (
                movement.kind,
                movement.direction,
                movement.compared,
            )
            before = quantity
        return doc

    def read(self, quantity: Span, before: Span | None) -> Movement:
        """Return the movement of `quantity`; `before` is the number before it in its sentence, already read."""
        readings = (
            self._by_sign,
            self._by_unit,
            self._by_comparative,
            self._by_verb,
            self._by_neighbour,
            self._by_comparison,
        )
        return next((found for reading in readings if (found := reading(quantity, before))), Movement())

    def _by_sign(self, quantity: Span, before: Span | None) -> Movement | None:
        first = quantity.doc[quantity.start - 1].lower_ if quantity.start else ""
        if first in ("plus", "minus"):
            return Movement("change", "increase" if first == "plus" else "decrease")
        sign = read_sign(quantity.doc.text[max(0, quantity.start_char - 40) : quantity.start_char])
        return Movement("change", "increase" if sign > 0 else "decrease") if sign else None

    def _by_unit(self, quantity: Span, before: Span | None) -> Movement | None:
        unit = quantity._.quantity["unit"]
        if quantity.text.lower().startswith("halved"):
            return Movement("change", "decrease")
        if unit not in ("times", "percentage_point"):
            return None
        return Movement("change", self._nearest_way(quantity) or "increase")

    def _by_comparative(self, quantity: Span, before: Span | None) -> Movement | None:
        """Read "147 fewer", "96 kg more than", "seven or 58.3 percent more", "300 more crimes than"."""
        doc, end = quantity.doc, quantity.sent.end
        at = quantity.end
        if at < end and doc[at].lower_ in self.change_nouns and self.way.get(doc[at].lower_):
            return Movement("change", self.way[doc[at].lower_])
        by = doc[quantity.start - 1].lower_ == "by" if quantity.start else False
        while at < end and (
            doc[at].lower_ in ("or", "of") or (by and doc[at].text == ",") or doc[at].ent_type_ == "QUANTITY"
        ):
            at += 1
        for word in range(at, min(at + 3, end)):
            if doc[word].lower_ in self.comparatives:
                after = doc[word + 1].lower_ if word + 1 < end else "."
                closes = after in self.closes or after.isspace() or doc[min(word + 1, end - 1)].ent_type_ == "DATE"
                than = any(token.lower_ == "than" for token in doc[word + 1 : min(word + 6, end)])
                return Movement("change", self.way.get(doc[word].lower_, "increase")) if closes or than else None
            if not doc[word].is_alpha or doc[word].ent_type_:
                return None
        return None

    def _by_verb(self, quantity: Span, before: Span | None) -> Movement | None:
        """
        Read "decreased by 8", "a reduction of 55", "up 4%", "rose 6%", "fell to 90", "from 271 to 264", "the
        rise was 16%".
        """
        doc, start = quantity.doc, quantity.sent.start
        at = self._skip(quantity)
        word = doc[at].lower_ if at >= start else ""
        if word in ("by", "of"):
            way = self._way_before(doc, at - 1, start, 12 if word == "by" else 2)
            if not way and word == "by" and not doc[at - 1].lower_.endswith(("ed", "en", "wn", "rn")):
                earlier = [span for span in quantity.sent.ents if span.end <= at and span._.kind == "change"]
                way = earlier[-1]._.direction if earlier else None
            return Movement("change", way) if way else None
        if word in ("to", "at", "from"):
            way = self._way_before(doc, at - 1, start, 14)
            if not way or (word == "at" and self.way.get(doc[at - 1].lower_) is None):
                return None
            return Movement("level", way, compared=word == "from")
        if word in ("was", "is", "were", "reached", "made", "being", "equalled", "totalled", "comprised"):
            way = self.way.get(doc[at - 1].lower_) if at - 1 >= start else None
            relative = quantity._.quantity["unit"] == "percent" or doc[max(at - 2, start)].lower_ in (
                "the",
                "this",
                "an",
                "a",
            )
            return Movement("change", way) if way and relative else None
        if word in ("up", "down"):
            particle = at > start and (doc[at - 1].lower_ in self.particle_verbs or doc[at - 1].lower_.endswith("ed"))
            return None if particle else Movement("change", self.way[word])
        if word in self.way and (word in self.moves_alone or quantity._.quantity["unit"] == "percent"):
            return Movement("change", self.way[word])
        return None

    def _by_neighbour(self, quantity: Span, before: Span | None) -> Movement | None:
        """Read the second and later of "by 42, 19 and 54", "-338 or 2.6%", "robbery by eight and burglary by three"."""
        if before is None:
            return None
        words = [token.lower_ for token in quantity.doc[before.end : quantity.start]]
        between = [word for word in words if word in self.comparatives or word not in self.skipped]
        alike = before._.quantity["unit"] == quantity._.quantity["unit"] or {"or", "/"} & set(between)
        if before._.kind == "change" and alike and between and set(between) <= LINKS:
            return Movement("change", before._.direction)
        if before._.kind == "level" and before._.compared and between == ["to"]:
            return Movement("level", before._.direction)
        return None

    def _by_comparison(self, quantity: Span, before: Span | None) -> Movement | None:
        """Read the level of the other period: "against 98", "instead of 150", "82 (98)"."""
        doc, start = quantity.doc, quantity.sent.start
        at = self._skip(quantity)
        if at > start and (
            doc[at].lower_ in ("against", "versus", "vs") or (doc[at - 1].lower_, doc[at].lower_) in COMPARED_PAIRS
        ):
            return Movement(compared=True)
        if before is None or doc[quantity.start - 1].text != "(" or before.end != quantity.start - 1:
            return None
        alone = quantity.end < len(doc) and doc[quantity.end].text == ")"
        same = before._.quantity["unit"] == quantity._.quantity["unit"] and before._.quantity["value"] > 0
        spread = abs(before._.quantity["value"] - quantity._.quantity["value"]) > 0.011 * before._.quantity["value"]
        return Movement(compared=True) if alone and same and spread else None

    def _skip(self, quantity: Span) -> int:
        """Return the last token before the number that is no modifier, article or sign."""
        doc, at = quantity.doc, quantity.start - 1
        while (
            at >= quantity.sent.start
            and (doc[at].lower_ in self.skipped or doc[at].text in "~<>≈")
            and not self._carries(doc, at)
        ):
            at -= 1
        return at

    def _carries(self, doc: Doc, at: int) -> bool:
        """Tell whether a word of self.skipped does its other work here: "a fall of 5", "was up 5"."""
        word, before = doc[at].lower_, doc[at - 1].lower_ if at else ""
        return word == "up" or (word == "of" and (before == "instead" or before in self.way))

    def _way_before(self, doc: Doc, at: int, start: int, reach: int) -> str | None:
        """
        Return the direction of the nearest word of change at or before `at`, not across a stop or more than
        `reach` tokens.
        """
        for i in range(at, max(start, at - reach + 1) - 1, -1):
            if doc[i].text in (";", ":"):
                return None
            if doc[i].lower_ in self.way and doc[i].lower_ not in ("more", "less", "fewer"):
                return self.way[doc[i].lower_]
            if doc[i].lower_ in ("more", "less", "fewer") and i + 1 <= at and doc[i + 1].lower_ == "by":
                return self.way[doc[i].lower_]
        return self.way.get(doc[at].lower_) if at >= start else None

    def _nearest_way(self, quantity: Span) -> str | None:
        """Return the direction of the word of change nearest to the number in its sentence."""
        sentence = quantity.sent
        ways = [
            (abs(t.i - quantity.start), self.way[t.lower_])
            for t in sentence
            if t.lower_ in self.way and not t.ent_type_
        ]
        own = self.way.get(quantity[0].lower_) or self.way.get(quantity[-1].lower_)
        return own or (min(ways)[1] if ways and min(ways)[0] <= 10 else None)
