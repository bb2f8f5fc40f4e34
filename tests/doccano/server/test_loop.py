"""The whole loop against a real server: push, correct, finish, pull; and what may go wrong on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from presstally.doccano.rows import annotated_row, unpack

ROOT = Path(__file__).parents[3]
COUNT = 200
LETTERS = "Şəki police 🚓 said in naïve Ünïcode that 26,004 crimes were registered in 2020, e\u0301 and “12 tons” of hemp.\r\n\tIn 2019, 31 cars were found."


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """Return the rows of 202 releases as exported: one of 20,000 characters, one full of letters outside ASCII."""
    from typer.testing import CliRunner

    from presstally.cli import app

    folder = tmp_path_factory.mktemp("batch")
    files = sorted((ROOT / "annotations" / "unlabelled").glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()][:COUNT]
    long = "\n".join(row["text"] for row in rows)[:20_000]
    rows += [{"doc_id": "long", "text": long}, {"doc_id": "letters", "text": LETTERS, "published": "2021-01-18"}]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = CliRunner().invoke(app, ["annotate", "export", str(folder / "in.jsonl"), "--out", str(folder / "b.jsonl")])
    assert done.exit_code == 0, done.output
    return folder / "b.jsonl"


def read(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_loop(call, batch, log_in, small, tmp_path):
    sent = {row["doc_id"]: unpack(row) for row in read(batch)}
    assert any(
        a["label"] == b["label"] == "METRIC" and a["start_offset"] < b["start_offset"] < a["end_offset"]
        for row in sent.values()
        for a in row["entities"]
        for b in row["entities"]
    )  # overlapping METRIC spans are among them
    done = call("doccano", "push", batch, "--project", "loop", "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["made"], told["sent"], told["there"]) == (True, COUNT + 2, 0)
    again = json.loads(call("doccano", "push", batch, "--project", "loop", "--json").stdout)
    assert (again["project"], again["sent"], again["there"]) == (told["project"], 0, COUNT + 2)

    inbox = tmp_path / "inbox"
    none = call("doccano", "pull", "--project", "loop", "--inbox", inbox)
    assert (none.exit_code, inbox.exists()) == (3, False)
    log_in("admin").invite(told["project"], "alice")
    page = log_in("alice").open(told["project"], "letters")
    assert page.text == LETTERS.replace("🚓", "□")  # which doccano's editor would count twice
    number = page.find("QUANTITY", "26,004")
    erased = page.find("QUANTITY", "31")
    page.erase(erased)
    page.move(page.find("QUANTITY", "12 tons"), LETTERS.index("12 tons"), LETTERS.index("12 tons") + 2)
    during = next(r for r in page.relations() if r["name"] == "DURING" and r["from_id"] == number["id"])
    page.unlink(during)
    page.link("DURING", number["id"], page.find("DATE", "2019")["id"])
    page.finish()
    log_in("alice").open(told["project"], "long").finish()
    status = json.loads(call("doccano", "status", "--project", "loop", "--json").stdout)
    assert (status["releases"], status["finished"], status["by_annotator"]["alice"]) == (COUNT + 2, 2, 2)

    pulled = call("doccano", "pull", "--project", "loop", "--inbox", inbox)
    assert pulled.exit_code == 0, pulled.output
    (file,) = inbox.iterdir()
    rows = {row["doc_id"]: row for row in read(file)}
    assert sorted(rows) == ["letters", "long"]
    assert rows["letters"]["text"] == LETTERS
    facts = {LETTERS[f["start"] : f["end"]]: f for f in rows["letters"]["facts"]}
    assert sorted(facts) == ["12", "26,004"]
    assert (facts["12"]["value"], facts["12"]["unit"]) == (12, "count")
    assert (facts["26,004"]["value"], facts["26,004"]["period_start"]) == (26004, "2019-01-01")
    assert [number["start_offset"], number["end_offset"]] in [review[:2] for review in rows["letters"]["review"]]
    assert [erased["start_offset"], erased["end_offset"]] in rows["letters"]["excluded"]
    for key in ("entities", "relations", "facts"):
        assert annotated_row(rows["long"])[key] == sent["long"][key]
    assert "Nothing new" in call("doccano", "pull", "--project", "loop", "--inbox", inbox).stdout

    everything = call("doccano", "pull", "--project", "loop", "--all", "--out", tmp_path / "all")
    assert everything.exit_code == 0, everything.output
    back = {row["doc_id"]: annotated_row(row) for row in read(tmp_path / "all" / "all.jsonl")}
    assert sorted(back) == sorted(sent)
    for key in ("text", "entities", "relations", "facts", "excluded", "published", "publisher"):
        assert [doc_id for doc_id in sent if doc_id != "letters" and back[doc_id][key] != sent[doc_id][key]] == []
    assert retrained(call, small, tmp_path, rows["letters"])


def retrained(call, small, tmp_path, row):
    """Train a small model, retrain it with the corrected release, and evaluate what came of it."""
    annotations, config = small
    model, inbox = tmp_path / "model", tmp_path / "one"
    inbox.mkdir()
    (inbox / "1.jsonl").write_text(json.dumps(row) + "\n")
    options = ["--config", config, "--annotations", annotations, "--quiet"]
    done = call("train", *options, "--out", model)
    assert done.exit_code == 0, done.output
    done = call("retrain", *options, "--inbox", inbox, "--model", model, "--trust", "--margin", 1, "--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["new"] == ["letters"]
    scored = call(
        "evaluate", "--annotations", annotations, "--model", model, "--trust", "--out", tmp_path / "scores", "--json"
    )
    return told["promoted"] and json.loads(scored.stdout)["releases"] == 6


def test_two_annotators_apart(call, log_in, tmp_path):
    source = tmp_path / "two.txt"
    source.write_text("In 2020, 178 groups were neutralized and 12 cars were found.")
    project = json.loads(call("doccano", "push", source, "--project", "two", "--apart", "--json").stdout)["project"]
    assert call("doccano", "push", source, "--project", "two", "--together").exit_code == 2
    for name, metric in (("alice", "groups were neutralized"), ("bob", "groups")):
        log_in("admin").invite(project, name)
        page = log_in(name).open(project, "two.txt")
        assert page.spans() == []  # what the model found belongs to the one who pushed
        at = page.text.index(metric)
        page.link("MEASURES", page.mark("QUANTITY", 9, 12), page.mark("METRIC", at, at + len(metric)))
        page.finish()
    both = call("doccano", "pull", "--project", "two", "--inbox", tmp_path / "inbox")
    assert (both.exit_code, "alice, bob" in both.stderr) == (2, True)
    assert (
        call("doccano", "pull", "--project", "two", "--inbox", tmp_path / "inbox", "--annotator", "bob").exit_code == 0
    )
    assert call("doccano", "pull", "--project", "two", "--out", tmp_path / "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["alice.jsonl", "bob.jsonl"]
    agreed = call("annotate", "agree", tmp_path / "out", "--json")
    assert agreed.exit_code == 0, agreed.output
    scores = json.loads(agreed.stdout)
    assert scores["mention"]["QUANTITY.strict"]["f1"] == 1
    assert scores["mention"]["METRIC.strict"]["f1"] == 0


def test_what_goes_wrong(call, server, log_in, tmp_path):
    source = tmp_path / "one.txt"
    source.write_text("In 2020, 178 groups were neutralized.")
    push = ("doccano", "push", source, "--project", "wrong")
    wrong = call(*push, password="wrong-word")
    assert (wrong.exit_code, "does not know this user" in wrong.stderr) == (7, True)
    assert "wrong-word" not in wrong.output
    server.stop("worker")
    slow = call(*push, "--seconds", "2")
    assert (slow.exit_code, "doccano task" in slow.stderr) == (7, True)
    slow = call(*push, "--seconds", "2")  # the task worker still sleeps: a second upload lines up
    assert slow.exit_code == 7
    server.start_worker()
    done = call(*push, "--json")
    assert done.exit_code == 0, done.output
    project = json.loads(done.stdout)["project"]
    assert json.loads(call("doccano", "status", "--project", "wrong", "--json").stdout)["releases"] == 1
    source.write_text("In 2021, 178 groups were neutralized.")
    assert "another text" in call(*push).stderr
    server.stop("web")
    down = call(*push)
    assert (down.exit_code, "does not answer" in down.stderr) == (7, True)
    server.start_web()
    log_in("admin").ask("DELETE", f"projects/{project}")
    gone = call("doccano", "pull", "--project", "wrong")
    assert (gone.exit_code, "no project 'wrong'" in gone.stderr) == (7, True)
    assert json.loads(call(*push, "--json").stdout)["made"]
