"""Show what `presstally annotate select` is worth: F1 against annotated releases, selected and drawn at random.

    python scripts/simulate_selection.py --annotations annotations/gold --plot docs/images/selection.svg

The releases of train play the unlabelled ones. Both ways begin with the same random releases; then a small model is
trained on what is annotated, the next ones are selected by it (or drawn), and so on. Scores are link F1 on dev. Prints
a Markdown table of means over the seeds, with the lowest and highest value.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import Adam

from presstally import load
from presstally.corpus.gold_docs import make_example
from presstally.corpus.sources import read_annotations
from presstally.doccano.gain import Reading, make_reading
from presstally.doccano.selection import Known, select
from presstally.language.relations import by_head
from presstally.language.sentences import Sentences
from presstally.language.spans import with_label
from presstally.pipes.relation_extractor import MODEL
from presstally.pipes.relation_targets import score_links

PIPE = "relation_extractor"
BEHIND = (PIPE, "period_linker", "actor_linker", "metric_catalogue", "fact_builder")
COLOURS = {"selected": "#1565c0", "random": "#9e9e9e"}
Links = dict[str, tuple[list[dict[str, Any]], list[Any]]]


class Simulation:
    """The pool and dev, read once by the rules; `train` makes a model anew each time."""

    def __init__(self, annotations: Path, epochs: int) -> None:
        self.nlp: Language = load("rules")
        self.epochs = epochs
        self.trained: dict[tuple[Any, ...], Any] = {}
        self.pool = self._read(annotations, "train")
        self.dev = list(self._read(annotations, "dev").values())

    def _read(self, annotations: Path, part: str) -> dict[str, Example]:
        examples = {}
        with self.nlp.select_pipes(disable=[name for name in BEHIND if name in self.nlp.pipe_names]):
            for release in read_annotations(annotations, part=part):
                example = make_example(self.nlp, release)
                for _, pipe in self.nlp.pipeline:
                    example.predicted = pipe(example.predicted)
                examples[release.doc_id] = example
        return examples

    def train(self, names: Sequence[str], seed: int) -> Any:
        """Train the small model on the annotated releases; what was trained before is not trained again."""
        key = (seed, *sorted(names))
        if key not in self.trained:
            self.trained[key] = self._train(sorted(names), seed)
        return self.trained[key]

    def _train(self, names: Sequence[str], seed: int) -> Any:
        spacy.util.fix_random_seed(seed)
        if PIPE in self.nlp.pipe_names:
            self.nlp.remove_pipe(PIPE)
        small = {**MODEL, "hidden_width": 64, "tok2vec": {**MODEL["tok2vec"], "width": 64, "depth": 2}}  # type: ignore[dict-item]
        pipe: Any = self.nlp.add_pipe(PIPE, after="metric_linker", config={"model": small})
        examples = [self.pool[name] for name in names]
        pipe.initialize(lambda: examples[:4], nlp=self.nlp)
        optimizer = Adam(2e-3, L2=1e-4, grad_clip=1.0)
        # The same number of steps for every size, so that few releases are not a matter of too little training.
        steps = max(self.epochs * len(self.pool) // 8, 1)
        order: list[Example] = []
        for _ in range(steps):
            if len(order) < 4:
                order += random.sample(examples, len(examples))
            pipe.update([order.pop() for _ in range(min(4, len(order)))], drop=0.2, sgd=optimizer)
        return pipe

    def score(self, pipe: Any) -> float:
        """Return link F1 on dev."""
        docs = [example.predicted for example in self.dev]
        before = annotate(pipe, docs)
        score = score_links(self.dev)["link_f"]
        restore(docs, before)
        return score

    def read(self, pipe: Any, names: Sequence[str]) -> list[Reading]:
        """Read releases of the pool by the model and by the rules."""
        docs = [self.pool[name].predicted for name in names]
        rules = [to_facts(doc) for doc in docs]
        before = annotate(pipe, docs)
        model = [to_facts(doc) for doc in docs]
        restore(docs, before)
        rows = zip(names, docs, model, rules, strict=True)
        return [make_reading(name, doc.text, mine, others) for name, doc, mine, others in rows]

    def run(self, way: str, sizes: Sequence[int], seed: int) -> tuple[list[float], list[int]]:
        """Return the score at each size, and how many numbers the releases hold, which is what the work depends on."""
        names = sorted(self.pool)
        random.Random(seed).shuffle(names)
        chosen, scores, numbers = names[: sizes[0]], [], []
        for place, size in enumerate(sizes):
            pipe = self.train(chosen, seed)
            scores.append(self.score(pipe))
            numbers.append(sum(len(with_label(self.pool[name].reference, "QUANTITY")) for name in chosen))
            print(f"{way}, seed {seed}, {size} releases: {scores[-1]:.3f}", file=sys.stderr, flush=True)
            if place + 1 < len(sizes):
                left, wanted = [name for name in names if name not in chosen], sizes[place + 1] - size
                known = Known({name: self.pool[name].reference.text for name in chosen})
                found = select(self.read(pipe, left), known, wanted, seed) if way == "selected" else []
                chosen = [*chosen, *(choice.name for choice in found)]
                chosen += [name for name in left if name not in chosen][: sizes[place + 1] - len(chosen)]
        return scores, numbers


def annotate(pipe: Any, docs: list[Doc]) -> list[Any]:
    """Let the model write its links; return those of the rules."""
    before = [(list(doc._.relations), list(doc.spans["metric"])) for doc in docs]
    pipe.set_annotations(docs, pipe.predict(docs))
    return before


def restore(docs: list[Doc], before: list[Any]) -> None:
    """Put the links of the rules back, which the model takes for one of its features."""
    for doc, (relations, metrics) in zip(docs, before, strict=True):
        doc._.relations, doc.spans["metric"] = relations, metrics


def to_facts(doc: Doc) -> list[dict[str, Any]]:
    """Return of each number what a Reading asks for."""
    relations, sentences, text, facts = by_head(doc), Sentences(doc), doc.text, []
    for quantity in with_label(doc, "QUANTITY"):
        place = (quantity.start_char, quantity.end_char)
        rows = [row for row in relations.get(place, ()) if row["type"] == "MEASURES"]
        first, last = sentences.borders(quantity.start)
        facts.append(
            {
                "start": place[0],
                "end": place[1],
                "metric": " ".join(text[slice(*row["child"][:2])] for row in rows),
                "score": min((row["score"] for row in rows), default=0.0),
                "sentence": doc[first:last].text,
            }
        )
    return facts


def draw_plot(sizes: Sequence[int], curves: dict[str, list[list[float]]]) -> str:
    """Return the curves as SVG: means as lines, the span over the seeds as bars."""
    values = [value for runs in curves.values() for run in runs for value in run]
    low, high = min(values) - 0.01, max(values) + 0.01

    def x(size: float) -> float:
        return 60 + 500 * (size - sizes[0]) / max(sizes[-1] - sizes[0], 1)

    def y(value: float) -> float:
        return 300 - 270 * (value - low) / (high - low)

    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 350" font-family="sans-serif" font-size="13">']
    parts.append('<rect width="600" height="350" fill="white"/><path d="M60 20V300H575" fill="none" stroke="#444"/>')
    parts += [f'<text x="{x(size):.0f}" y="320" text-anchor="middle">{size}</text>' for size in sizes]
    ticks = [low + (high - low) * step / 4 for step in range(5)]
    parts += [f'<text x="52" y="{y(tick) + 4:.0f}" text-anchor="end">{tick:.2f}</text>' for tick in ticks]
    parts.append(
        '<text x="310" y="342" text-anchor="middle">annotated releases</text><text x="62" y="14">link F1 on dev</text>'
    )
    for number, (way, runs) in enumerate(curves.items()):
        columns, colour = list(zip(*runs, strict=True)), COLOURS[way]
        points = [(x(size), y(statistics.mean(column))) for size, column in zip(sizes, columns, strict=True)]
        path = " ".join(f"{at:.1f},{height:.1f}" for at, height in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        for (at, _), column in zip(points, columns, strict=True):
            parts.append(
                f'<path d="M{at + 2 * number:.1f} {y(min(column)):.1f}V{y(max(column)):.1f}" stroke="{colour}"/>'
            )
        parts.append(f'<text x="480" y="{250 + 20 * number}" fill="{colour}">{way}</text>')
    return "\n".join([*parts, "</svg>\n"])


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--annotations", type=Path, required=True)
    parser.add_argument("--sizes", type=int, nargs="+", default=(15, 30, 60, 100))
    parser.add_argument("--seeds", type=int, nargs="+", default=(0, 1, 2))
    parser.add_argument("--epochs", type=int, default=5, help="of the whole pool, in half as many steps")
    parser.add_argument("--plot", type=Path, help="SVG to write")
    options = parser.parse_args()
    begun = time.monotonic()
    simulation = Simulation(options.annotations, options.epochs)
    curves: dict[str, list[list[float]]] = {"selected": [], "random": []}
    numbers: dict[str, list[list[int]]] = {way: [] for way in curves}
    for seed in options.seeds:
        for way, runs in curves.items():
            scores, counts = simulation.run(way, options.sizes, seed)
            runs.append(scores)
            numbers[way].append(counts)
    print("| releases | " + " | ".join(f"{way} | numbers in them" for way in curves) + " |")
    print("| --- " * (1 + 2 * len(curves)) + "|")
    for place, size in enumerate(options.sizes):
        cells = []
        for way, runs in curves.items():
            values = [run[place] for run in runs]
            cells.append(f"{statistics.mean(values):.3f} ({min(values):.3f} to {max(values):.3f})")
            cells.append(f"{statistics.mean(counts[place] for counts in numbers[way]):.0f}")
        print(f"| {size} | " + " | ".join(cells) + " |")
    if options.plot:
        options.plot.write_text(draw_plot(options.sizes, curves), encoding="utf-8")
    print(f"{len(simulation.pool)} releases in the pool, {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
