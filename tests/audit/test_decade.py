"""Ten years of releases with planted errors: the audit finds them, and little else."""

import runpy
from pathlib import Path

from presstally.audit.audit import audit_run
from presstally.batch.extract import extract_files
from presstally.runs import read_run

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "make_decade.py"))


def test_planted_errors_are_found(tmp_path):
    planted = SCRIPT["write_decade"](tmp_path, seed=3)
    extract_files([tmp_path / "releases"], tmp_path / "out", formats=["jsonl"])
    rows = [finding.to_row() for finding in audit_run(read_run(tmp_path / "out")).findings]
    report = SCRIPT["score"](planted, rows)
    assert report["planted"] >= 35
    assert report["recall"] >= 0.95, report["missed"]
    assert report["false"] <= 0.1 * report["findings"], report["false_alarms"]


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        SCRIPT["write_decade"](tmp_path / name, seed=3)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*") if path.is_file()}
        for name in ("a", "b")
    )
    assert one == other
