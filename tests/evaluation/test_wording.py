"""Which wordings name the same metric."""

from __future__ import annotations

import pytest

from presstally.evaluation.wording import has_words, head_words, is_same, stems, words_f1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the crimes registered", ["crim", "register"]),
        ("registration of crimes", ["registr", "crim"]),
        ("total number of cases", ["total", "numb", "of", "cas"]),  # nothing else: all words stay
        ("", []),
        ("gas", ["gas"]),
        ("cities", ["cit"]),  # the longest ending that leaves three letters
        ("ties", ["tie"]),
        ("Şəki şəhəri", ["şəki", "şəhəri"]),
    ],
)
def test_stems(words, expected) -> None:
    assert stems(words) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("crim", "crim", True), ("detain", "detainee", True), ("drug", "drugged", False), ("arm", "army", False)],
)
def test_same(one, other, same) -> None:
    assert is_same(one, other) is is_same(other, one) is same


@pytest.mark.parametrize(
    ("predicted", "gold", "expected"),
    [
        ("crimes registered", "registered crimes", 1.0),
        ("crimes", "crimes registered", 2 / 3),
        ("thefts of cars registered", "robberies registered", 0.4),  # 1 of 3, 1 of 2
        ("thefts", "robberies", 0.0),
        ("", "robberies", 0.0),
    ],
)
def test_words_f1(predicted, gold, expected) -> None:
    assert words_f1(predicted, gold) == pytest.approx(expected)


def test_has_words() -> None:
    assert has_words("wild hemp destroyed", "hemp")
    assert not has_words("wild plants destroyed", "hemp")


@pytest.mark.parametrize(
    ("span", "heads"),
    [
        ("narcotic drugs", "drugs"),
        ("crimes were registered", "crimes registered"),
        ("material damage caused to citizens", "damage"),
        ("removed from illegal circulation", "removed"),
        ("drugs of all kinds", "drugs"),
        ("newly opened", "opened"),
    ],
)
def test_head_words(span, heads) -> None:
    assert head_words(span) == heads
