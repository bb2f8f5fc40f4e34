"""A real doccano server, for `make test-doccano`; without its environment these tests are not collected."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path

import pytest

VENV = os.environ.get("PRESSTALLY_TEST_DOCCANO")
collect_ignore_glob = [] if VENV else ["test_*.py"]
for _name in ("serve", "annotator"):
    _spec = importlib.util.spec_from_file_location(_name, Path(__file__).with_name(f"{_name}.py"))
    sys.modules[_name] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules[_name])


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    from serve import Server

    server = Server(Path(VENV), tmp_path_factory.mktemp("doccano"))
    try:
        server.start()
        yield server
    finally:
        server.stop()


@pytest.fixture
def call(server):
    """Return a function that runs a command as a user who has the password in the environment."""
    from typer.testing import CliRunner

    from presstally.cli import app

    def run(*arguments, user="admin", password=None, url=None):
        env = {
            "PRESSTALLY_DOCCANO_URL": url or server.url,
            "PRESSTALLY_DOCCANO_USER": user,
            "PRESSTALLY_DOCCANO_PASSWORD": password or server.passwords[user],
        }
        return CliRunner().invoke(app, [str(argument) for argument in arguments], env=env)

    return run


@pytest.fixture
def log_in(server):
    from annotator import Annotator

    return lambda name: Annotator(server.url, name, server.passwords[name])


@pytest.fixture
def small(tmp_path):
    """Return a few annotated releases as a file, and a config that trains on them in seconds."""
    import spacy

    from presstally.resources import data_dir

    gold = Path(__file__).parents[3] / "annotations" / "gold"
    lines = [line for part in ("train", "dev") for line in (gold / f"{part}.jsonl").read_text().splitlines()[:3]]
    (tmp_path / "small.jsonl").write_text("\n".join(lines) + "\n")
    config = spacy.util.load_config(data_dir("configs") / "cnn.cfg")
    config["training"]["max_epochs"] = 2
    model = config["components"]["relation_extractor"]["model"]
    model["hidden_width"] = 16
    model["tok2vec"]["embed"].update(width=16, rows=[200] * 5)
    model["tok2vec"]["encode"].update(width=16, depth=1)
    config.to_disk(tmp_path / "tiny.cfg")
    return tmp_path / "small.jsonl", tmp_path / "tiny.cfg"
