"""Tell of each number whether it is a level or a change, which way it moved, and which level is the other period's."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language.sentences import Sentences
from presstally.language.spans import with_label
from presstally.language.table_units import has_tables, is_change_column
from presstally.language.text import text_of
from presstally.lexicon import read_lexicon
from presstally.measures.signs import read_sign
from presstally.pipes.moved_levels import tell_levels

# What stands behind a comparative that closes a comparison: "147 fewer, ...", "96 kg more than ...".
STOPS = frozenset(', . ; ) ( – — - : " ” ! ?'.split())
# A number "over the same months" or "above that of 2019" is a change without any verb.
OVER_WORDS = {"over": "increase", "above": "increase", "below": "decrease", "under": "decrease"}
OTHERS = frozenset("the that those last its same year in previous".split())
LEVEL_NOUNS = frozenset("indicator indicators figure figures index indices result results level levels".split())
# "two minutes earlier than"; of a time the comparatives of speed say that it got less.
TIMES_MOVED = {"earlier": "decrease", "sooner": "decrease", "later": "increase"}
TIME_UNITS = frozenset(("second", "minute", "hour", "day", "week", "month", "year"))
SPEEDS = {"faster": "decrease", "quicker": "decrease", "slower": "increase"}
EXCEED = frozenset("exceed exceeds exceeding surpass surpasses surpassed surpassing outstripped".split())
DASHES = frozenset("- – — :".split())
SIGNS = frozenset("+ - − –".split())
COMPARED_WORDS = frozenset(["against", "versus", "vs", "vs."])
# In a bracket these say it: "(was 1,419)", "81% (previously 83)".
FORMERLY = frozenset(["was", "were", "previously", "earlier", "before", "formerly"])
COMPARED_PAIRS = frozenset(
    [
        ("instead", "of"),
        ("rather", "than"),
        ("place", "of"),
        ("compared", "to"),
        ("compared", "with"),
        ("as", "against"),
        ("opposed", "to"),
    ]
)
LINKS = frozenset([",", "and", "or", "&", "/", "by", "-", "–", "—"])
LEVEL_VERBS = frozenset(
    "was is were reached reaches made makes make being equalled equals totalled comprised amounted constituted".split()
)
LIMITS = frozenset("limit limits duty norm permitted allowed legal maximum speed capacity".split())
# "45 fall under the category", "four drop-in events": no noun of a change.
NO_CHANGE_AFTER = frozenset("under into within upon - to".split())
NOTED = frozenset("noted observed registered recorded seen".split())
# These take an object: "dropped 20" is a change, "dropped 20 loads of water" is none.
TRANSITIVE = frozenset(["dropped", "lifted"])
CLAUSE_VERBS = frozenset("was is were are had has made came at to of in with for by from".split())
PARTICIPLES = ("ed", "en", "wn", "rn")


@dataclass(frozen=True)
class Movement:
    """What the release says of a number's movement: `compared` marks the level of the period compared with."""

    kind: str = "level"
    direction: str | None = None
    compared: bool = False


@dataclass(frozen=True)
class Place:
    """A number in its sentence (tokens `start` to `end`), with the numbers before it there, already read."""

    quantity: Span
    start: int
    end: int
    said: list[Span]
    words: list[str]  # of the whole Doc, in lower case

    @property
    def doc(self) -> Doc:
        return self.quantity.doc

    @property
    def unit(self) -> str:
        return str(self.quantity._.quantity["unit"])

    @property
    def before(self) -> Span | None:
        return self.said[-1] if self.said else None

    def word(self, at: int) -> str:
        """Return the lower-case word at token `at`, nothing outside the sentence."""
        return self.words[at] if self.start <= at < self.end else ""


@Language.factory(
    "change_reader",
    requires=["doc.ents", "span._.quantity"],
    assigns=["span._.kind", "span._.direction", "span._.compared"],
    default_config={"configs": None},
)
def make_change_reader(nlp: Language, name: str, configs: str | None) -> ChangeReader:
    """Make the component; the words of change stand in `configs/lexicon/lists/changes.toml`."""
    return ChangeReader(read_lexicon(configs).lists)


class ChangeReader:
    """Sets `kind`, `direction` and `compared` of each QUANTITY."""

    def __init__(self, lists: dict[str, frozenset[str]]) -> None:
        self.lists = lists
        self.way = {word: way for way in ("increase", "decrease") for word in lists[way]}
        self.closes = lists["after_comparative"] | STOPS

    def __call__(self, doc: Doc) -> Doc:
        text = text_of(doc)
        self.text = text if has_tables(text) else ""
        sentences = Sentences(doc)
        said: list[Span] = []
        words = [token.lower_ for token in doc]
        for quantity in with_label(doc, "QUANTITY"):
            start, end = sentences.borders(quantity.start)
            if said and said[-1].start < start:
                tell_levels(doc, words, said, self.lists["skipped"])
                said = []
            found = self.read(Place(quantity, start, max(end, quantity.end), said, words))
            quantity._.kind, quantity._.direction, quantity._.compared = found.kind, found.direction, found.compared
            said = [*said, quantity]
        tell_levels(doc, words, said, self.lists["skipped"])
        return doc

    def read(self, at: Place) -> Movement:
        """Return the movement of a number: the first reading that finds one, else a level."""
        readings = (
            self._by_sign,
            self._by_column,
            self._by_unit,
            self._by_comparative,
            self._by_verb,
            self._by_neighbour,
            self._by_comparison,
        )
        return next((found for reading in readings if (found := reading(at))), Movement())

    def _by_sign(self, at: Place) -> Movement | None:
        first = at.word(at.quantity.start - 1)
        if first == "plus" and self._is_added(at):
            return None
        if first in ("plus", "minus"):
            return Movement("change", "increase" if first == "plus" else "decrease")
        sign = read_sign(at.doc[max(at.quantity.start - 8, 0) : at.quantity.start].text_with_ws)
        return Movement("change", "increase" if sign > 0 else "decrease") if sign else None

    def _is_added(self, at: Place) -> bool:
        """Tell whether "plus" adds another thing: "27, plus 12 stolen before", "4.6 billion plus $3.1 million"."""
        before = at.before is not None and at.before.end == at.quantity.start - 1
        behind = at.word(at.quantity.end)
        told = behind.isalpha() and behind not in self.closes | self.lists["comparative"] | self.lists["generic"]
        return at.unit not in ("percent", "percentage_point") and (before or told)

    def _by_column(self, at: Place) -> Movement | None:
        """Read an unsigned cell below "Change, %": what did not fall rose."""
        in_table = bool(self.text) and at.quantity._.quantity["value"] > 0
        return Movement("change", "increase") if in_table and self._is_change(at) else None

    def _is_change(self, at: Place) -> bool:
        return is_change_column(self.text, at.quantity.start_char)

    def _by_unit(self, at: Place) -> Movement | None:
        if at.quantity.text.lower().startswith("halved"):
            return Movement("change", "decrease")
        if at.unit not in ("times", "percentage_point"):
            return self._by_halving(at)
        limit = {at.word(i) for i in range(at.quantity.end, at.quantity.end + 5)}
        if at.unit == "times" and at.word(at.quantity.end) == "the" and limit & LIMITS:
            return Movement()  # "four times the legal limit"
        return Movement("change", self._nearest_way(at) or "increase")

    def _by_halving(self, at: Place) -> Movement | None:
        """Read "cut almost in half"."""
        i = at.quantity.start - 1
        if at.quantity.text.lower() != "half" or at.word(i) != "in":
            return None
        return (
            Movement("change", "decrease")
            if {"cut", "fell", "fallen", "dropped", "reduced"} & self._words(at, i)
            else None
        )

    def _words(self, at: Place, i: int) -> set[str]:
        return {at.word(k) for k in range(i - 4, i)}

    def _by_comparative(self, at: Place) -> Movement | None:
        """Read "147 fewer", "96 kg more than", "seven or 58 percent more", "a 4 % decline"."""
        i = at.quantity.end
        noun = at.word(i) in self.lists["change_noun"] and at.word(i + 1) not in NO_CHANGE_AFTER
        if noun or (at.word(i) == "cut" and at.unit == "percent"):
            return Movement("change", self.way[at.word(i)])
        k = self._skip(at)
        led = at.word(k) in COMPARED_WORDS | {"by"} or (at.word(k - 1), at.word(k)) in COMPARED_PAIRS
        i = self._skip_bracket(at, i)
        if at.word(i) == "fewer" or (at.word(i) in OVER_WORDS and not led and self._is_other_level(at, i + 1)):
            return Movement("change", OVER_WORDS.get(at.word(i), "decrease"))
        i = self._skip_alternative(at, i)
        for k in range(i, min(i + 3, at.end)):
            if k == i and at.word(k) in OVER_WORDS and not led and self._is_other_level(at, k + 1):
                return Movement("change", OVER_WORDS[at.word(k)])
            if at.unit in TIME_UNITS and at.word(k + 1) == "than" and (way := (TIMES_MOVED | SPEEDS).get(at.word(k))):
                return Movement("change", way)
            if at.word(k) in self.lists["comparative"]:
                if at.word(k - 1) in ("and", "or"):  # "24 hours and more"
                    return None
                verb = at.word(k - 1).endswith(PARTICIPLES) or at.word(k - 1) in self.lists["particle_verb"]
                particle = at.word(k) in ("up", "down") and verb
                limit = k > i and at.word(k + 1) == "than" and self._is_quantity(at, k + 2)
                if particle or limit:  # "165 were picked up", "17 recorded more than 400 mg"
                    return None
                return (
                    Movement("change", self.way.get(at.word(k), OVER_WORDS.get(at.word(k), "increase")))
                    if self._is_closed(at, k)
                    else None
                )
            if not at.doc[k].is_alpha or at.doc[k].ent_type_:
                return None
        return None

    def _skip_alternative(self, at: Place, i: int) -> int:
        """Return the token behind a second form of the amount: "26 470, or 9.8 per cent, more than"."""
        by, told = at.word(at.quantity.start - 1) == "by", {at.word(at.quantity.start - 1), at.word(self._skip(at))}
        i = self._skip_noun(at, i) if told & {"by", "is", "are"} else i  # "which is 53 cases or 15 percent more"
        first = i
        apart = not by and at.word(i) == "," and at.word(i + 1) == "or"  # then a second comma closes it
        while i < at.end:
            second = at.doc[i].ent_type_ == "QUANTITY" or at.word(i) in ("or", "of")
            comma = at.word(i) == "," and (by or apart)
            filler = i > first and at.word(i) in self.lists["skipped"] and at.word(i) not in self.lists["comparative"]
            if not (second or comma or filler):
                break
            i += 1
        return first if apart and at.word(i - 1) != "," else i

    def _skip_noun(self, at: Place, i: int) -> int:
        """Return the token behind the thing counted, where a second form follows it: "53 cases or 15%"."""
        for k in range(i, min(i + 3, at.end)):
            form = k + 1 + (at.word(k) == ",")
            if k > i and at.word(form - 1) == "or" and form < at.end and at.doc[form].ent_type_ == "QUANTITY":
                return k
            if not at.doc[k].is_alpha or at.doc[k].ent_type_ or at.word(k) in self.way:
                break
        return i

    def _skip_bracket(self, at: Place, i: int) -> int:
        """Return the token behind a second form in brackets: "17,880 (33.5%) more than"."""
        inside = at.word(i) == "(" and i + 1 < at.end and at.doc[i + 1].ent_type_ == "QUANTITY"
        close = next((k for k in range(i + 2, min(i + 6, at.end)) if at.word(k) == ")"), i) if inside else i
        return close + 1 if close > i + 2 and all(at.doc[k].ent_type_ for k in range(i + 1, close)) else i

    def _is_other_level(self, at: Place, i: int) -> bool:
        """Tell whether the level of another time stands at `i`: "below the same month", "above the level of 2018"."""
        named = any(at.word(k) in LEVEL_NOUNS for k in range(i, min(i + 3, at.end)))
        near = range(i, min(i + (7 if named else 4), at.end))
        dated = any(at.doc[k].ent_type_ == "DATE" for k in near) and at.doc[i].norm_ != "<num>"  # "over six months"
        dated = dated or (named and at.word(i + (at.word(i) == "the")) in ("previous", "last", "former"))
        return at.word(i) in ("that", "those") or (dated and (at.word(i) in OTHERS or at.doc[i].ent_type_ == "DATE"))

    def _is_closed(self, at: Place, i: int) -> bool:
        """Tell whether what follows the word at `i` makes it a comparison: "more than", not "more people"."""
        after = at.word(i + 1) or "."
        dated = i + 1 < at.end and at.doc[i + 1].ent_type_ == "DATE"
        return after in self.closes or after.isspace() or dated or "than" in [at.word(k) for k in range(i + 1, i + 6)]

    def _by_verb(self, at: Place) -> Movement | None:
        """Read "decreased by 8", "a reduction of 55", "up 4%", "rose 6%", "fell to 90", "from 271 to 264"."""
        i = self._skip(at)
        word = at.word(i)
        if word in ("by", "of"):
            return self._by_amount(at, i, word)
        if self._is_told_of_change(at, i, word):
            return Movement("change", self._way_before(at, i - 1, 9))
        if word in ("to", "at", "from"):
            return self._by_level(at, i, word)
        if word in LEVEL_VERBS:
            way = self.way.get(at.word(i - 1))
            relative = at.unit == "percent" or at.word(i - 2) in ("the", "this", "an", "a")
            return Movement("change", way) if way and relative else None
        way = self._way_of_word(at, i, word)
        return Movement("change", way) if way else None

    def _by_level(self, at: Place, i: int, word: str) -> Movement | None:
        """Read "fell to 90", "from 271", "down at 4"; not "up to 1,000"."""
        way = None if at.quantity._.quantity["modifier"] == "at_most" else self._way_before(at, i - 1, 14)
        if not way or (word == "at" and at.word(i - 1) not in self.way):
            return None
        return Movement("level", way, compared=word == "from")

    def _way_of_word(self, at: Place, i: int, word: str) -> str | None:
        """Return the direction of "growth - 91", "fell on 4%", "up 4%", "rose 6%"; `word` stands at `i`."""
        noun = at.word(i - 1) in self.lists["change_noun"]
        if (word in DASHES and noun) or (word == "on" and at.unit == "percent"):
            return self.way.get(at.word(i - 1))
        if word in DASHES:
            return self._way_noted(at, i) if word != ":" else None
        if word in ("up", "down"):
            particle = at.word(i - 1) in self.lists["particle_verb"] or at.word(i - 1).endswith("ed")
            particle = particle or (word == "up" and at.word(i + 1) == "to")
            return None if particle else self.way[word]
        takes_object = word in TRANSITIVE and at.unit != "percent" and at.word(at.quantity.end).isalpha()
        alone = word in self.lists["moves_alone"] or at.unit == "percent"
        return self.way.get(word) if alone and not takes_object else None

    def _by_amount(self, at: Place, i: int, word: str) -> Movement | None:
        if word == "of" and at.word(i - 1) == "up":
            return None  # "made up of 129 members"
        if at.word(i - 1) == "excess" and at.word(i - 2) == "in":
            return None  # "in excess of 163,000 crimes"
        if (
            word == "by"
            and {at.word(k) for k in range(i - 5, i)} & {"exceeded", "exceeding", "exceed"}
            and ({at.word(k) for k in range(i - 5, i)} & LIMITS)
        ):
            return None  # "exceeded the limit by 50 km/h"
        way = self._way_before(at, i - 1, 12 if word == "by" else 2)
        if not way and word == "by":
            way = self._way_exceeded(at, i) or self._way_apart(at, i)
        people = at.word(i - 2) in ("the", "those")  # "and of the wounded by 94"
        if not way and word == "by" and (people or not at.word(i - 1).endswith(PARTICIPLES)):
            earlier = [span for span in at.said if span.end <= i and span._.kind == "change"]
            way = earlier[-1]._.direction if earlier else None
        if word == "of" and at.word(i - 1) in ("difference", "excess"):
            way = "increase" if at.word(i - 1) == "excess" else self._way_of_difference(at)
        return Movement("change", way) if way else None

    def _is_quantity(self, at: Place, i: int) -> bool:
        return i < at.end and at.doc[i].ent_type_ == "QUANTITY"

    def _is_told_of_change(self, at: Place, i: int, word: str) -> bool:
        """Tell whether a percentage is what "the growth of accidents made", "the decline comes to"."""
        came = word == "to" and at.word(i - 1) in ("comes", "came", "amounts", "amounted")
        if at.unit != "percent" or not (came or word in LEVEL_VERBS):
            return False
        for k in range(i - 1 - came, max(at.start - 1, i - 9), -1):
            if at.word(k) in self.lists["change_noun"]:
                return at.word(k - 1) in ("the", "a", "an", "this", "its", "their") or k == at.start
            aside = at.word(k) in (",", "therefore", "thus", "hence", "then") or at.doc[k].ent_type_ == "DATE"
            if aside or at.word(k - 1) in ("relative", "compared"):
                continue
            if not at.doc[k].is_alpha or self._is_quantity(at, k) or at.word(k) in CLAUSE_VERBS - {"of", "in"}:
                return False
        return False

    def _way_noted(self, at: Place, i: int) -> str | None:
        """Return the direction of "a decrease was noted in murders - 7, rapes - 11"."""
        for k in range(i - 1, at.start - 1, -1):
            if at.word(k) in (";", ":"):
                return None
            if at.word(k) in self.lists["change_noun"]:
                return self.way[at.word(k)] if NOTED & {at.word(j) for j in range(k + 1, k + 4)} else None
        return None

    def _way_exceeded(self, at: Place, i: int) -> str | None:
        """Return increase for "exceeds the previous indicator by 12"; a limit that is exceeded did not move."""
        words = {at.word(k) for k in range(max(at.start, i - 9), i)}
        return "increase" if EXCEED & words and not LIMITS & words else None

    def _way_apart(self, at: Place, i: int) -> str | None:
        """Return the direction of "fewer thefts (by 27%), arsons (by 26%)", "thefts (by 4) fell", "fewer, if by 4%"."""
        end = at.quantity.end
        bracketed = at.word(i - 1) == "(" and ")" in (at.word(end), at.word(end + 1))
        compared = at.doc[i - 1].ent_type_ == "DATE" and "than" in self._words(at, i - 1)  # "than a week ago by 17"
        if not bracketed and not compared and not (at.unit == "percent" and at.word(i - 1) in (",", "only", "if")):
            return None
        for k in range(i - 1, at.start - 1, -1):
            if at.word(k) == ";":
                break
            limit = at.word(k + 1) == "than" and at.doc[k + 2].ent_type_ == "QUANTITY"  # "more than 300 guns"
            if at.word(k) in self.way and at.word(k) not in ("up", "down") and not limit:
                return self.way[at.word(k)]
        behind = (at.word(k) for k in range(end, at.end)) if bracketed else ()
        return next((self.way[word] for word in behind if word in self.way), None)

    def _way_of_difference(self, at: Place) -> str | None:
        """Return the direction of "a difference of 89": that of the sign behind it or of the movement told before."""
        behind = at.doc[at.quantity.end : min(at.quantity.end + 2, at.end)].text
        if "(+" in behind or "(-" in behind:
            return "increase" if "(+" in behind else "decrease"
        return self._way_before(at, at.quantity.start - 3, 30)

    def _by_neighbour(self, at: Place) -> Movement | None:
        """Read the second and later of "by 42, 19 and 54", "-338 or 2.6%", "from 9 to 5"."""
        before = at.before
        if before is None:
            return None
        words = [at.word(i) for i in range(before.end, at.quantity.start)]
        between = [word for word in words if word in self.lists["comparative"] or word not in self.lists["skipped"]]
        alike = before._.quantity["unit"] == at.unit or {"or", "/"} & set(between)
        if before._.kind == "change" and at.word(at.quantity.end) not in COMPARED_WORDS:
            if alike and between and set(between) <= LINKS:
                return Movement("change", before._.direction)
            if at.unit == "percent" and (self._says_it_again(at, words) or self._goes_on(at, words)):
                return Movement("change", before._.direction)
        if before._.kind == "level" and before._.compared and between == ["to"]:
            return Movement("level", before._.direction)
        if before._.kind == "level" and before._.compared and between in (["and"], [","]) and self._is_listed(at):
            return Movement("level", before._.direction, compared=True)
        return None

    def _goes_on(self, at: Place, words: list[str]) -> bool:
        """Tell whether the verb is left out: "fraud jumped 18 per cent and cattle rustling 7 per cent."."""
        closed = at.word(at.quantity.end) in (".", ",", ";", "and", "")
        alike = at.before is not None and at.before._.quantity["unit"] == "percent"
        nouns = all(w.isalpha() and w not in self.way and w not in CLAUSE_VERBS and w[-2:] != "ed" for w in words[1:])
        return alike and closed and 1 < len(words) < 5 and words[0] == "and" and nouns

    def _says_it_again(self, at: Place, words: list[str]) -> bool:
        """Tell whether a percentage tells the change before it: "by 39 (5.5 percent)", "by 1,050 cases or 15%"."""
        bracketed = words == ["("] and at.word(at.quantity.end) == ")"
        nouns = all((word.isalpha() or word in (",", ".")) and word not in self.way for word in words[:-1])
        again = words[-1:] in (["or"], ["i.e."], ["namely"]) and len(words) < 5 and nouns
        signed = at.before is not None and at.word(at.before.start - 1) in SIGNS  # "(+24,915, 7.0%)"
        return bracketed or again or (words == [","] and at.word(at.quantity.end) == ")" and signed)

    def _is_listed(self, at: Place) -> bool:
        """ "Versus 489 and 617.", "as opposed to 2,480, 199 and 3,541 respectively"."""
        end = at.quantity.end
        closed = at.word(end) in (".", ";", ")", ",", "") or (at.word(end) == "of" and self._is_dated(at, end))
        return closed or "respectively" in [at.word(i) for i in range(end, min(end + 12, at.end))]

    def _is_dated(self, at: Place, i: int) -> bool:
        return any(at.doc[k].ent_type_ == "DATE" for k in range(i, min(i + 3, at.end)))

    def _by_comparison(self, at: Place) -> Movement | None:
        """Read the level of the other period: "against 98", "instead of 150", "82 (98)"."""
        i = self._skip(at)
        if at.word(i) in COMPARED_WORDS or COMPARED_PAIRS & {
            (at.word(i - 1), at.word(i)),
            (at.word(i), at.word(i + 1)),
        }:
            return None if self._is_of_another_place(at) else Movement(compared=True)
        if at.word(i) in FORMERLY and at.word(i - 1) in ("(", "[") and at.before is not None:
            return Movement(compared=True)
        if at.word(i) == "from" and self._is_left_for(at):
            return Movement(compared=True)
        return Movement(compared=True) if self._is_bracketed_level(at) else None

    def _is_of_another_place(self, at: Place) -> bool:
        """ "2,114 arrests, against 1,390 in Pampanga", "78% against 51% of other inmates": no other period's level."""
        first, second = at.word(at.quantity.end), at.quantity.end + 1
        if first == "of":
            return at.word(second) in ("other", "others", "all")
        return first == "in" and second < at.end and at.doc[second].ent_type_ in ("LOC", "ORG")

    def _is_left_for(self, at: Place) -> bool:
        """ "went from 589 to 565", "Biobio from 96 to 87": another number of the same unit stands behind "to"."""
        i = at.quantity.end
        while i < at.end and (at.doc[i].ent_type_ == "DATE" or (at.word(i) == "in" and self._is_dated(at, i + 1))):
            i += 1  # "from 40% last year to 85%"
        if at.word(i) != "to":
            return False
        other = next((s for s in at.doc[i + 1 : min(i + 4, at.end)].ents if s.label_ == "QUANTITY"), None)
        return other is not None and other.start <= i + 2

    def _is_bracketed_level(self, at: Place) -> bool:
        """ "82 (98)"; but "two in five (39.8%)" says one thing twice, and "fell by 11 (83)" tells the new level."""
        before, start = at.before, at.quantity.start
        brackets = at.word(start - 1) + at.word(at.quantity.end)
        if before is None or before.end != start - 1 or brackets not in ("()", "[]"):
            return False
        if before._.kind == "change" and before._.quantity["unit"] == at.unit:
            return False
        if not any(char.isdigit() for char in before.text) and at.unit == "percent":
            return False  # "more than half (51.9%)"
        if self._is_named_in_brackets(at):
            return False
        value, own = before._.quantity["value"], at.quantity._.quantity["value"]
        if value == int(value) and own != int(own) and at.unit == "count":
            return False  # a share without its sign: "574 (10.7)"
        return value > 0 and abs(value - own) > 0.011 * value and before._.quantity["unit"] == at.unit

    def _is_named_in_brackets(self, at: Place) -> bool:
        """ "Speed: 236 accidents (121 dead), overtaking: 118 (42)": the first bracket names what all of them count."""
        for span in at.said:
            if at.word(span.start - 1) != "(":
                continue
            behind = at.doc[span.end : min(span.end + 2, at.end)]
            named = behind[0].is_alpha and not behind[0].ent_type_ and behind[0].lower_ not in ("in", "for", "at", "a")
            return named and behind[-1].text in (")", ",", "or")
        return False

    def _skip(self, at: Place) -> int:
        """Return the last token before the number that is no modifier, article or sign."""
        i = at.quantity.start - 1
        while i >= at.start and (at.word(i) in self.lists["skipped"] or at.word(i) in "~<>≈"):
            of = at.word(i) == "of" and (at.word(i - 1) in ("instead", "difference") or at.word(i - 1) in self.way)
            if of or at.word(i) == "up":  # these do their other work here: "a fall of 5", "was up 5"
                break
            i -= 1
        return i

    def _way_before(self, at: Place, i: int, reach: int) -> str | None:
        """Return the direction of the nearest word of change at or before `i`, over no stop, `reach` tokens at most."""
        for k in range(i, max(at.start, i - reach + 1) - 1, -1):
            word = at.word(k)
            if word == ":" and at.word(k - 1) in self.way:
                return self.way[at.word(k - 1)]  # "were committed less: murders by 9"
            if word in (";", ":"):
                return None
            if word in self.way and (word not in ("more", "less", "fewer") or (k < i and at.word(k + 1) == "by")):
                return self.way[word]
        return self.way.get(at.word(i))

    def _nearest_way(self, at: Place) -> str | None:
        """Return the direction of the word of change nearest to the number in its sentence."""
        quantity = at.quantity
        own = self.way.get(quantity[0].lower_) or self.way.get(quantity[-1].lower_)
        places = (i for i in range(at.start, at.end) if at.word(i) in self.way and not at.doc[i].ent_type_)
        nearest = min(places, key=lambda i: abs(i - quantity.start), default=None)
        if own or nearest is None or abs(nearest - quantity.start) > 10:
            return own
        return self.way[at.word(nearest)]
