"""The tables as other programs open them."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from release_files import make_folder

from presstally.batch.columns import FACTS, TABLES
from presstally.batch.names import FORMATS
from presstally.records import FACT_FIELDS

DOCS = Path(__file__).parents[2] / "docs" / "table.md"
RISKY = "=HYPERLINK(1) 12 crimes were registered.\n\n@SUM(1) and 3 cars were found, -5 percent less than in 2020 under Article 135.\n"


@pytest.fixture
def out(tmp_path: Path, extract: Any) -> Path:
    folder = make_folder(tmp_path / "in")
    (folder / "g.txt").write_text(RISKY)
    (folder / "bad.txt").write_bytes(b"\0")
    (folder / "metadata.csv").write_text("document,title,published\ng.txt,'=1+1,1850-01-01\n")
    extract(formats=FORMATS)
    return tmp_path / "out"


def test_sqlite(out: Path, rows: Callable[..., list[dict[str, Any]]]) -> None:
    with sqlite3.connect(out / "facts.sqlite") as base:
        base.row_factory = sqlite3.Row
        assert list(base.execute("PRAGMA foreign_key_check")) == []
        assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        facts = [dict(row) for row in base.execute("SELECT * FROM facts ORDER BY id")]
        expected = [{**row, "metric_spans": json.dumps(row["metric_spans"])} for row in rows("facts")]
        assert [{name: row[name] for name in FACT_FIELDS} for row in facts] == expected
        for table in ("documents", "entities"):
            assert base.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] == len(rows(table))
        metrics = {row["metric_id"]: row["facts"] for row in base.execute("SELECT * FROM metrics")}
        assert sum(metrics.values()) == len(facts)
        assert set(metrics) == {row["metric_id"] for row in facts}
        found = base.execute(
            "SELECT quantity FROM facts JOIN facts_fts ON facts.id = facts_fts.rowid WHERE facts_fts MATCH 'murders'"
        )
        assert [row[0] for row in found] == ["118"]
        for view in ("levels", "changes", "to_review", "facts_by_year", "facts_by_document"):
            base.execute(f"SELECT * FROM {view}").fetchall()
        assert base.execute("SELECT SUM(facts) FROM facts_by_document").fetchone()[0] == len(facts)


def test_xlsx(out: Path, rows: Callable[..., list[dict[str, Any]]]) -> None:
    import openpyxl

    sheet = openpyxl.load_workbook(out / "facts.xlsx")["facts"]
    head, *lines = sheet.iter_rows()
    assert tuple(cell.value for cell in head) == FACT_FIELDS
    facts = rows("facts")
    assert len(lines) == len(facts)
    for line, fact in zip(lines, facts, strict=True):
        cells = dict(zip(FACT_FIELDS, line, strict=True))
        assert (cells["value"].value, cells["value"].data_type) == (fact["value"], "n")
        assert (cells["quantity"].value, cells["quantity"].data_type) == (fact["quantity"], "s")
        if fact["period_start"]:
            assert cells["period_start"].value.date().isoformat() == fact["period_start"]
    assert {cell.data_type for line in lines for cell in line} <= {"s", "n", "d"}  # f would be a formula
    titles = [line[FACT_FIELDS.index("title")].value for line in lines]
    assert "=1+1" in titles


def test_csv_runs_nothing_and_keeps_numbers(out: Path, rows: Callable[..., list[dict[str, Any]]]) -> None:
    with (out / "facts.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    texts = [column.name for column in FACTS if column.type in ("string", "date")]
    assert not [row[name] for row in table for name in texts if row[name][:1] in tuple("=+-@\t\r")]
    assert any(row["sentence"].startswith("'=") for row in table)
    assert [float(row["value"]) for row in table] == [fact["value"] for fact in rows("facts")]


def test_texts_hold_what_offsets_count(out: Path, rows: Callable[..., list[dict[str, Any]]]) -> None:
    files = {row["document"]: row["text_file"] for row in rows("documents") if row["text_file"]}
    assert set(files) == {"b.html", "c.pdf", "d.docx", "e.jsonl#1", "f.zip/sub/y.html"}
    texts = {name: (out / file).read_bytes().decode() for name, file in files.items()}
    assert len({fact["document"] for fact in rows("facts")} & set(texts)) == 5
    for table, word in (("facts", "quantity"), ("entities", "text"), ("excluded", "text")):
        for row in rows(table):
            if row["document"] in texts:
                assert texts[row["document"]][row["start"] : row["end"]] == row[word]


def test_the_data_package_is_valid(out: Path) -> None:
    import frictionless

    frictionless.system.trusted = True
    package = json.loads((out / "datapackage.json").read_text("utf-8"))
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert len(report.tasks) == len(package["resources"]) == 5 + 5
    for resource in package["resources"]:
        fields = resource["schema"]["fields"] if "schema" in resource else resource["columns"]
        assert all(field["description"] for field in fields)


def test_columns_are_those_of_the_rows(out: Path, rows: Callable[..., list[dict[str, Any]]]) -> None:
    told = DOCS.read_text("utf-8")
    for table, columns in TABLES.items():
        assert [column.name for column in columns] == list(rows(table)[0]), table
        assert [column.name for column in columns if f"`{column.name}`" not in told] == []
        required = [column.name for column in columns if column.required]
        assert not [name for row in rows(table) for name in required if row[name] is None]


def test_names_that_no_file_may_have(tmp_path: Path, extract: Any, rows: Callable[..., list[dict[str, Any]]]) -> None:
    from release_files import make_html, make_zip

    (tmp_path / "in").mkdir()
    names = ["long" * 60 + ".html", "dir.html.txt/x.html", "dir.html", "a//b.html"]
    members = {name: make_html(title=f"Number {n}") for n, name in enumerate(names)}
    (tmp_path / "in" / "a.zip").write_bytes(make_zip(members))
    extract()
    files = [row["text_file"] for row in rows("documents")]
    assert len(set(files)) == 4
    assert all((tmp_path / "out" / file).is_file() and file.startswith("texts/") for file in files)
