"""Turn a pipeline trained with a transformer into one that runs without torch: encoder as int8 ONNX, same heads."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_config
from thinc.api import Model

from presstally.pipes.onnx_encoder import OnnxEncoder
from presstally.pipes.relation_extractor import RelationExtractor


def export_pipeline(trained: Language, *, labels: tuple[str, ...] = ("MEASURES",), quantize: bool = True) -> Language:
    """Return a pipeline with `onnx_encoder` in the place of `transformer`.

    The layers of relation_extractor are copied, and it listens to `doc.tensor`. `labels`: of those that it was trained
    on, the ones to keep. `quantize`: weights as int8, a quarter of the size.
    """
    config = trained.config.copy()
    extractor: Any = trained.get_pipe("relation_extractor")
    width = extractor.model.get_ref("tok2vec").get_dim("nO")
    spans = config["components"]["transformer"]["model"]["get_spans"]
    config["nlp"]["pipeline"] = ["encoder" if name == "transformer" else name for name in config["nlp"]["pipeline"]]
    config["components"] = {name: part for name, part in config["components"].items() if name != "transformer"}
    config["components"]["encoder"] = {"factory": "onnx_encoder", "window": spans["window"], "stride": spans["stride"]}
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "encoder"}
    config["components"]["relation_extractor"]["model"]["tok2vec"] = listener
    config["components"]["relation_extractor"]["labels"] = list(labels)
    config["paths"] = {name: None for name in config["paths"]}
    for section in ("corpora", "training"):
        config.pop(section, None)
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.initialize()
    encoder: Any = nlp.get_pipe("encoder")
    _fill_encoder(encoder, trained.get_pipe("transformer"), width, quantize)
    _copy_extractor(extractor, nlp.get_pipe("relation_extractor"))
    return nlp


def _copy_extractor(old: RelationExtractor | Any, new: RelationExtractor | Any) -> None:
    """Copy all layers; the last has a row for each label."""
    last = old.model.get_ref("output").layers[-1]
    rows = [old.labels.index(label) for label in new.labels]
    kept = {param: last.get_param(param)[rows] for param in ("W", "b")}
    _copy_layers(old.model, new.model, old.model.get_ref("tok2vec"), new.model.get_ref("tok2vec"))
    for param, values in kept.items():
        new.model.get_ref("output").layers[-1].set_param(param, values)


def _copy_layers(old: Model, new: Model, old_encoder: Model, new_encoder: Model) -> None:
    """Copy the parameters of all layers but the encoder's from a model to one of the same shape."""
    pairs = zip(_without(old, old_encoder), _without(new, new_encoder), strict=True)
    for source, target in pairs:
        for param in source.param_names:
            if source.has_param(param):
                target.set_param(param, source.get_param(param))


def _without(model: Model, encoder: Model) -> list[Model]:
    inside = {node.id for node in encoder.walk()}
    return [node for node in model.walk() if node.id not in inside]


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
