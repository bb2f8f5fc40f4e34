"""Compare models in one table: F1 of facts on dev and test with intervals, words per second, size.

    python scripts/compare_models.py --annotations annotations/markup rules models/cnn minilm
    python scripts/compare_models.py --annotations annotations/markup rules minilm --write models/README.md

The table is Markdown. --write puts it between the lines `<!-- table of models -->` and `<!-- end -->` of a file.
Words per second are of processor time on one core, over the texts of dev.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from presstally.corpus.gold import GoldRelease
from presstally.errors import PresstallyError, UsageError
from presstally.evaluation.predict import start_doc
from presstally.loading import RULES, load
from presstally.training.dataset import of_part, read_dataset
from presstally.training.retrain import find_model
from presstally.training.train import SCORES, measure

BEGIN, END = "<!-- table of models -->", "<!-- end -->"
PARTS = ("dev", "test")


def compare_models(names: Sequence[str], releases: Sequence[GoldRelease]) -> list[tuple[str, list[str]]]:
    """Return the rows of the table: what is told, and a cell for each model."""
    columns = [dict(_describe(name, releases)) for name in names]
    return [(row, [column[row] for column in columns]) for row in columns[0]]


def _describe(name: str, releases: Sequence[GoldRelease]) -> list[tuple[str, str]]:
    nlp = load(name)
    told: list[tuple[str, str]] = []
    for part in PARTS:
        own = of_part(releases, part)
        scores: dict[str, Any] = measure(nlp, own) if own else {}
        for score in SCORES:
            told.append((f"{part}, {score} F1", _show(scores.get(score))))
        told.append((f"{part}, link right of detected", f"{scores['link']:.3f}" if scores else "-"))
        told.append((f"{part}, words of the metric, F1", f"{scores['metric_words_f1']:.3f}" if scores else "-"))
    told.append(("words per second, one core", f"{words_per_second(nlp, of_part(releases, 'dev')):,.0f}"))
    told.append(("size", "none (made from `configs/`)" if name == RULES else f"{size_of(find_model(name)):.1f} MB"))
    return told


def _show(score: dict[str, float] | None) -> str:
    return f"{score['f1']:.3f} ({score['low']:.3f} to {score['high']:.3f})" if score else "-"


def words_per_second(nlp: Any, releases: Sequence[GoldRelease]) -> float:
    """Return the words that the pipeline reads in a second of processor time."""
    for release in releases[:2]:  # what is loaded with the first text is not reading
        nlp(start_doc(nlp, release))
    start = time.process_time()
    for release in releases:
        nlp(start_doc(nlp, release))
    return sum(len(release.text.split()) for release in releases) / max(time.process_time() - start, 1e-9)


def size_of(folder: Path) -> float:
    """Return the megabytes of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def write_table(path: Path, table: str) -> None:
    """Put the table between its marks in a file; raise UsageError where the file has no marks."""
    text = path.read_text(encoding="utf-8")
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise UsageError(f"{path} has no lines {BEGIN} and {END}.", "Put them where the table belongs.")
    path.write_text(f"{head}{BEGIN}\n\n{table}\n{END}{tail}", encoding="utf-8", newline="\n")


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", metavar="MODEL", help="rules, a model that ships, or a folder")
    parser.add_argument("--annotations", type=Path, action="append", required=True)
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    try:
        rows = compare_models(options.models, read_dataset(options.annotations))
        head = ["", *(f"`{Path(name).name}`" for name in options.models)]
        lines = [head, ["---"] * len(head), *([row, *cells] for row, cells in rows)]
        table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
        print(table, end="")
        if options.write:
            write_table(options.write, table)
    except PresstallyError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
