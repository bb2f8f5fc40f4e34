"""Who is quoted: the subject of a verb of speech, a later "he said", and all sentences of a quotation."""

from __future__ import annotations

from spacy.tokens import Span

from presstally.lexicon import Lexicon

MAX_GAP = 15  # tokens of apposition between a speaker and the verb
OPENING = frozenset({'"', "“", "«", "„"})
# Words that may stand in a title before a name ("explains section chief Doe").
_TITLES = frozenset("- the of police first acting section state head spokesperson".split())
CLOSING = frozenset({'"', "”", "»"})


class Speakers:
    """Finds the speaker of each sentence of a text."""

    def __init__(self, lexicon: Lexicon) -> None:
        lists = lexicon.lists
        self.speech = lists["speech_verbs"] | {"according"}
        self.nouns, self.ranks = lists["speaker_nouns"], lists["ranks"]
        self.titles = self.ranks | lists["portfolio"] | _TITLES

    def find(self, words: list[str], sentences: list[tuple[Span, list[Span]]]) -> list[Span | None]:
        """Return for each sentence the mention that is quoted in it, or None.

        Args:
            words: the text's tokens, lower case.
            sentences: each sentence with its mentions, in order.
        """
        before: Span | None = None
        voices: list[Span | None] = []
        for sentence, mentions in sentences:
            said, meant = self._find_in(words, sentence, mentions, before)
            before = meant or before
            voices.append(said)
        return _spread_quotes(words, [sentence for sentence, _ in sentences], voices)

    def _find_in(
        self, words: list[str], sentence: Span, mentions: list[Span], before: Span | None
    ) -> tuple[Span | None, Span | None]:
        """Return who is quoted in this sentence, and the person whom a later "he" means."""
        for mention in mentions:
            if mention.label_ in ("PERSON", "ORG") and self._speaks(words, sentence, mention):
                mention = _person_of(words, mention, mentions)
                return mention, mention if mention.label_ == "PERSON" else None
        persons = [m for m in mentions if m.label_ == "PERSON"]
        if self._speaks_again(words, sentence) and (not persons or before is None):
            return before, None
        return None, persons[0] if len(persons) == 1 else None

    def _speaks(self, words: list[str], sentence: Span, mention: Span) -> bool:
        after = words[mention.end : min(sentence.end, mention.end + MAX_GAP)]
        while after[:1] == ["("] and ")" in after:
            after = after[after.index(")") + 1 :]
        if after[1:2] and after[0] in ("has", "have", "had") and after[1] in self.speech:
            return True
        if after and (
            after[0] in self.speech
            or ((after[0].endswith("ly") or after[0] == "also") and after[1:2] and after[1] in self.speech)
        ):
            return after[0] != "according"
        if mention.label_ == "PERSON" and after[:1] == [","] and "," in after[1:]:
            close = after.index(",", 1) + 1
            if after[close : close + 1] and after[close] in self.speech - {"according"}:
                return True
        return self._is_attributed(words, sentence, mention)

    def _is_attributed(self, words: list[str], sentence: Span, mention: Span) -> bool:
        """Tell whether "said" or "according to" stands before the name, with nothing but its title between."""
        at = mention.start - 1
        while at >= sentence.start and (
            words[at] in self.titles or (words[at] == "," and at and words[at - 1] in self.ranks)
        ):
            at -= 1
        if at < sentence.start:
            return False
        if words[at] == "to":
            return at > sentence.start and words[at - 1] == "according"
        quoted = (at > sentence.start and words[at - 1] in {",", '"', "”", "»", "''"}) or words[at] == "said"
        return mention.label_ == "PERSON" and words[at] in self.speech and quoted

    def _speaks_again(self, words: list[str], sentence: Span) -> bool:
        """Tell whether the sentence opens like "He noted", "The minister said", "According to him"."""
        opening = [word for word in words[sentence.start : sentence.start + 8] if not word.isspace()]
        if opening[:3] in (["according", "to", "him"], ["according", "to", "her"]):
            return True
        if self._closes_quote(words, sentence):
            return True
        if opening[:1] == ["the"]:
            opening = opening[1:]
        if not opening or opening[0] not in self.nouns:
            return False
        rest = [word for word in opening[1:4] if word not in ("also", "further", "then", "has")]
        return bool(rest) and rest[0] in self.speech

    def _closes_quote(self, words: list[str], sentence: Span) -> bool:
        """Tell whether a quotation is followed by "the minister said" or "said the minister"."""
        for at in range(sentence.start, sentence.end - 1):
            if words[at] not in CLOSING:
                continue
            after = [word for word in words[at + 1 : min(at + 5, sentence.end)] if word not in ("the", ",")]
            if len(after) > 1 and (
                (after[0] in self.speech and after[1] in self.nouns)
                or (after[0] in self.nouns and after[1] in self.speech)
            ):
                return True
        return False


def _person_of(words: list[str], body: Span, mentions: list[Span]) -> Span:
    """Return the person whose body it is in "Colonel Doe of the Main Department stated", else the mention itself."""
    before = [m for m in mentions if m.end <= body.start][-1:]
    if body.label_ != "ORG" or not before or before[0].label_ != "PERSON":
        return body
    between = words[before[0].end : body.start]
    return before[0] if between and all(word in ("of", "from", "the") for word in between) else body


def _spread_quotes(words: list[str], sentences: list[Span], voices: list[Span | None]) -> list[Span | None]:
    """Give the other sentences of a quotation the speaker of the one that names him."""
    inside = _find_quoted(words, sentences)
    spread = list(voices)
    for at in range(1, len(spread)):
        if spread[at] is None and inside[at] and not words[sentences[at - 1].end - 1].count("\n"):
            spread[at] = spread[at - 1]
    for at in range(len(spread) - 2, -1, -1):
        if spread[at] is None and inside[at] and inside[at + 1] and words[sentences[at + 1].start] not in OPENING:
            spread[at] = spread[at + 1]
    return spread


def _find_quoted(words: list[str], sentences: list[Span]) -> list[bool]:
    """Tell for each sentence whether it begins inside a quotation or with one; a paragraph's end closes it."""
    inside, opened = [], False
    for sentence in sentences:
        inside.append(opened or words[sentence.start] in OPENING)
        for word in words[sentence.start : sentence.end]:
            if word in ("“", "«", "„"):
                opened = True
            elif word in ("”", "»"):
                opened = False
            elif word == '"':
                opened = not opened
            elif "\n" in word:
                opened = False
    return inside
