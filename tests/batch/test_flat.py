"""Memory does not grow with the number of releases, and a second run costs next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "measure_batch.py"
# In a process of its own: this one has held other things.
PROGRAM = """
import importlib.util, json, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("measure_batch", sys.argv[1])
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)
print(json.dumps(list(script.tell_memory(Path(sys.argv[2]), 5000, "rules"))))
"""


def test_five_thousand_releases_take_no_more_memory_than_one_thousand(tmp_path: Path) -> None:
    call = [sys.executable, "-c", PROGRAM, str(SCRIPT), str(tmp_path)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    reading, writing, row = json.loads(done.stdout)
    assert int(reading.split(", ")[-1].split()[0]) <= 50, reading
    assert int(writing.split(", ")[-1].split()[0]) <= 50, writing
    assert row.startswith("| 5,000 releases in one process | +")
    assert "5,000 of 5,000: " in done.stderr


def test_a_word_costs_the_same_in_a_long_release(tmp_path: Path) -> None:
    """By the rules; what the trained model takes is told in docs/scale.md."""
    program = PROGRAM.replace("tell_memory", "tell_words").replace("5000", "2")
    call = [sys.executable, "-c", program, str(SCRIPT), str(tmp_path)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert 0.75 <= float(json.loads(done.stdout)[-1].split()[-1]) <= 1.25, done.stdout


def test_a_second_run_does_not_load_the_model(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("12 crimes were registered.")
    program = (
        "import sys; from pathlib import Path; from presstally.batch.extract import extract_files;"
        "s = extract_files([Path(sys.argv[1])], Path(sys.argv[2]), model='rules', formats=['csv']);"
        "print(s.unchanged, sorted({'spacy', 'pandas', 'pyarrow'} & set(sys.modules)))"
    )
    call = [sys.executable, "-c", program, str(tmp_path / "in"), str(tmp_path / "out")]
    told = [subprocess.run(call, capture_output=True, text=True, check=True).stdout.strip() for _ in range(2)]
    assert told == ["False []", "True []"]
