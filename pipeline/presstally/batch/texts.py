"""The extracted texts of releases that are no .txt files, so that every offset can be checked."""

from __future__ import annotations

import hashlib
from pathlib import Path

from presstally.batch.names import TEXTS

_LONGEST = 200  # bytes of a part of a path; file systems allow 255


class TextWriter:
    """Writes each text to `texts/NAME.txt` below a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, document: str, text: str) -> str:
        """Write the text, character for character, as UTF-8; return its path below the folder."""
        name = f"{TEXTS}/{document}.txt"
        parts = document.split("/")
        plain = all(part not in ("", ".", "..") and len(part.encode()) <= _LONGEST for part in parts)
        if not plain or len(name) > 1000 or not self._write(name, text):
            name = f"{TEXTS}/{hashlib.sha256(document.encode()).hexdigest()}.txt"
            self._write(name, text)
        return name

    def _write(self, name: str, text: str) -> bool:
        path = self._folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError):  # a/b.txt and a beside each other, as an archive may have them
            return False
        if path.exists():
            return False
        path.write_bytes(text.encode("utf-8"))
        return True
