"""Wordings of one metric get one id, different metrics different ones; context decides where the words do not."""

import pytest

from presstally.catalogue import read_catalogue
from presstally.catalogue.context import Named, name_release
from presstally.errors import ModelError, UsageError

SAME = [
    ("crimes were registered", "registered crimes"),
    ("crimes were registered", "offences recorded"),
    ("crimes were registered", "criminal offences on record"),
    ("criminal groups neutralized", "gangs dismantled"),
    ("narcotic drugs removed from illegal circulation", "drugs were seized"),
    ("wanted persons detained", "fugitives were arrested"),
    ("people killed", "persons died"),
    ("citizens lost their lives", "people perished"),
    ("burglaries of dwellings", "domestic burglaries"),
    ("frobnicators were polished", "polished frobnicators"),
]
DIFFERENT = [
    ("crimes registered", "crimes solved"),
    ("crimes solved", "crimes solved in hot pursuit"),
    ("narcotic drugs seized", "psychotropic substances seized"),
    ("narcotic drugs seized", "heroin seized"),
    ("people injured", "people killed"),
    ("written appeals", "electronic appeals"),
    ("thefts", "thefts from vehicles"),
    ("anti-tank mines", "anti-personnel mines"),
    ("crimes solved", "crimes solved by frobnicators"),
]
IDS = [
    ("crimes were solved", "count", "level", "crime.solved"),
    ("crimes were solved", "percent", "level", "crime.solved.share"),
    ("crimes were solved", "percent", "change", "crime.solved"),
    ("crimes were solved", "percentage_point", "change", "crime.solved.share"),
    ("crimes", "per_100k", "level", "crime.rate"),
    ("murders", "per_100k", "level", "murder.registered.rate"),
    ("thefts", "times", "change", "theft.registered"),
    ("heroin", "kg", "level", "heroin.seized"),
    ("heroin", "count", "level", "heroin"),
    ("heroin was seized", "USD", "level", "heroin.seized.value"),
    ("drivers", "year", "level", "person.age"),
    ("sentenced", "year", "level", "imprisonment.term"),
    ("", "count", "level", "unnamed"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_wordings_group(one, other):
    match = read_catalogue().match
    assert match(one).metric_id == match(other).metric_id


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_metrics_stay_apart(one, other):
    match = read_catalogue().match
    assert match(one).metric_id != match(other).metric_id


@pytest.mark.parametrize(("words", "unit", "kind", "metric_id"), IDS)
def test_units_and_kinds(words, unit, kind, metric_id):
    assert read_catalogue().match(words, unit, kind).metric_id == metric_id


def test_confidence_falls_with_what_the_entry_does_not_say():
    match = read_catalogue().match
    plain, with_more, unknown = match(["thefts"]), match(["thefts", "yesterday"]), match("frobnicators")
    assert plain.metric_id == with_more.metric_id == "theft.registered"
    assert plain.confidence == 1 > with_more.confidence > unknown.confidence == 0
    assert unknown.metric is None


@pytest.mark.parametrize(
    ("title", "before", "metric_id"),
    [
        ("Fires of the month", "fires", "fire.person_killed"),
        ("Road accidents", "accidents", "traffic_accident.person_killed"),
        ("Fires and road accidents", "accidents", "traffic_accident.person_killed"),
        ("News", "schools", "person.killed"),
    ],
)
def test_context_tells_what_words_leave_open(title, before, metric_id):
    numbers = [Named([before], "count", "level", before), Named(["people were killed"], "count", "level", "10 died.")]
    assert name_release(read_catalogue(), title, numbers)[1].metric_id == metric_id


def test_entries_of_shares_and_descendants():
    catalogue = read_catalogue()
    assert len(catalogue.metrics) >= 150
    assert catalogue.entry("theft.registered.share").id == "theft.registered"
    assert catalogue.entry("frobnicators.polished") is None
    assert "vehicle_theft.registered" in {metric.id for metric in catalogue.below("crime.registered")}
    with pytest.raises(UsageError, match="no metric"):
        catalogue.below("theft.registred")


@pytest.mark.parametrize(
    ("concepts", "metrics", "told"),
    [
        ("[thing\n", "", r"concepts\.toml"),
        ("", "[metric\n", r"a\.toml"),
        ("", '[[metric]]\nid = "a"\n', "lacks"),
        ("", '[[metric]]\nid = "a"\nlabel = "A"\nwordings = ["a"]\ncolour = "red"\n', "no field 'colour'"),
        ("", '[[metric]]\nid = "a"\nlabel = "A"\nwordings = ["a"]\nparent = "b"\n', "'b', which does not exist"),
        ("", 2 * '[[metric]]\nid = "a"\nlabel = "A"\nwordings = ["a"]\n', "twice"),
    ],
)
def test_broken_catalogue_is_told(tmp_path, concepts, metrics, told):
    (tmp_path / "catalogue" / "metrics").mkdir(parents=True)
    (tmp_path / "catalogue" / "concepts.toml").write_text(concepts)
    (tmp_path / "catalogue" / "metrics" / "a.toml").write_text(metrics)
    with pytest.raises(ModelError, match=told):
        read_catalogue(str(tmp_path))
