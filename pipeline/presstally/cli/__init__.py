"""The command line. Each command is a thin shell over a plain function, which it imports when it runs."""

from __future__ import annotations

from presstally.cli.app import app, main

__all__ = ["app", "main"]
