"""Is a release English? By the little words of its language, which every text of some length is full of.

A text counts as English until another language is shown: names, tables and a few words show nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from presstally.errors import ReleaseError
from presstally.lexicon import read_lexicon

_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`][^\W\d_]+)*")
_ENGLISH = "english"
_READ = 20_000  # characters that are looked at
_FOREIGN_SHARE = 0.08  # of all words; English press releases full of foreign names stay under 0.02
_FOREIGN_WORDS = 3
_RUNNING_LINE = 8  # words from which a line is running text, not a heading or a table row
_RUNNING_WORDS = 40  # running words from which too few English little words show an unlisted language
_ENGLISH_SHARE = 0.08  # English running text has 0.25 and more


class LanguageError(ReleaseError):
    """The release is not English."""

    def __init__(self, language: str) -> None:
        super().__init__(
            f"The release is not English; it looks like {language}.",
            "Give the English version of it.",
            stage="language",
        )


def check_english(text: str, configs: str | None = None) -> None:
    """Raise LanguageError where `text` is in another language."""
    language = identify_language(text, configs)
    if language != _ENGLISH:
        raise LanguageError(language.replace("_", " "))


def identify_language(text: str, configs: str | None = None) -> str:
    """Return `english`, the name of a list in configs/lexicon/lists/languages.toml, a script, or `another language`."""
    text = text[:_READ]
    script = _foreign_script(text)
    if script:
        return script
    # Turkic capital İ has no one-character lower case.
    words = [word.replace("İ", "i").lower() for word in _WORD.findall(text)]
    counts = _count_little_words(words, configs)
    english = counts.pop(_ENGLISH, 0)
    language, foreign = counts.most_common(1)[0] if counts else ("", 0)
    if foreign > english and foreign >= max(_FOREIGN_WORDS, _FOREIGN_SHARE * len(words)):
        return language
    return "another language" if _lacks_english(text, configs) else _ENGLISH


def _little_words(configs: str | None) -> dict[str, frozenset[str]]:
    prefix = "language_"
    lists = read_lexicon(configs).lists
    return {name.removeprefix(prefix): words for name, words in lists.items() if name.startswith(prefix)}


def _count_little_words(words: list[str], configs: str | None) -> Counter[str]:
    counts: Counter[str] = Counter()
    for language, little in sorted(_little_words(configs).items()):
        counts[language] = sum(word in little for word in words)
    return counts


def _foreign_script(text: str) -> str | None:
    """Return the script that most letters are of, as `text in Cyrillic letters`; None for Latin or few letters."""
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())
    if not scripts:
        return None
    name, count = scripts.most_common(1)[0]
    if name in ("LATIN", "FULLWIDTH") or count < 2 * _FOREIGN_WORDS or count <= scripts.total() / 2:
        return None
    return f"text in {name.capitalize()} letters"


def _lacks_english(text: str, configs: str | None) -> bool:
    lines = (_WORD.findall(line.lower()) for line in text.splitlines())
    running = [word for line in lines if len(line) >= _RUNNING_LINE for word in line]
    if len(running) < _RUNNING_WORDS:
        return False
    little = _little_words(configs).get(_ENGLISH, frozenset())
    return sum(word in little for word in running) < _ENGLISH_SHARE * len(running)
