"""Where the package's data lies: inside the wheel, or beside it in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from presstally.errors import ModelError


def data_dir(name: str) -> Path:
    """Return the folder `configs` or `models`.

    An installed wheel carries it as `presstally/data/NAME`; an editable install finds it at the root of the checkout.
    """
    package = Path(str(files("presstally")))
    for folder in (package / "data" / name, package.parent.parent / name):
        if folder.is_dir():
            return folder
    raise ModelError(
        f"The folder {name!r} of presstally is missing.",
        "Install the package again: pip install --force-reinstall presstally.",
    )
