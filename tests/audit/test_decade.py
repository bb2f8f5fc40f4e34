"""Ten years of releases with planted errors: the audit finds them, and little else."""

import runpy
from pathlib import Path

from presstally.audit.audit import audit_run
from presstally.batch.extract import extract_files
from presstally.runs import read_run

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts" / "make_decade.py"))


def test_planted_errors_are_found(tmp_path):
    """Over two folders: in one alone, a single misread release decides."""
    reports = [_audit_decade(tmp_path / str(seed), seed) for seed in (3, 7)]
    for report in reports:
        assert report["planted"] >= 35
        assert report["recall"] >= 0.95, report["missed"]
    false, findings = (sum(report[name] for report in reports) for name in ("false", "findings"))
    assert false <= 0.1 * findings, [report["false_alarms"] for report in reports]


def _audit_decade(folder, seed):
    folder.mkdir()
    planted = SCRIPT["write_decade"](folder, seed=seed)
    extract_files([folder / "releases"], folder / "out", formats=["jsonl"])
    rows = [finding.to_row() for finding in audit_run(read_run(folder / "out")).findings]
    return SCRIPT["score"](planted, rows)


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        SCRIPT["write_decade"](tmp_path / name, seed=3)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.*") if path.is_file()}
        for name in ("a", "b")
    )
    assert one == other
