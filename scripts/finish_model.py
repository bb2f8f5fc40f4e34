"""Make a model of a pipeline that `spacy train` wrote: export, calibrate on dev, measure, card, manifest.

    python scripts/finish_model.py TRAINED models/NAME --annotations annotations/markup --config transformer.cfg

`presstally train` does all of this by itself; this is for a pipeline that was trained by spaCy's own command.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import spacy

from presstally.errors import PresstallyError
from presstally.training.companions import add_companion
from presstally.training.dataset import read_dataset
from presstally.training.recipe import find_config, read_config
from presstally.training.swap import put_in_place, staging_folder
from presstally.training.train import finish, write_model
from presstally.training.weights import find_weights


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--annotations", type=Path, action="append", required=True)
    parser.add_argument("--config", type=Path, required=True, help="the config that it was trained by")
    parser.add_argument("--encoder", type=Path, help="the weights that it started from [default: the package's]")
    parser.add_argument(
        "--companion", type=Path, action="append", default=[], help="a pipeline of names.cfg or periods.cfg, trained"
    )
    options = parser.parse_args()
    try:
        config = find_config(options.config)
        releases = read_dataset(options.annotations)
        trained = spacy.load(options.trained)
        kinds = ["encoder"] if "encoder" in read_config(config)["paths"] else []
        weights = [find_weights(kind, options.encoder).to_dict() for kind in kinds]
        own = {"config": config.name, "seed": trained.config.interpolate()["training"]["seed"], "weights": weights}
        staged = staging_folder(options.out)
        nlp = finish(trained)
        for companion in options.companion:
            add_companion(nlp, spacy.load(companion))
        meta = write_model(nlp, releases, staged, options.out.name, own)
        put_in_place(staged, options.out)
    except PresstallyError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    for part, row in meta["performance"].items():
        print(f"{part}: fact F1 {row['fact']['f1']:.3f} ({row['fact']['low']:.3f} to {row['fact']['high']:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
