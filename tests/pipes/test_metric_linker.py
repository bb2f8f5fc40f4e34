"""What a number measures: sentence, number -> the words of its metric. One table a reading."""

import pytest

NOUN = [
    ("As a result, 178 criminal groups were neutralized.", "178", "criminal groups were neutralized"),
    ("Police detained 30 smugglers.", "30", "detained smugglers"),
    ("Over 12 tons of wild hemp were detected and destroyed.", "12 tons", "wild hemp were detected and destroyed"),
    ("88.6 percent of the 2,678 crimes registered were solved.", "2,678", "crimes registered"),
    ("4681 (+512) drug-related crimes were disclosed.", "4681", "drug-related crimes were disclosed"),
    ("In all 512 people died and 43 were injured.", "512", "people died"),
    ("The police counted 4,011 accidents, 303 deaths and 598 injuries.", "303", "deaths"),
]
BRACKET = [
    ("4681 (+512) drug-related crimes were disclosed.", "512", "drug-related crimes were disclosed"),
    ("Rescuers saved 82 people (98).", "98", "saved people"),
]
SUBJECT = [
    ("The charge rate was 6.0%.", "6.0%", "charge rate"),
    ("Knife crime rose by 4 per cent.", "4 per cent", "Knife crime"),
    ("The number of robberies fell from 71 to 64.", "64", "robberies"),
    ("Restraining orders issued in January numbered 786.", "786", "Restraining orders issued"),
]
LABEL = [
    ("Detained persons: 43", "43", "Detained persons"),
    ("By kind: theft - 1,204, robbery - 96.", "96", "robbery"),
]
ELLIPSIS = [
    ("Rescuers saved 74 persons and evacuated 655.", "655", "persons evacuated"),
    ("They found 97 gangs; 12 of them were armed.", "12", "gangs armed"),
]
TABLE = [
    ("Crime | 2021 | 2022\nRobbery of banks | 142 | 131", "131", "Robbery of banks"),
]


@pytest.mark.parametrize(("text", "quantity", "metric"), NOUN + BRACKET + SUBJECT + LABEL + ELLIPSIS + TABLE)
def test_metric(read, text, quantity, metric):
    assert read(text)[quantity]["metric"] == metric


def test_metric_is_the_words_at_its_spans(read):
    text = "Since then 254 groups of 611 people were neutralized and 12 kg of drugs removed from illegal circulation."
    for fact in read(text).values():
        assert fact["metric"] == " ".join(text[start:end] for start, end in fact["metric_spans"])
        assert fact["method"].count("rule:") == 1
        assert 0 < fact["score"] <= 1


def test_a_number_without_words_is_marked(read):
    assert read("7 kg")["7 kg"]["needs_review"] == "no metric found"
