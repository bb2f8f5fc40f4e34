"""Weights of third parties: found by path or package, and named with their licence."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy

from presstally.errors import NoInputError, UsageError
from presstally.training.weights import find_weights, make_vectors

WORDS = {"the": [1, 0], "of": [0, 1], "theft": [2, 2], "quark": [3, 3]}


def write_lines(folder):
    path = folder / "vectors.txt"
    path.write_text("".join(f"{word} {row[0]} {row[1]}\n" for word, row in WORDS.items()))
    return path


def write_table(folder):
    np.save(folder / "x_emb.npy", np.array(list(WORDS.values()), np.float32))
    pq.write_table(pa.table({"index": list(WORDS)}), folder / "x_index.parquet")
    return folder


@pytest.mark.parametrize("write", [write_lines, write_table])
def test_vectors_of_frequent_and_wanted_words_in_the_forms_that_occur(write, tmp_path):
    make_vectors(write(tmp_path), ["THEFT", "unheard"], tmp_path / "out", frequent=2)
    nlp = spacy.load(tmp_path / "out")
    assert nlp.vocab.vectors.shape == (3, 2)
    assert [nlp(word)[0].vector.tolist() for word in ("the", "Of", "THEFT", "quark")] == [
        [1, 0],
        [0, 1],
        [2, 2],
        [0, 0],
    ]


@pytest.mark.parametrize("lines", ["", "the 1 2\nof 1\n", "the one two\n", "the\n"])
def test_what_holds_no_vectors_is_told(lines, tmp_path):
    (tmp_path / "vectors.txt").write_text(lines)
    with pytest.raises(UsageError):
        make_vectors(tmp_path / "vectors.txt", [], tmp_path / "out")


@pytest.mark.parametrize(("readme", "licence"), [("---\nlicense: mit\n---\n", "mit"), (None, "not stated")])
def test_the_licence_is_read_beside_the_weights(readme, licence, tmp_path):
    if readme:
        (tmp_path / "README.md").write_text(readme)
    found = find_weights("encoder", tmp_path)
    assert (found.name, found.licence) == (tmp_path.name, licence)
    assert "path" not in found.to_dict()


def test_weights_that_are_not_there_are_told(tmp_path):
    with pytest.raises(NoInputError, match="--encoder"):
        find_weights("encoder", tmp_path / "none")
