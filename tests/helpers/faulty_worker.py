"""A worker whose pipeline fails in every way, by the words of the release."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from presstally.batch import worker
from presstally.language import extensions  # noqa: F401  (registers Doc._.facts)


@Language.component("faulty")
def fail(doc: Doc) -> Doc:
    words = doc.text.split()
    if "HANG" in words:
        time.sleep(600)
    if "DIE" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "ONCE" in words and not Path(words[-1]).exists():
        Path(words[-1]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "FILL" in words:
        bytearray(10**12)
    if "NET" in words:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    if "PRINT" in words:
        print("in the way")
    if "BREAK" in words:
        raise ValueError("broken")
    return doc


def load(model: str, configs: Path | None) -> Language:
    if model == "rules":
        nlp = spacy.blank("en")
        nlp.add_pipe("faulty")
        return nlp
    raise RuntimeError("no such model")


worker.load_shared = load
worker.RENEW_AFTER = 5  # releases, so that workers give way to new ones in a short test too
if __name__ == "__main__":
    worker.main()
