"""Facts of many releases become lines; nothing that does not belong together stands in one."""

import csv
import json

import pyarrow.parquet as pq
import pytest
from make_facts import fact
from typer.testing import CliRunner

from presstally.cli import app
from presstally.errors import UsageError
from presstally.runs import Run
from presstally.series.names import Names, read_names
from presstally.series.series import make_series, make_wide
from presstally.series.spans import year_part

Y21, Y22, N22 = "2021-01-01/2021-12-31", "2022-01-01/2022-12-31", "2022-01-01/2022-09-30"


def series(*facts, **options):
    return make_series(Run(None, list(facts)), **options)


@pytest.mark.parametrize(
    ("start", "end", "name", "place"),
    [
        ("2022-01-01", "2022-12-31", "year", "12"),
        ("2022-04-01", "2023-03-31", "year", "03"),
        ("2022-01-01", "2022-09-30", "nine_months", "09"),
        ("2022-01-01", "2022-06-30", "half_year", "06"),
        ("2022-07-01", "2022-12-31", "half_year", "12"),
        ("2022-04-01", "2022-06-30", "quarter", "06"),
        ("2024-02-01", "2024-02-29", "month", ""),
        ("2023-02-01", "2023-02-28", "month", ""),
        ("2022-01-01", "2022-05-31", "5_months", "05"),
        ("2018-01-01", "2022-12-31", "5_years", "12"),
        ("2022-01-01", "2022-11-14", "year_to_date", "11-14"),
        ("2022-03-07", "2022-03-13", "week", ""),
        ("2022-03-07", "2022-03-07", "day", ""),
        ("2022-03-07", "2022-03-10", "4_days", ""),
        ("2022-03-07", "2022-03-01", "backwards", "2022-03-07/2022-03-01"),
    ],
)
def test_year_parts(start, end, name, place):
    assert year_part(start, end) == (name, place)


@pytest.mark.parametrize(
    ("kind", "one", "other", "same"),
    [
        ("place", "TBILISI", "Tbilisi", True),
        ("place", "city of Tbilisi", "Tbilisi city", True),
        ("place", "Kiev", "Kyiv", True),
        ("place", "Şəki", "Shaki", False),
        ("place", "Şəki", "Saki", True),
        ("place", "Ganja", "Baku", False),
        ("organisation", "MIA", "Ministry of Internal Affairs", True),
        ("organisation", "M.I.A.", "the Interior Ministry", True),
        ("organisation", "Ministry of Internal Affairs of the Republic of Azerbaijan", "MIA", True),
        ("organisation", "SRPD", "State Road Patrol Directorate", True),
        ("organisation", "SRPD", "State Road Police Department", True),
        (
            "organisation",
            "Ministry of Internal Affairs of the Republic of Azerbaijan",
            "Ministry of Internal Affairs of Kazakhstan",
            False,
        ),
        (
            "organisation",
            "Ministry of Internal Affairs of the Republic of Kazakhstan",
            "Interior Ministry of Kazakhstan",
            True,
        ),
        ("organisation", "Ministry of Justice", "Ministry of Internal Affairs", False),
    ],
)
def test_names(kind, one, other, same):
    names = Names(read_names()[kind], [one, other], places=kind == "place")
    assert (names.id_of(one) == names.id_of(other)) == same


def test_lines_keep_apart_what_differs():
    rows = series(
        fact(value=10, period=Y22),
        fact(value=7, period=N22),
        fact(value=3, period=Y22, place="Baku"),
        fact(value=4, period=Y22, publisher="Police of X"),
        fact(value=12, period=Y22, unit="percent"),
        fact("robbery.registered", value=2, period=Y22),
    )
    lines = [(r["metric_id"], r["place"], r["body"], r["unit"], r["span"]) for r in rows]
    assert len(set(lines)) == len(rows) == 6


def test_a_revision_is_a_vintage():
    rows = series(
        fact(value=120, period=Y21, document="2021.txt", published="2022-01-20"),
        fact(value=126, period=Y21, document="2022.txt", published="2023-01-20"),
        fact(value=120, period=Y21, document="again.txt", published="2022-02-01"),
    )
    assert [(r["value"], r["vintage"], r["vintages"], r["latest"], r["documents"]) for r in rows] == [
        (120.0, 1, 2, False, 2),
        (126.0, 2, 2, True, 1),
    ]


def test_several_values_in_one_release_are_open():
    rows = series(fact(value=3), fact(value=5))
    assert [(r["open"], r["latest"]) for r in rows] == [("several values in one release", False)] * 2


CHANGE = {"kind": "change", "direction": "increase"}


@pytest.mark.parametrize(
    ("facts", "metric_id", "period", "value", "formula"),
    [
        ([fact("narcotic_drugs.seized", 4018, Y22, "kg"), fact("narcotic_drugs.seized", 1019, Y22, "kg", **CHANGE)],
         "narcotic_drugs.seized", Y21, 2999, "4018 - 1019"),
        ([fact(value=90), fact(value=10, kind="change", direction="decrease", comparison="2020-01-01/2020-12-31")],
         "theft.registered", "2020-01-01/2020-12-31", 100, "90 + 10"),
        ([fact(value=110), fact(value=10, unit="percent", **CHANGE)], "theft.registered", Y21, 100, "110 / (1 + 10%)"),
        ([fact(value=110), fact(value=2, unit="times", **CHANGE)], "theft.registered", Y21, 55, "110 / 2"),
        ([fact("crime.registered", 1000), fact("crime.solved.share", 88, unit="percent")], "crime.solved", Y22, 880, "88% * 1000"),
        ([fact("appeal.written", 121), fact("appeal.electronic", 139)], "appeal.received", Y22, 260, "121 + 139"),
    ],
)  # fmt: skip
def test_derived_values_tell_their_formula(facts, metric_id, period, value, formula):
    rows = [r for r in series(*facts) if r["derived"]]
    assert [(r["metric_id"], f"{r['period_start']}/{r['period_end']}", r["value"], r["formula"]) for r in rows] == [
        (metric_id, period, value, formula)
    ]
    assert set(rows[0]["fact_ids"]) == {f["fact_id"] for f in facts}
    assert not [r for r in series(*facts, with_derived=False) if r["derived"]]


@pytest.mark.parametrize(
    "facts",
    [
        [fact(value=90, modifier="over"), fact(value=10, **CHANGE)],
        [fact(value=90), fact(value=10, modifier="about", **CHANGE)],
        [fact(value=90), fact(value=100, **CHANGE)],
        [fact(value=90), fact(value=95), fact(value=10, **CHANGE)],
        [fact(value=90), fact("robbery.registered", value=10, **CHANGE)],
    ],
)
def test_nothing_is_derived_from_what_is_open(facts):
    assert not [r for r in series(*facts) if r["derived"]]


def test_a_value_that_is_told_outranks_its_derivation():
    told = fact(value=100, period=Y21, document="2021.txt", published="2022-01-20")
    rows = series(told, fact(value=110), fact(value=10, **CHANGE))
    assert [(r["value"], r["derived"], r["documents"]) for r in rows if r["period_start"] == "2021-01-01"] == [
        (100, False, 2)
    ]


def test_filters():
    facts = [fact("vehicle_theft.registered"), fact("murder.registered"), fact(place="Kyiv")]
    assert {r["metric_id"] for r in series(*facts, metric="theft.registered")} == {
        "vehicle_theft.registered",
        "theft.registered",
    }
    assert [r["place"] for r in series(*facts, place="Kiev")] == ["kyiv"]
    with pytest.raises(UsageError, match="There are"):
        series(*facts, place="Atlantis")


def test_wide_table_has_a_column_for_each_period():
    head, rows = make_wide(series(fact(value=1, period=Y21), fact(value=2, period=Y22)))
    assert head[-2:] == ["2021-01-01/2021-12-31", "2022-01-01/2022-12-31"]
    assert [row[-2:] for row in rows] == [[1.0, 2.0]]


def test_command_writes_csv_and_parquet(tmp_path):
    facts = [fact(value=110, sentence="=1"), fact(value=10, **CHANGE)]
    (tmp_path / "facts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in facts))
    result = CliRunner().invoke(app, ["series", str(tmp_path)])
    assert result.exit_code == 0, result.output
    with (tmp_path / "series" / "series.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [(row["value"], row["derived"], row["sentence"]) for row in rows] == [
        ("100", "true", "'=1"),
        ("110", "false", "'=1"),
    ]
    assert pq.read_table(tmp_path / "series" / "series.parquet").num_rows == 2
    shown = CliRunner().invoke(app, ["series", str(tmp_path), "--metric", "theft.registered", "--json"])
    assert len(json.loads(shown.stdout)["rows"]) == 2
    assert CliRunner().invoke(app, ["series", str(tmp_path / "nothing")]).exit_code == 3
