"""Turn a pipeline trained with a transformer into one that runs without torch: encoder as int8 ONNX, same heads."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_config

from presstally.pipes.onnx_encoder import OnnxEncoder
from presstally.pipes.relation_extractor import RelationExtractor

SIDES = ("head", "word", "head_product", "word_product", "features")


def export_pipeline(trained: Language, *, labels: tuple[str, ...] = ("MEASURES",), quantize: bool = True) -> Language:
    """Return a pipeline with `onnx_encoder` in the place of `transformer`.

    The relation_extractor's layers are copied for `labels`, a choice of those it was trained on; it listens to
    `doc.tensor`. `quantize`: weights as int8, a quarter of the size.
    """
    config = trained.config.copy()
    names = ["encoder" if name == "transformer" else name for name in config["nlp"]["pipeline"]]
    old_head: Any = trained.get_pipe("relation_extractor")
    width = old_head.model.get_ref("tok2vec").get_dim("nO")
    spans = config["components"]["transformer"]["model"]["get_spans"]
    config["nlp"]["pipeline"] = names
    config["components"] = {name: part for name, part in config["components"].items() if name != "transformer"}
    config["components"]["encoder"] = {"factory": "onnx_encoder", "window": spans["window"], "stride": spans["stride"]}
    config["components"]["relation_extractor"]["model"]["tok2vec"] = {
        "@architectures": "spacy.Tok2VecListener.v1",
        "width": width,
        "upstream": "encoder",
    }
    config["components"]["relation_extractor"]["labels"] = list(labels)
    config["paths"] = {name: None for name in config["paths"]}
    for section in ("corpora", "training"):
        config.pop(section, None)
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.initialize()
    encoder: Any = nlp.get_pipe("encoder")
    new_head: Any = nlp.get_pipe("relation_extractor")
    _fill_encoder(encoder, trained.get_pipe("transformer"), width, quantize)
    _copy_heads(old_head, new_head)
    return nlp


def _copy_heads(old: RelationExtractor, new: RelationExtractor) -> None:
    for name in SIDES:
        new.model.get_ref(name).from_bytes(old.model.get_ref(name).to_bytes())
    rows = [old.labels.index(label) for label in new.labels]
    source, target = old.model.get_ref("output"), new.model.get_ref("output")
    for before, after in zip(source.layers[:-1], target.layers[:-1], strict=True):
        after.from_bytes(before.to_bytes())
    for param in ("W", "b"):
        target.layers[-1].set_param(param, source.layers[-1].get_param(param)[rows])


def _fill_encoder(encoder: OnnxEncoder, transformer: Any, width: int, quantize: bool) -> None:
    module = transformer.model.transformer.eval()
    model = _to_onnx(module)
    tokenizer_json = transformer.model.tokenizer.backend_tokenizer.to_str()
    encoder.set_weights(_to_int8(model) if quantize else model, tokenizer_json, width)


def _to_onnx(module: Any) -> bytes:
    """Trace a transformers encoder: input_ids, attention_mask -> last hidden state, batch and length free."""
    import torch

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = module

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            return self.inner(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state

    sample = torch.ones((1, 16), dtype=torch.long)
    names = ["input_ids", "attention_mask"]
    axes = {name: {0: "batch", 1: "length"} for name in [*names, "vectors"]}
    buffer = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            Encoder(),
            (sample, sample),
            buffer,
            input_names=names,
            output_names=["vectors"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    return buffer.getvalue()


def _to_int8(model: bytes) -> bytes:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        before, after = Path(folder) / "before.onnx", Path(folder) / "after.onnx"
        before.write_bytes(model)
        quantize_dynamic(before, after, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
        return after.read_bytes()
