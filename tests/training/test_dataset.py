"""Annotations for training: later ones replace earlier ones, parts stay, the hash names the content."""

from dataclasses import replace

import pytest

from presstally.corpus.doccano import write_doccano
from presstally.errors import NoInputError, UsageError
from presstally.training.dataset import describe_dataset, merge, read_dataset, write_corpora


def test_a_later_release_replaces_the_one_of_its_id(markup, tmp_path, to_releases):
    corrected = [replace(release, publisher="Port Police", part="") for release in to_releases("train")[:1]]
    write_doccano(tmp_path / "new.jsonl", corrected)
    releases = read_dataset([markup, tmp_path / "new.jsonl"])
    assert [(r.doc_id, r.part, r.publisher) for r in releases] == [
        ("border-1", "dev", "Border Guard"),
        ("border-2", "dev", "Border Guard"),
        ("harbour-1", "train", "Port Police"),
        ("harbour-2", "train", "Harbour Police"),
        ("harbour-3", "train", "Harbour Police"),
    ]


PARTS = [("", "", "train"), ("dev", "", "dev"), ("dev", "dev", "dev"), ("", "test", "test")]


@pytest.mark.parametrize(("old", "new", "part"), PARTS)
def test_a_release_without_a_part_keeps_the_old_one_or_trains(old, new, part, to_releases):
    first, second = to_releases("train", old)[0], to_releases("train", new)[0]
    merged = {first.doc_id: first} if old else {}
    assert merge(merged, [second], "new") == ([first.doc_id] if old else [])
    assert merged[first.doc_id].part == part


BROKEN = [
    (lambda one: ({}, [one, one]), "stands twice"),
    (
        lambda one: ({one.doc_id: replace(one, part="dev")}, [replace(one, part="train")]),
        "would move from dev to train",
    ),
    (lambda one: ({}, [replace(one, part="gold")]), "part 'gold'"),
]


@pytest.mark.parametrize(("make", "message"), BROKEN)
def test_what_cannot_be_merged_is_told(make, message, to_releases):
    merged, releases = make(to_releases("train")[0])
    with pytest.raises(UsageError, match=message):
        merge(merged, releases, "new.jsonl")


def test_the_hash_is_of_the_content_not_the_order(to_releases):
    releases = [*to_releases("train", "train"), *to_releases("dev", "dev")]
    told = describe_dataset(releases)
    assert told["train"] == {"releases": 3, "facts": 7}
    assert told["dev"] == {"releases": 2, "facts": 4}
    assert describe_dataset(releases[::-1]) == told
    assert describe_dataset([replace(releases[0], published="2021-01-21"), *releases[1:]])["sha256"] != told["sha256"]


@pytest.mark.parametrize("part", ["train", "dev"])
def test_training_needs_both_parts(part, tmp_path, to_releases):
    with pytest.raises(NoInputError, match="dev" if part == "train" else "train"):
        write_corpora(to_releases("train", part), tmp_path)
