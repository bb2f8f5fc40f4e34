"""Export a pipeline trained with a transformer to a model that runs without torch.

    python scripts/export_model.py TRAINED models/NAME

TRAINED is a folder that `spacy train configs/transformer.cfg` wrote. Needs the extra `train`.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import spacy

from presstally.training.export import export_pipeline
from presstally.training.manifest import write_manifest


def export_model(trained: Path, out: Path) -> None:
    """Export `trained` into the folder `out` and write the sha256 of each of its files into its manifest."""
    nlp = export_pipeline(spacy.load(trained))
    nlp.meta.update(
        name=out.name,
        version=version("presstally"),
        description="Links the numbers of press releases to what they measure: MiniLM as int8 ONNX, trained heads.",
        author="The presstally developers",
        license="MIT; encoder Apache-2.0",
    )
    nlp.to_disk(out)
    write_manifest(out)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    export_model(Path(sys.argv[1]), Path(sys.argv[2]))
