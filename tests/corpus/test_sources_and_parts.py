"""Annotations from every kind of file, the round trip through doccano, and the frozen split."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from presstally.corpus.doccano import from_row, read_doccano, to_row, write_doccano
from presstally.corpus.markup import MarkupError, read_markup, to_doccano
from presstally.corpus.parts import freeze, part_of_file, read_parts, write_parts
from presstally.corpus.sources import read_annotations
from presstally.errors import NoInputError, UsageError

ROOT = Path(__file__).parents[2]
MARKUP = """#doc {id}
#publisher Lake Rangers
#period d1 2020-01-01/2020-12-31
#text
In {{d1 2020}} {{q1 40}} {{m1 boats}} were {{m2 checked}} ({{q2 12%}} {{m3 {{q3 two}} times}}).
#facts
q1 | 40 | m1 m2 | boat.checked
q2 | 12 percent | m1 | boat.checked%
q3 | 2 | m3 | boat.twice | d=-
"""
GOLD = """@file a.txt published=2020-01-01
E LOC Westport
Then [[40]] boats || 40 count * level - || boats checked || boats || * || boat
? [[two]]@0 || 2 count - level - || - || - || - || -
"""


def markup(name):
    return MARKUP.format(id=name)


@pytest.fixture
def folder(tmp_path):
    for place, names in {"h1/a.txt": ("h1-a", "h1-b"), "t1/dev-1.txt": ("t1-d",), "t1/test-1.txt": ("t1-t",)}.items():
        path = tmp_path / "markup" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(map(markup, names)))
    return tmp_path


def test_a_folder_of_markup(folder) -> None:
    releases = list(read_annotations(folder / "markup"))
    assert [(r.doc_id, r.part) for r in releases] == [
        ("h1-a", "train"),
        ("h1-b", "train"),
        ("t1-d", "dev"),
        ("t1-t", "test"),
    ]
    assert [r.doc_id for r in read_annotations(folder, part="dev")] == ["t1-d"]
    first = releases[0]
    assert [first.text[f.start : f.end] for f in first.facts] == ["40", "12%", "two"]
    assert [f.metric for f in first.facts] == ["boats checked", "boats", "two times"]
    assert [f.period_start for f in first.facts] == ["2020-01-01", "2020-01-01", None]


def test_doccano_round_trip(folder) -> None:
    releases = list(read_annotations(folder / "markup"))
    write_doccano(folder / "gold.jsonl", releases)
    assert list(read_doccano(folder / "gold.jsonl")) == releases
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text().splitlines()]
    assert len({tuple(row) for row in rows}) == 1
    assert all(value is not None for row in rows for value in row.values())
    for row in rows:  # doccano numbers its mentions anew
        for mention in row["entities"]:
            mention["id"] += 500
        for relation in row["relations"]:
            relation |= {"from_id": relation["from_id"] + 500, "to_id": relation["to_id"] + 500}
    assert [from_row(row) for row in rows] == releases
    assert to_row(from_row(rows[0])) == to_row(releases[0])


def test_a_gold_file(tmp_path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("two. Then 40 boats in Westport.")
    (tmp_path / "dev.gold").write_text(GOLD)
    release = next(read_annotations(tmp_path / "dev.gold"))
    assert [(f.value, f.optional, f.metric, f.period_start) for f in release.facts] == [
        (40.0, False, "boats checked", "*"),
        (2.0, True, "", None),
    ]
    assert [release.text[m.start : m.end] for m in release.mentions if m.label == "LOC"] == ["Westport"]
    with pytest.raises(NoInputError):
        next(read_annotations(tmp_path / "dev.gold", texts=tmp_path / "none"))


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (markup("x").replace("{m1 boats}", "{m1 boats"), "not closed"),
        (markup("x").replace("{m1 boats}", "boats}"), "none opens"),
        (markup("x").replace("{m2 checked}", "{m1 checked}"), "stands twice"),
        (markup("x").replace("{m1 boats}", "{z1 boats}"), "not a mention"),
        (markup("x").replace("| m1 m2 |", "| m1 m9 |"), "no mention has the id 'm9'"),
        (markup("x").replace("12 percent", "twelve percent"), "no value"),
        (markup("x").replace("d=-", "e=d1"), "none of d="),
        (markup("x").replace("#facts\n", ""), "needs the lines"),
        (markup("x").replace("2020-12-31", "2020"), "no period"),
    ],
)
def test_markup_that_cannot_be_read_tells_where(tmp_path, broken, told) -> None:
    with pytest.raises(MarkupError, match=told):
        list(read_markup(broken))
    (tmp_path / "x.txt").write_text(broken)
    with pytest.raises(UsageError, match=r"x\.txt"):
        list(read_annotations(tmp_path / "x.txt"))


def test_a_text_that_is_no_markup_is_told(tmp_path) -> None:
    (tmp_path / "x.txt").write_text("A plain release.")
    with pytest.raises(UsageError, match="no #doc line"):
        list(read_annotations(tmp_path))


def test_every_relation_of_markup() -> None:
    source = "#doc r\n#text\n{q1 5} {d1 now} {d2 then} {o1 A} {l1 B} {m1 c}\n#facts\nq1 | 5 over | m1 | c | d=d1 p=2020-01-01/2020-01-02 c=d2 by=o1 in=l1\n"
    row = to_doccano(next(read_markup(source)))
    assert [relation["type"] for relation in row["relations"]] == ["MEASURES", "DURING", "COMPARED_TO", "BY", "IN"]
    assert (row["facts"][0]["modifier"], row["facts"][0]["period_end"]) == ("over", "2020-01-02")


@pytest.mark.parametrize(
    ("path", "part"),
    [("h1/a.txt", "train"), ("h12/dev.txt", "train"), ("t1/dev-1.txt", "dev"), ("t2/test-x.txt", "test")],
)
def test_parts_of_files(path, part) -> None:
    assert part_of_file(Path("markup") / path) == part


def test_a_file_without_a_part() -> None:
    with pytest.raises(UsageError, match="names no part"):
        part_of_file(Path("markup/t1/other.txt"))


def test_the_split_is_frozen(tmp_path) -> None:
    assert freeze({"a": "dev"}, {"a": "dev", "b": "test"}) == {"a": "dev", "b": "test"}
    with pytest.raises(UsageError, match="a would move from dev to train"):
        freeze({"a": "dev"}, {"a": "train"})
    write_parts(tmp_path / "parts.json", {"b": "test", "a": "dev"})
    assert list(read_parts(tmp_path / "parts.json").items()) == [("a", "dev"), ("b", "test")]
    for content in ("[]", '{"a": "validation"}', "{"):
        (tmp_path / "parts.json").write_text(content)
        with pytest.raises(UsageError):
            read_parts(tmp_path / "parts.json")


def load_script():
    spec = importlib.util.spec_from_file_location("make_gold", ROOT / "scripts" / "make_gold.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_make_gold_gives_the_same_bytes_and_keeps_the_split(folder) -> None:
    script = load_script()
    assert script.differing(folder) == ["parts.json", "gold/train.jsonl", "gold/dev.jsonl", "gold/test.jsonl"]
    assert script.make_gold(folder, folder) == {"train": 2, "dev": 1, "test": 1}
    assert script.differing(folder) == []
    (folder / "markup" / "t1" / "dev-1.txt").rename(folder / "markup" / "t1" / "test-2.txt")
    with pytest.raises(UsageError, match="t1-d would move"):
        script.make_gold(folder, folder)
    (folder / "markup" / "h1" / "b.txt").write_text(markup("h1-a"))
    with pytest.raises(UsageError, match="stands twice"):
        script.make_gold(folder, folder)
