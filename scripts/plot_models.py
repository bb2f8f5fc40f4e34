"""Draw accuracy against speed, from the table of models that `scripts/compare_models.py --write` keeps.

    python scripts/plot_models.py models/README.md docs/images/models.svg

Needs presstally[report]. A line joins the models that no other one beats in both.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt

RANGE = "F1 of facts on dev, 95 % interval"
SCORE, SPEED = "dev, fact F1", "words per second, one core"
_SCORE = re.compile(r"([\d.]+) \(([\d.]+) to ([\d.]+)\)")
Point = dict[str, Any]


def read_points(table: str) -> list[Point]:
    """Return a point for each model of a Markdown table of models."""
    rows = {}
    lines = table.partition("<!-- table of models -->")[2].partition("<!-- end -->")[0].splitlines()
    for line in filter(None, lines):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        rows[cells[0]] = cells[1:]
    names = next(cells for name, cells in rows.items() if not name and cells)
    points = []
    for name, score, speed in zip(names, rows[SCORE], rows[SPEED], strict=True):
        found = _SCORE.fullmatch(score)
        if found:
            f1, low, high = map(float, found.groups())
            words = int(speed.replace(",", ""))
            points.append({"model": name.strip("`"), "f1": f1, "low": low, "high": high, "speed": words})
    return points


def best(points: Sequence[Point]) -> list[Point]:
    """Return the points that none beats in both, the slowest first."""
    kept = [one for one in points if not any(o["f1"] > one["f1"] and o["speed"] > one["speed"] for o in points)]
    return sorted(kept, key=lambda point: point["speed"])


def draw(points: Sequence[Point]) -> alt.LayerChart:
    """Return the chart: F1 of facts with its interval over words a second, on a scale of powers of ten."""
    speeds = [point["speed"] for point in points]
    scale = alt.Scale(type="log", domain=[min(speeds) / 2, max(speeds) * 2], nice=False)
    x = alt.X("speed:Q", title="words a second of one core", scale=scale)
    y = alt.Y("f1:Q", title=RANGE, scale=alt.Scale(zero=False))
    base = alt.Chart(alt.Data(values=list(points)))
    front = alt.Chart(alt.Data(values=best(points))).mark_line(color="#999", strokeDash=[4, 3]).encode(x=x, y=y)
    bars = base.mark_rule(color="#4477aa").encode(x=x, y=alt.Y("low:Q", title=RANGE), y2="high:Q")
    dots = base.mark_circle(size=70, color="#4477aa", opacity=1).encode(x=x, y=y)
    names = base.mark_text(align="left", dx=8, dy=-8, fontSize=12).encode(x=x, y=y, text="model:N")
    return alt.layer(front, bars, dots, names).properties(width=420, height=240, background="white")


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    points = read_points(options.table.read_text(encoding="utf-8"))
    draw(points).save(str(options.out))
    print(options.out.as_posix(), ", ".join(point["model"] for point in best(points)))


if __name__ == "__main__":
    main()
