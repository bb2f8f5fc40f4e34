"""What a reviewer says outranks the model, survives the next run, and becomes training data."""

import csv
import json

import pytest
from make_facts import fact
from typer.testing import CliRunner

from presstally.audit.reviewed import make_gold
from presstally.cli import app
from presstally.corpus.doccano import read_doccano, write_doccano
from presstally.corrections import apply_corrections, read_corrections
from presstally.errors import UsageError
from presstally.runs import read_run

TEXT = "In 2022, 12 thefts and 54 robberies."
SHA = "ab" * 32
RUN = CliRunner()


def numbers():
    places = {"start": 9, "end": 11, "metric_spans": [[12, 18]]}, {"start": 23, "end": 25, "metric_spans": [[26, 35]]}
    common = {"document": "a.txt", "sentence": TEXT}
    return [
        fact(value=12, quantity="12", metric="thefts", needs_review="low score", **common, **places[0]),
        fact("robbery.registered", 54, quantity="54", **{**common, "metric": "robberies"}, **places[1]),
    ]


@pytest.fixture
def out(tmp_path):
    """The tables of a run over one release, as `extract` writes them."""
    entities = [("QUANTITY", 9, 11), ("METRIC", 12, 18), ("QUANTITY", 23, 25), ("METRIC", 26, 35), ("DATE", 3, 7)]
    rows = {
        "facts": numbers(),
        "documents": [{"document": "a.txt", "sha256": SHA, "status": "done", "published": "2023-01-20"}],
        "entities": [{"document": "a.txt", "label": label, "start": start, "end": end} for label, start, end in entities],
        "relations": [
            {"document": "a.txt", "type": "MEASURES", "head": dict(zip(("label", "start", "end"), entities[n], strict=True)), "child": dict(zip(("label", "start", "end"), entities[n + 1], strict=True))}
            for n in (0, 2)
        ],
    }  # fmt: skip
    for name, table in rows.items():
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in table))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT)
    return tmp_path


def fill(out, **cells):
    """Fill in rows of the template by their quantity: `q12={"verdict": "wrong"}`."""
    assert RUN.invoke(app, ["corrections", "init", str(out)]).exit_code == 0
    path = out / "corrections.csv"
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= cells.get(f"q{row['quantity']}", {})
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_a_reviewer_outranks_the_model(out):
    fill(out, q54={"verdict": "wrong"}, q12={"metric_id": "theft.solved", "value": "13", "period_end": "2022-06-30"})
    run = read_run(out)
    assert [(row["text"], row["reason"]) for row in run.excluded] == [("54", "corrected: wrong")]
    row = run.facts[0]
    assert (row["metric_id"], row["value"], row["period_end"]) == ("theft.solved", 13.0, "2022-06-30")
    assert (row["score"], row["method"], row["needs_review"]) == (1.0, "rule+reviewer", None)


def test_corrections_survive_the_next_run(out):
    fill(out, q12={"verdict": "right"}, q54={"metric_id": "theft.solved"})
    moved = [dict(row, fact_id=f"new-{row['fact_id']}", score=0.2) for row in reversed(numbers())]
    (out / "facts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in moved))
    assert {row["metric_id"] for row in read_run(out).facts} == {"theft.registered", "theft.solved"}
    fill(out)  # a new template keeps them
    assert len(read_corrections(out / "corrections.csv")) == 2


def test_check_tells_what_meets_no_fact(out):
    fill(out, q12={"verdict": "right"}, q54={"verdict": "wrong"})
    assert RUN.invoke(app, ["corrections", "check", str(out)]).exit_code == 0
    (out / "facts.jsonl").write_text(json.dumps(numbers()[0]) + "\n")
    result = RUN.invoke(app, ["corrections", "check", str(out), "--json"])
    assert result.exit_code == 6
    assert json.loads(result.stdout.splitlines()[0])["lost_keys"] == [[SHA, 23, 25]]


def test_apply_writes_corrected_tables(out):
    fill(out, q54={"verdict": "wrong"}, q12={"direction": "increase"})
    assert RUN.invoke(app, ["corrections", "apply", str(out), "--out", str(out / "new")]).exit_code == 0
    (out / "new" / "facts.jsonl").unlink()  # the CSV says the same
    assert [(row["value"], row["direction"], row["metric_spans"]) for row in read_run(out / "new").facts] == [
        (12.0, "increase", [[12, 18]])
    ]


def export(out, *options):
    target = out / "reviewed.jsonl"
    arguments = ["corrections", "export", str(out), "--releases", str(out / "texts"), "--out", str(target), *options]
    return RUN.invoke(app, arguments).exit_code, target


def test_reviewed_releases_are_training_data(out):
    fill(out, q54={"verdict": "wrong"}, q12={"metric_id": "theft.solved"})
    code, target = export(out)
    assert code == 0
    release = next(read_doccano(target))
    assert [(f.value, f.metric_id, f.metric_spans) for f in release.facts] == [(12.0, "theft.solved", ((12, 18),))]
    assert [m.label for m in release.mentions] == ["DATE", "QUANTITY", "METRIC", "METRIC"]
    assert release.excluded == ((23, 25),)
    assert release.part == "train"


def test_only_whole_releases_are_exported(out):
    fill(out, q54={"verdict": "wrong"})
    assert export(out)[0] == 3
    assert export(out, "--partly")[0] == 0


def test_annotations_become_corrections(out):
    fill(out, q12={"verdict": "right"}, q54={"verdict": "wrong"})
    target = export(out)[1]
    gold = next(read_doccano(target))
    (out / "corrections.csv").unlink()
    write_doccano(target, [gold])
    arguments = [
        "corrections",
        "collect",
        str(out),
        "--annotations",
        str(target),
        "--releases",
        str(out / "texts"),
        "--json",
    ]
    assert json.loads(RUN.invoke(app, arguments).stdout)["collected"] == 2
    assert [c.verdict for c in read_corrections(out / "corrections.csv").values()] == ["right", "wrong"]


def test_annotations_of_corrected_tables(out):
    """What was set stays where annotators agree; what was marked wrong comes back where they have a fact."""
    fill(out)
    write_doccano(target := out / "reviewed.jsonl", [gold_of(out)])
    fill(out, q12={"metric_id": "theft.solved"}, q54={"verdict": "wrong"})
    assert RUN.invoke(app, ["corrections", "apply", str(out), "--out", str(out / "new")]).exit_code == 0
    for name in ("facts.jsonl", "excluded.jsonl"):  # as the next run of extract leaves them
        (out / name).write_bytes((out / "new" / name).read_bytes())
    arguments = ["corrections", "collect", str(out), "--annotations", str(target), "--releases", str(out / "texts")]
    assert RUN.invoke(app, arguments).exit_code == 0
    first, second = read_corrections(out / "corrections.csv").values()
    assert (first.verdict, first.values["metric_id"]) == ("", "theft.solved")
    assert (second.verdict, second.values["value"], second.values["kind"]) == ("", 54.0, "level")


def gold_of(out):
    """Return the release as annotated: both facts, the first with the metric that a reviewer set."""
    run = read_run(out)
    run.facts[0]["metric_id"] = "theft.solved"
    corrections = {(SHA, row["start"], row["end"]): None for row in run.facts}
    return next(make_gold(run, {"a.txt": TEXT}, corrections))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"verdict": "maybe"}, "no verdict 'maybe'"),
        ({"value": "many"}, "'many' is no value"),
        ({"kind": "share"}, "no kind 'share'"),
        ({"period_start": "2022"}, "'2022' is no period start"),
        ({"start": "x"}, "must be numbers"),
    ],
)
def test_cells_that_cannot_be_used_are_told(out, cells, told):
    fill(out, q12=cells)
    with pytest.raises(UsageError, match=told):
        read_corrections(out / "corrections.csv")


def test_nothing_takes_a_value_away(out):
    fill(out, q12={"period_start": "-", "period_end": "-"})
    facts, _, _ = apply_corrections(numbers(), {"a.txt": SHA}, read_corrections(out / "corrections.csv"))
    assert facts[0]["period_start"] is None
