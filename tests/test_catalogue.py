"""Wordings of one metric get one id, different metrics different ones."""

import pytest

from presstally.catalogue import read_catalogue
from presstally.errors import ModelError

SAME = [
    ("crimes were registered", "registered crimes"),
    ("crimes were registered", "offences recorded"),
    ("criminal groups neutralized", "gangs dismantled"),
    ("narcotic drugs removed from illegal circulation", "drugs were seized"),
    ("wanted persons detained", "fugitives were arrested"),
    ("people killed", "persons died"),
    ("frobnicators were polished", "polished frobnicators"),
]
DIFFERENT = [
    ("crimes registered", "crimes solved"),
    ("crimes solved", "crimes solved in hot pursuit"),
    ("narcotic drugs seized", "psychotropic substances seized"),
    ("people injured", "people killed"),
    ("written appeals", "electronic appeals"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_wordings_group(one, other):
    assert read_catalogue().name(one) == read_catalogue().name(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_metrics_stay_apart(one, other):
    assert read_catalogue().name(one) != read_catalogue().name(other)


def test_shares_and_rates_have_ids_of_their_own():
    name = read_catalogue().name
    assert len({name("crimes solved"), name("crimes solved", share=True), name("crimes solved", rate=True)}) == 3
    assert name("") == "unnamed"


def test_broken_catalogue_is_told(tmp_path):
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "concepts.toml").write_text("[thing\n")
    with pytest.raises(ModelError, match=r"concepts\.toml"):
        read_catalogue(str(tmp_path))
