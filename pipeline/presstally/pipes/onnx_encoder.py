"""A pretrained encoder without torch: ONNX Runtime turns each token into a vector in `doc.tensor`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import SimpleFrozenList
from spacy.vocab import Vocab

from presstally.errors import ModelError
from presstally.language.pairs import CONTEXT
from presstally.language.sentences import Sentences
from presstally.language.spans import with_label

MODEL_FILE, TOKENIZER_FILE, CONFIG_FILE = "model.onnx", "tokenizer.json", "encoder.json"


@Language.factory("onnx_encoder", assigns=["doc.tensor"], default_config={"window": 200, "stride": 140})
def make_onnx_encoder(nlp: Language, name: str, window: int, stride: int) -> OnnxEncoder:
    """Make the component, still without weights: they come from the model's folder.

    `window`, `stride`: tokens of a passage and from one passage's begin to the next one's, as in training.
    """
    return OnnxEncoder(nlp.vocab, window, stride)


class OnnxEncoder:
    """Sets `doc.tensor`, tokens x width; a token far from every number, or of white space, has zeros."""

    def __init__(self, vocab: Vocab, window: int = 200, stride: int = 140) -> None:
        self.vocab, self.window, self.stride = vocab, window, stride
        self.model: bytes | None = None
        self.tokenizer_json = ""
        self.width = 0
        self._session: Any = None
        self._tokenizer: Any = None

    def set_weights(self, model: bytes, tokenizer_json: str, width: int) -> None:
        """Take an ONNX model (input_ids, attention_mask -> vectors of `width`) and a tokenizer as JSON."""
        self.model, self.tokenizer_json, self.width = model, tokenizer_json, width
        self._session = self._tokenizer = None

    def __call__(self, doc: Doc) -> Doc:
        if self.model is None:
            raise ModelError("The encoder has no weights.", "Load it from the folder of a trained model.")
        total = np.zeros((len(doc), self.width), np.float32)
        counts = np.zeros((len(doc), 1), np.float32)
        for start, end in self._passages(doc):
            ids, owners, pieces = self._tokenize(doc, start, end)
            vectors = self._encode(ids)
            np.add.at(total, owners, vectors[pieces])
            np.add.at(counts, owners, 1)
        doc.tensor = total / np.maximum(counts, 1)
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 8) -> Iterator[Doc]:
        """Encode one Doc after the other: a batch would not be faster, and its padding would change the numbers."""
        yield from map(self, stream)

    def _passages(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the passages that hold a number or the context of one."""
        wanted = np.zeros(len(doc), bool)
        sentences = Sentences(doc)
        for quantity in with_label(doc, "QUANTITY"):
            start, end = sentences.borders(quantity.start)
            wanted[max(0, start - CONTEXT) : max(end, quantity.end)] = True
        start = 0
        while start < len(doc):
            end = min(start + self.window, len(doc))
            if wanted[start:end].any():
                yield start, end
            if end == len(doc):
                break
            start += self.stride

    def _tokenize(self, doc: Doc, start: int, end: int) -> tuple[list[int], NDArray[np.int64], NDArray[np.int64]]:
        """Return the word pieces of a passage, and whose they are: (ids, tokens, places in ids)."""
        passage = doc[start:end]
        offset = passage.start_char
        encoding = self._load_tokenizer().encode(passage.text)
        begins = np.array([token.idx - offset for token in passage])
        ends = begins + np.array([len(token) for token in passage])
        owners, pieces = [], []
        for place, (first, last) in enumerate(encoding.offsets):
            if first == last:
                continue
            for at in range(int(np.searchsorted(ends, first, "right")), int(np.searchsorted(begins, last, "left"))):
                owners.append(start + at)
                pieces.append(place)
        return encoding.ids, np.array(owners, int), np.array(pieces, int)

    def _encode(self, ids: list[int]) -> NDArray[np.float32]:
        feed = {"input_ids": np.array([ids], np.int64), "attention_mask": np.ones((1, len(ids)), np.int64)}
        vectors: NDArray[np.float32] = self._load_session().run(None, feed)[0][0]
        return vectors

    def _load_session(self) -> Any:
        if self._session is None:
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1  # processes share the cores, not threads
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(self.model, options, providers=["CPUExecutionProvider"])
        return self._session

    def _load_tokenizer(self) -> Any:
        if self._tokenizer is None:
            from tokenizers import Tokenizer

            self._tokenizer = Tokenizer.from_str(self.tokenizer_json)
            self._tokenizer.enable_truncation(512)
        return self._tokenizer

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> None:
        """Write weights, tokenizer and settings into the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MODEL_FILE).write_bytes(self.model or b"")
        (folder / TOKENIZER_FILE).write_text(self.tokenizer_json, encoding="utf-8")
        settings = {"width": self.width, "window": self.window, "stride": self.stride}
        (folder / CONFIG_FILE).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = SimpleFrozenList()) -> OnnxEncoder:
        """Read what `to_disk` wrote."""
        folder = Path(path)
        settings = json.loads((folder / CONFIG_FILE).read_text(encoding="utf-8"))
        self.window, self.stride = settings["window"], settings["stride"]
        model = (folder / MODEL_FILE).read_bytes()
        self.set_weights(model, (folder / TOKENIZER_FILE).read_text(encoding="utf-8"), settings["width"])
        return self

    def to_bytes(self, *, exclude: Iterable[str] = SimpleFrozenList()) -> bytes:
        """Return weights, tokenizer and settings as one string of bytes."""
        import srsly

        data = {"model": self.model, "tokenizer": self.tokenizer_json, "width": self.width}
        packed: bytes = srsly.msgpack_dumps(data | {"window": self.window, "stride": self.stride})
        return packed

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = SimpleFrozenList()) -> OnnxEncoder:
        """Read what `to_bytes` gave."""
        import srsly

        row = srsly.msgpack_loads(data)
        self.window, self.stride = row["window"], row["stride"]
        self.set_weights(row["model"], row["tokenizer"], row["width"])
        return self
