"""A run's facts in, its series out: a tidy table, a wide one, or the rows of some lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from presstally.catalogue import Catalogue, read_catalogue
from presstally.cells import escape_cell
from presstally.errors import OutputError, UsageError
from presstally.runs import Run
from presstally.series.derive import derive, mark_open
from presstally.series.points import Placer, Row
from presstally.series.vintages import COLUMNS, make_rows

_LINE = ("metric_id", "label", "place", "body", "unit", "span", "span_place")


def make_series(
    run: Run,
    *,
    configs: str | None = None,
    metric: str | None = None,
    place: str | None = None,
    with_derived: bool = True,
) -> list[Row]:
    """Return the tidy rows of a run.

    `metric`: only this metric and those below it in the catalogue; `place`: only this place, under any of its names.
    Raises UsageError where no fact has the metric or place.
    """
    catalogue = read_catalogue(configs)
    placer = Placer(run.facts, configs)
    points = list(mark_open(placer.points(run.facts)))
    if with_derived:
        points += derive(run.facts, placer, catalogue)
    rows = make_rows(points, catalogue)
    if metric:
        wanted = _below(metric, catalogue)
        rows = _keep(rows, "metric_id", lambda value: value in wanted or _stem(value) in wanted, metric)
    if place is not None:
        rows = _keep(rows, "place", lambda value: value == placer.places.id_of(place), place)
    return rows


def _below(metric: str, catalogue: Catalogue) -> set[str]:
    return {metric, *(entry.id for entry in catalogue.below(metric))} if metric in catalogue.metrics else {metric}


def _stem(metric_id: str) -> str:
    stem, _, ending = metric_id.rpartition(".")
    return stem if ending in ("share", "rate", "value") else metric_id


def _keep(rows: Sequence[Row], name: str, test: Any, wanted: str) -> list[Row]:
    kept = [row for row in rows if test(row[name])]
    if not kept:
        known = sorted({row[name] for row in rows if row[name]})
        raise UsageError(f"No series has the {name} {wanted!r}.", f"There are: {', '.join(known[:8])} ...")
    return kept


def make_wide(rows: Sequence[Row]) -> tuple[list[str], list[list[Any]]]:
    """Return head and rows of the wide table: one line a row, one period a column, the latest value of each."""
    latest = [row for row in rows if row["latest"]]
    periods = sorted({(row["period_end"], row["period_start"]) for row in latest})
    lines: dict[tuple[Any, ...], dict[tuple[str, str], float]] = {}
    for row in latest:
        cells = lines.setdefault(tuple(row[name] for name in _LINE), {})
        cells[row["period_end"], row["period_start"]] = row["value"]
    head = [*_LINE, *(f"{start}/{end}" for end, start in periods)]
    return head, [[*line, *(cells.get(period) for period in periods)] for line, cells in lines.items()]


def write_series(rows: Sequence[Row], out: Path) -> list[Path]:
    """Write series.csv, series.parquet and series_wide.csv into a folder; raise OutputError where that fails."""
    head, wide = make_wide(rows)
    names = ("series.csv", "series.parquet", "series_wide.csv")
    try:
        out.mkdir(parents=True, exist_ok=True)
        _write_csv(out / names[0], COLUMNS, ([row[name] for name in COLUMNS] for row in rows))
        _write_parquet(out / names[1], rows)
        _write_csv(out / names[2], head, wide)
    except OSError as error:
        raise OutputError(f"{out} cannot be written: {error.strerror}.", "Name another folder with --out.") from error
    return [out / name for name in names]


def _write_csv(path: Path, head: Sequence[str], rows: Any) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return escape_cell(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return json.dumps(value, ensure_ascii=False)


def _write_parquet(path: Path, rows: Sequence[Row]) -> None:
    from datetime import date

    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"vintage": pa.int64(), "vintages": pa.int64(), "documents": pa.int64(), "fact_ids": pa.list_(pa.string())}
    kinds |= {name: pa.float64() for name in ("value", "value_high", "score")}
    kinds |= {name: pa.bool_() for name in ("latest", "derived")}
    days = ("period_start", "period_end", "published")
    kinds |= {name: pa.date32() for name in days}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    dated = [{**row, **{name: row[name] and date.fromisoformat(row[name]) for name in days}} for row in rows]
    pq.write_table(pa.Table.from_pylist(dated, schema=schema), path, compression="zstd")
