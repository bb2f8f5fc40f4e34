"""Fit the scores of a model's links on annotated releases, and write the curve into the model.

    python scripts/calibrate_model.py models/NAME ANNOTATIONS PART

Fit it on the dev part; the script prints the expected calibration error before, and after on the same releases.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import presstally
from presstally.corpus.gold_docs import make_example
from presstally.corpus.sources import read_annotations
from presstally.evaluation.wording import words_f1
from presstally.language.relations import by_head
from presstally.training.calibrate import expected_error, fit_calibration
from presstally.training.manifest import write_manifest


def read_links(nlp, releases) -> tuple[list[float], list[bool]]:
    """Return score and rightness of each link: its words reach token F1 0.5 against the gold's."""
    scores, right = [], []
    for release in releases:
        example = make_example(nlp, release)
        doc, gold = nlp(example.predicted), by_head(example.reference)
        for head, rows in by_head(doc).items():
            found = [row for row in rows if row["type"] == "MEASURES"]
            wanted = [row for row in gold.get(head, ()) if row["type"] == "MEASURES"]
            if found and wanted:
                words = [" ".join(doc.text[slice(*row["child"][:2])] for row in side) for side in (found, wanted)]
                scores.append(found[0]["score"])
                right.append(words_f1(*words) >= 0.5)
    return scores, right


def calibrate_model(model: Path, annotations: Path, part: str) -> None:
    """Fit the curve on the releases of `part` and save the model with it."""
    nlp = presstally.load(model)
    linker = nlp.get_pipe("relation_extractor")
    linker.cfg.pop("calibration", None)
    releases = [release for release in read_annotations(annotations) if release.part == part]
    scores, right = read_links(nlp, releases)
    linker.cfg["calibration"] = fit_calibration(scores, right)
    fitted = [linker.calibrate(score) for score in scores]
    for name, values in (("before", scores), ("after", fitted)):
        print(f"{name}: expected calibration error {expected_error(np.array(values), np.array(right, float)):.3f}")
    print(f"{len(scores)} links, {sum(right) / len(right):.3f} right; curve: {linker.cfg['calibration']}")
    linker.to_disk(model / "relation_extractor")
    write_manifest(model)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    calibrate_model(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
