"""The card of a trained model: what it is, what it learned from, and how well it does, from its meta alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

from spacy.language import Language

from presstally.resources import data_dir

TEMPLATE = "model_card.md"
CARD = "README.md"


def write_card(folder: Path, nlp: Language) -> None:
    """Write README.md into the folder of a model whose meta train.py has filled."""
    template = Template((data_dir("configs") / TEMPLATE).read_text(encoding="utf-8"))
    (folder / CARD).write_text(template.substitute(make_fields(nlp)), encoding="utf-8", newline="\n")


def make_fields(nlp: Language) -> dict[str, str]:
    """Return the words for each place of the template."""
    meta = nlp.meta
    own, data, fitted = meta["presstally"], meta["presstally"]["data"], meta["presstally"]["calibration"]
    linker: Any = nlp.get_pipe("relation_extractor")
    return {
        "name": meta["name"],
        "version": meta["version"],
        "config": own["config"],
        "seed": str(own["seed"]),
        "pipes": ", ".join(nlp.pipe_names),
        "trained": ", ".join(_learned(nlp)),
        "labels": ", ".join(linker.labels),
        "sha256": data["sha256"],
        "data": "\n".join(f"| {part} | {row['releases']} | {row['facts']} |" for part, row in _parts(data)),
        "scores": "\n".join(_score_rows(meta["performance"])),
        "links": f"{fitted['links']:.0f}",
        "right": f"{fitted['right']:.3f}",
        "error_before": f"{fitted['error_before']:.3f}",
        "error_after": f"{fitted['error_after']:.3f}",
        "weights": "\n".join(_weight_rows(own["weights"])),
    }


def _learned(nlp: Language) -> Iterator[str]:
    """Yield the pipes whose weights come from training; an exported encoder is not trained any further."""
    for name, pipe in nlp.pipeline:
        if getattr(pipe, "is_trainable", False) or nlp.get_pipe_meta(name).factory == "onnx_encoder":
            yield name


def _parts(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, int]]]:
    for part, row in data.items():
        if isinstance(row, dict) and row["releases"]:
            yield part, row


def _score_rows(performance: dict[str, Any]) -> Iterator[str]:
    for part, row in performance.items():
        for name, score in row.items():
            if isinstance(score, dict):
                yield f"| {part} | {name} F1 | {score['f1']:.3f} | {score['low']:.3f} to {score['high']:.3f} |"
            elif isinstance(score, float):
                yield f"| {part} | {name} of detected | {score:.3f} | |"


def _weight_rows(weights: list[dict[str, str]]) -> Iterator[str]:
    if not weights:
        yield "None: everything was learned from the annotated releases."
    for row in weights:
        source = f", by {row['source']}" if row["source"] else ""
        yield f"- {row['name']}{source}: {row['licence']}."
