"""Tell how the scores grow with the annotated facts: the small model, several sizes, several seeds.

    python scripts/learning_curve.py --annotations annotations/markup

For each size and seed that share of the releases of train is drawn, a smaller draw being part of the larger one of its
seed, a model is trained on it and scored on dev. Prints a Markdown table of means, with the lowest and highest value.
With 4 sizes and 3 seeds it takes twelve trainings.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from presstally.corpus.gold import GoldRelease
from presstally.errors import PresstallyError
from presstally.training.dataset import of_part, read_dataset
from presstally.training.recipe import Recipe, find_config
from presstally.training.train import SCORES, make_model

SHARES = (0.125, 0.25, 0.5, 1.0)
SEEDS = (0, 1, 2)
TOLD = (*SCORES[1:], "link", "metric_words_f1")


def draw(releases: Sequence[GoldRelease], share: float, seed: int) -> list[GoldRelease]:
    """Return a share of the releases of train, at least one, and all of dev."""
    train = of_part(releases, "train")
    random.Random(seed).shuffle(train)
    return [*train[: max(1, round(share * len(train)))], *of_part(releases, "dev")]


def learn(recipe: Recipe, releases: Sequence[GoldRelease]) -> dict[str, Any]:
    """Train on the releases; return the scores on dev."""
    with tempfile.TemporaryDirectory() as folder:
        dev: dict[str, Any] = make_model(recipe, releases, Path(folder), "curve")["performance"]["dev"]
        return dev


def make_row(recipe: Recipe, releases: Sequence[GoldRelease], share: float, seeds: Sequence[int]) -> list[str]:
    """Return the cells of one size: the facts, and each score over the seeds."""
    facts, scores = [], []
    for seed in seeds:
        drawn = draw(releases, share, seed)
        facts.append(sum(len(release.facts) for release in of_part(drawn, "train")))
        scores.append(learn(Recipe(recipe.config, seed, recipe.encoder, recipe.vectors), drawn))
        print(f"share {share:g}, seed {seed}: fact F1 {scores[-1]['fact']['f1']:.3f}", file=sys.stderr)
    cells = [f"{share:g}", f"{statistics.mean(facts):,.0f}"]
    for name in TOLD:
        values = [row[name]["f1"] if isinstance(row[name], dict) else row[name] for row in scores]
        cells.append(f"{statistics.mean(values):.3f} ({min(values):.3f} to {max(values):.3f})")
    return cells


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--annotations", type=Path, action="append", required=True)
    parser.add_argument("--config", type=Path, default=Path("cnn.cfg"))
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--shares", type=float, nargs="+", default=SHARES)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    options = parser.parse_args()
    try:
        releases = read_dataset(options.annotations)
        recipe = Recipe(find_config(options.config), vectors=options.vectors)
        print(f"| share of train | facts | {' | '.join(TOLD)} |")
        print("| --- " * (len(TOLD) + 2) + "|")
        for share in options.shares:
            print(f"| {' | '.join(make_row(recipe, releases, share, options.seeds))} |", flush=True)
    except PresstallyError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
