"""Measure what larger word lists cost: the catalogue and the gazetteers with 10,000 made-up phrases against 100.

    python scripts/measure_growth.py annotations/unlabelled [--words 20000] [--rounds 5]

Both pipelines of rules read the same texts in turns, by the processor's time.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from statistics import median

from presstally.benchmark.report import ratios
from presstally.benchmark.subjects import Subject, drain, start_docs
from presstally.benchmark.texts import read_texts, slice_texts
from presstally.benchmark.timing import time_rounds
from presstally.loading import RULES, load
from presstally.resources import data_dir

FEW, MANY = 100, 10_000


def write_configs(folder: Path, phrases: int) -> Path:
    """Copy the configs, the cities cut down to `phrases`, and as many made-up bodies and wordings added."""
    shutil.copytree(data_dir("configs"), folder)
    gazetteers = folder / "lexicon" / "gazetteers"
    cities = (gazetteers / "cities.txt").read_text(encoding="utf-8").splitlines()
    (gazetteers / "cities.txt").write_text("\n".join(cities[:phrases]) + "\n", encoding="utf-8")
    with (gazetteers / "ORG.txt").open("a", encoding="utf-8") as file:
        file.writelines(f"{make_word(number).title()} Watch\n" for number in range(phrases))
    concepts = folder / "catalogue" / "concepts.toml"
    made = "".join(f'made_{number} = ["{make_word(number)} tokens"]\n' for number in range(phrases))
    text = concepts.read_text(encoding="utf-8")
    concepts.write_text(text.replace("[thing]\n", f"[thing]\n{made}", 1), encoding="utf-8")
    return folder


def make_word(number: int) -> str:
    """Return a word of consonants and vowels that no release holds."""
    letters = "".join(
        "bdfgklmnprstvz"[number // 14**place % 14] + "aeiou"[number // 5**place % 5] for place in range(5)
    )
    return f"zq{letters}"


def make_subject(folder: Path, phrases: int) -> Subject:
    nlp = load(RULES, configs=write_configs(folder / str(phrases), phrases))
    return Subject(f"{phrases:,} phrases", lambda releases: drain(nlp.pipe(start_docs(nlp, releases))))


def main() -> None:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", nargs="+", type=Path)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    warm, *rounds = slice_texts(read_texts(options.releases), options.words // options.rounds, options.rounds + 1)
    with tempfile.TemporaryDirectory() as folder:
        many, few = (make_subject(Path(folder), phrases) for phrases in (MANY, FEW))
        timings = time_rounds([many, few], warm, rounds, lambda step: None)
    found = ratios(timings, many.name, few.name)
    print(f"{many.name} : {few.name} = {median(found):.2f} ({min(found):.2f} to {max(found):.2f}), {len(found)} rounds")


if __name__ == "__main__":
    main()
