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
