"""Write ten years of releases of a ministry that does not exist, with errors planted in them, and the list of those.

    python scripts/make_decade.py FOLDER [--seed 7]

FOLDER/releases holds the texts and their metadata.csv, FOLDER/planted.json what was planted: for each error the
releases it stands in, the metric, and the audit rules that may tell it. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

YEARS = range(2013, 2023)
# name of the part of the year, its share of the year, month and day of publication, year after?
PARTS = {
    "q1": ("the first quarter of {}", 0.24, "04-12", 0),
    "h1": ("the first half of {}", 0.49, "07-12", 0),
    "m9": ("the first nine months of {}", 0.74, "10-12", 0),
    "year": ("{}", 1.0, "01-18", 1),
}
# metric_id -> (value of a year, yearly growth, how it is told)
COUNTS = {
    "crime.registered": (24_000, 1.02, "{n} crimes were registered"),
    "theft.registered": (6_200, 0.98, "{n} thefts were registered"),
    "robbery.registered": (740, 0.97, "{n} robberies were registered"),
    "murder.registered": (212, 0.99, "{n} murders were registered"),
    "traffic_accident.recorded": (2_300, 1.01, "{n} road accidents occurred"),
    "traffic_accident.person_killed": (640, 0.98, "{n} people were killed in road accidents"),
    "traffic_accident.person_injured": (2_450, 1.01, "{n} people were injured in road accidents"),
    "wanted_person.found": (3_150, 1.03, "{n} wanted persons were detained"),
    "firearm.seized": (1_460, 1.02, "{n} firearms were seized"),
    "fire.recorded": (4_800, 1.0, "{n} fires broke out"),
    "foreigner.expelled": (1_240, 1.04, "{n} foreigners were expelled"),
}
DRUGS = "narcotic_drugs.seized"
Place = tuple[str, int, str]
GAP, UNIT, JUMP = "gap", "unit", "jump"


@dataclass
class Decade:
    """What is told: (metric, year, part) -> value; and what was planted."""

    random: random.Random
    values: dict[Place, float] = field(default_factory=dict)
    planted: list[dict[str, Any]] = field(default_factory=list)
    used: set[Place] = field(default_factory=set)

    def plant(self, kind: str, metric: str, year: int, part: str, rules: list[str], **more: Any) -> None:
        name = f"{year}-{part}.txt"
        self.planted.append({"kind": kind, "metric_id": metric, "releases": [name], "rules": rules, **more})

    def place(self, metric: str | None = None, first: int = 1, parts: Sequence[str] = tuple(PARTS)) -> Place:
        """Return a figure with no other error in it or beside it, never one of the last year."""
        names = [metric] if metric else list(COUNTS)
        free = [
            (name, year, part)
            for name in names
            for year in list(YEARS)[first:-1]
            for part in parts
            if not {(name, y, p) for y in (year - 1, year, year + 1) for p in (PARTS if y == year else (part,))}
            & self.used
        ]
        place = self.random.choice(free)
        self.used.add(place)
        return place


def make_values(decade: Decade) -> None:
    """Fill in figures that grow slowly, waver a little, and accumulate through each year."""
    for name, (level, growth, _) in {**COUNTS, DRUGS: (2_900, 1.03, "")}.items():
        for number, year in enumerate(YEARS):
            whole = level * growth**number * decade.random.uniform(0.97, 1.03)
            for part, (_, share, _, _) in PARTS.items():
                decade.values[name, year, part] = round(whole * share * decade.random.uniform(0.99, 1.01))


def comma(value: float) -> str:
    return f"{value:,.0f}"


def change_words(now: float, before: float) -> tuple[str, float]:
    return ("more" if now > before else "fewer"), abs(now - before)


class Writer:
    """Writes the sentences of a release; `wrong` says what is planted in it."""

    def __init__(self, decade: Decade, wrong: dict[Place, tuple[str, Any]]) -> None:
        self.decade, self.wrong = decade, wrong

    def release(self, year: int, part: str) -> str:
        period = PARTS[part][0].format(year)
        lines = [f"Results of {period}", ""]
        for name in COUNTS:
            lines.append(self.count(name, year, part, period))
        lines += [self.drugs(year, part, period), self.solved(year, part, period), self.appeals(year, part, period)]
        return "\n\n".join(filter(None, lines)) + "\n"

    def count(self, name: str, year: int, part: str, period: str) -> str:
        kind, more = self.wrong.get((name, year, part), ("", None))
        if kind == GAP:
            return ""
        now, before = self.decade.values[name, year, part], self.decade.values.get((name, year - 1, part))
        head = f"In {period}, {COUNTS[name][2].format(n=comma(now))}"
        if before is None:
            return head + "."
        word, moved = change_words(now, before)
        earlier = PARTS[part][0].format(year - 1)
        if kind == "change":
            return f"{head}, which is {comma(moved + more)} {word} than in {earlier}, when there were {comma(before)}."
        if kind == "revision":
            return f"{head}, compared with {comma(before + more)} in {earlier}."
        percent = 100 * moved / before + (more if kind == "percent" else 0)
        way = "more" if word == "more" else "less"
        if kind == "percent" or (year + len(name)) % 2:
            return f"{head}, which is {percent:.1f} percent {way} than in {earlier}."
        return f"{head}, which is {comma(moved)} {word} than in {earlier}."

    def drugs(self, year: int, part: str, period: str) -> str:
        now = self.decade.values[DRUGS, year, part]
        kind, _ = self.wrong.get((DRUGS, year, part), ("", None))
        amount = f"{comma(now)} packages" if kind == UNIT else f"{comma(now)} kg"
        return f"In {period}, {amount} of narcotic drugs were seized."

    def solved(self, year: int, part: str, period: str) -> str:
        kind, more = self.wrong.get(("crime.solved.share", year, part), ("", None))
        crimes = self.decade.values["crime.registered", year, part]
        share = 71 + (year * 7 + len(part) * 3) % 9
        solved = round(crimes * share / 100)
        told = more if kind == "over" else share + (more if kind == "share" else 0)
        return f"In {period}, {comma(solved)} crimes were solved. The detection rate of crimes was {told} percent."

    def appeals(self, year: int, part: str, period: str) -> str:
        size = PARTS[part][1] * (9_000 + 130 * (year - YEARS[0]))
        written, electronic = round(size * 0.11), round(size * 0.13)
        spoken = round(size) - written - electronic
        kind, more = self.wrong.get(("appeal.received", year, part), ("", None))
        whole = written + electronic + spoken + (more if kind == "sum" else 0)
        return (
            f"In {period}, {comma(whole)} appeals were received: {comma(written)} written appeals, "
            f"{comma(electronic)} electronic appeals and {comma(spoken)} oral appeals."
        )


def plant(decade: Decade) -> dict[Place, tuple[str, Any]]:
    """Choose where errors stand, write them down, and return them by place."""
    wrong: dict[Place, tuple[str, Any]] = {}
    rand = decade.random
    for _ in range(5):
        place = decade.place()
        wrong[place] = ("change", rand.randint(40, 90))
        decade.plant("change", *place, ["change_and_levels", "earlier_value"])
    for _ in range(5):
        place = decade.place()
        wrong[place] = ("percent", rand.choice((9.4, 12.7, 17.2)))
        decade.plant("percent", *place, ["percent_and_levels", "percent_and_change", "earlier_value"])
    for _ in range(5):
        place = decade.place()
        name, year, part = place
        wrong[place] = ("revision", round(decade.values[name, year - 1, part] * 0.06) + 3)
        decade.plant("revision", *place, ["values_differ"])
        decade.planted[-1]["releases"].append(f"{year - 1}-{part}.txt")
    for _ in range(4):
        name, year, part = decade.place(first=2, parts=("h1", "m9"))
        quarter = decade.values[name, year, "q1"]
        decade.values[name, year, part] = round(quarter * 0.8)
        decade.plant("falls", name, year, part, ["cumulative_falls"], spoils=[f"{year + 1}-{part}.txt"])
    for _ in range(4):
        name, year, part = decade.place(first=2, parts=("year",))
        decade.values[name, year, part] *= 10
        decade.plant(JUMP, name, year, part, ["jump"], spoils=[f"{year + 1}-{part}.txt"])
    for _ in range(4):
        place = decade.place()
        wrong[place] = (GAP, None)
        name, year, part = place
        decade.plant(GAP, name, year, part, ["gap"], spoils=[f"{year + n}-{part}.txt" for n in (-1, 1)])
        decade.planted[-1]["releases"] = [f"{year - 1}-{part}.txt"]
    for metric, kind, rules, amount in (
        (DRUGS, UNIT, ["unit_changed"], lambda: None),
        ("crime.solved.share", "over", ["share_over_100"], lambda: rand.randint(104, 190)),
        ("crime.solved.share", "share", ["share_and_levels"], lambda: -rand.randint(5, 12)),
        ("appeal.received", "sum", ["parts_exceed_whole", "parts_and_whole"], lambda: rand.choice((-60, -37, 45, 58))),
    ):
        for _ in range(3):
            place = decade.place(metric, first=3)
            wrong[place] = (kind, amount())
            decade.plant(kind, *place, rules)
    return wrong


def write_decade(folder: Path, seed: int = 7) -> list[dict[str, Any]]:
    """Write the releases, their metadata and the list of what was planted; return that list."""
    decade = Decade(random.Random(seed))
    make_values(decade)
    writer = Writer(decade, plant(decade))
    releases = folder / "releases"
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("document", "published", "title", "publisher"))
        for year in YEARS:
            for part, (period, _, day, later) in PARTS.items():
                name = f"{year}-{part}.txt"
                (releases / name).write_text(writer.release(year, part), encoding="utf-8", newline="\n")
                title = f"Results of {period.format(year)}"
                table.writerow((name, f"{year + later}-{day}", title, "Ministry of the Interior of Averland"))
    planted = json.dumps(decade.planted, indent=1) + "\n"
    (folder / "planted.json").write_text(planted, encoding="utf-8", newline="\n")
    return decade.planted


def score(planted: list[dict[str, Any]], findings: list[dict[str, Any]]) -> dict[str, Any]:
    """Say which errors were found, and which findings come of none.

    A finding tells an error where its rule may, its metric is that of the error and it names one of its releases. One
    that names a release that the error spoils (its neighbours in time) with that metric is no false alarm.
    """
    found = [any(_tells(item, row, item["rules"]) for row in findings) for item in planted]
    false = [row for row in findings if not any(_tells(item, row) for item in planted)]
    missed = [item for item, hit in zip(planted, found, strict=True) if not hit]
    return {
        "planted": len(planted),
        "found": sum(found),
        "recall": round(sum(found) / len(planted), 4),
        "findings": len(findings),
        "false": len(false),
        "missed": missed,
        "false_alarms": [{name: row[name] for name in ("rule", "metric_id", "documents", "message")} for row in false],
    }


def _tells(item: dict[str, Any], row: dict[str, Any], rules: list[str] | None = None) -> bool:
    releases = {*item["releases"], *(() if rules else item.get("spoils", ()))}
    stem = item["metric_id"].partition(".")[0]
    return (
        (rules is None or row["rule"] in rules)
        and (row["metric_id"] or "").startswith(stem)
        and bool(releases & set(row["documents"]))
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--findings", type=Path, help="findings.json of an audit: score it against the list instead")
    options = parser.parse_args()
    if options.findings:
        planted = json.loads((options.folder / "planted.json").read_text())
        rows = json.loads(options.findings.read_text())["findings"]
        print(json.dumps(score(planted, rows), indent=1))
    else:
        print(f"{len(write_decade(options.folder, options.seed))} errors planted in {options.folder / 'releases'}")


if __name__ == "__main__":
    main()
