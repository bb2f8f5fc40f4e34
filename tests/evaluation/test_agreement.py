"""The project's scores agree with an independent scorer, where that one is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from presstally.batch.extract import extract_files
from presstally.corpus.sources import read_annotations
from presstally.evaluation.evaluate import evaluate

SHARED = Path(__file__).parents[3] / "shared"
SCORER, GOLD, TEXTS = SHARED / "tools" / "score_facts.py", SHARED / "dev" / "dev.gold", SHARED / "dev" / "texts"
HALF_A_POINT = 0.005


@pytest.mark.skipif(not SCORER.is_file(), reason="the independent scorer is not beside the repository")
def test_scores_agree_within_half_a_point(nlp, tmp_path: Path) -> None:
    extract_files([TEXTS], tmp_path, formats=["jsonl"], model="rules")
    command = [sys.executable, SCORER, GOLD, TEXTS, tmp_path / "facts.jsonl"]
    command += ["--entities", tmp_path / "entities.jsonl", "--json"]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = evaluate(list(read_annotations(GOLD, texts=TEXTS)), nlp)

    pairs = [(ours["gold"], theirs["gold"]), (ours["predicted"], theirs["predicted"])]
    for level in ("detect", "fact", "fact_strict"):
        pairs += [(ours["facts"][level][key], theirs[level][key]) for key in ("p", "r", "f1")]
    for name in ("value", "unit", "modifier", "link", "period"):
        pairs.append((ours["attributes"][name], theirs[f"{name}_acc_of_detected"]))
    pairs.append((ours["attributes"]["metric_words_f1"], theirs["metric_words_f1"]))
    pairs += [(ours["metric_id_b3"][key], theirs["metric_id_b3"][key]) for key in ("p", "r", "f1")]
    for label, row in theirs["entities"].items():
        for rule in ("strict", "lenient"):
            pairs.append((ours["mention"][f"{label}.{rule}"]["f1"], row[f"{rule}_f1"]))
    assert len(pairs) > 20
    assert [pair for pair in pairs if abs(pair[0] - pair[1]) > HALF_A_POINT] == []
