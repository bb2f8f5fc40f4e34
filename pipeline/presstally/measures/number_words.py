"""Number words and scale words: their values, and the regex fragments that match them."""

from __future__ import annotations

ONES = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    w: 10 * v for v, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
# Scale words as releases write them, also in abbreviation.
SCALES = {
    "hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "thousands": 1e3, "thsd": 1e3, "thous": 1e3, "ths": 1e3,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
    "million": 1e6, "millions": 1e6, "mln": 1e6, "mn": 1e6, "mio": 1e6, "mil": 1e6,
    "billion": 1e9, "billions": 1e9, "bln": 1e9, "bn": 1e9, "milliard": 1e9, "mlrd": 1e9, "mrd": 1e9, "mld": 1e9,
    "trillion": 1e12, "trillions": 1e12, "trln": 1e12, "trn": 1e12, "tn": 1e12,
}  # fmt: skip
# One letter is a scale only beside a currency: "$5m", "£20k".
MONEY_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9}
FRACTION_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅛": 1 / 8}
ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]

SPACE = "[ \u00a0\u2002-\u200a\u202f\u205f]"  # any space within a line
_DIGIT_SIGNS = "\u00b2\u00b3\u00b9\u2070-\u2079"  # superscripts: footnote marks, no letters
WORD_END = rf"(?![^\W{_DIGIT_SIGNS}])"


def _any(words: list[str] | dict[str, int]) -> str:
    """Return an alternation whose words may begin with a capital or be all capitals, longest first."""
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(f"[{w[0]}{w[0].upper()}](?:{w[1:]}|{w[1:].upper()})" for w in longest) + ")"


_JOIN = rf"(?:[-‑]|{SPACE}|\n)"
_DIGIT_WORD = _any([word for word, value in ONES.items() if 0 < value < 10]) + WORD_END
_UNDER_100 = (
    rf"(?:{_any(TENS)}(?:{_JOIN}{_DIGIT_WORD}|(?!-(?:{'|'.join(ORDINALS)})\b){WORD_END})|{_any(ONES)}{WORD_END})"
)
NTH_WORDS = rf"{_any(TENS)}[-‑ ](?:{'|'.join(ORDINALS)}){WORD_END}"  # twenty-third; short ones are words of the lexicon
_HUNDREDS = rf"(?:{_any(ONES)}|[Aa]){_JOIN}hundred{WORD_END}(?:(?:{SPACE}and)?{_JOIN}{_UNDER_100})?"
COEFFICIENT_WORDS = f"(?:{_HUNDREDS}|{_UNDER_100})"
_SPELLED = "|".join(sorted(SCALES, key=len, reverse=True))
# An abbreviated scale keeps its full stop where the sentence plainly goes on.
_SHORTENED = "mln|bln|mld|lrd|mrd|ths|hsd|ous|rln|mio|mil"
SCALE = rf"(?i:(?:{_SPELLED}){WORD_END}(?:(?<={_SHORTENED})\.(?={SPACE}(?-i:[a-z0-9$]|Kč)))?)"
AND_A_HALF = f"[- \u00a0]and[- \u00a0]a[- \u00a0]half{WORD_END}"
