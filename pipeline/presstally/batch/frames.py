"""How a worker speaks with the program that started it: frames of a kind, a length and bytes. Nothing is pickled."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

from presstally.batch.jobs import Outcome

READY, BEGIN, OUTCOME, DONE, RENEW, REFUSED = b"R", b"B", b"O", b"D", b"N", b"X"
_HEAD = struct.Struct(">cI")
_OUTCOME = struct.Struct(">q??64s")


def write_frame(file: BinaryIO, kind: bytes, body: bytes = b"") -> None:
    """Write one frame at once."""
    file.write(_HEAD.pack(kind, len(body)) + body)
    file.flush()


def read_frame(file: BinaryIO) -> tuple[bytes, bytes] | None:
    """Return the kind and body of the next frame; None at the end, or where the writer died within a frame."""
    head = file.read(_HEAD.size)
    if len(head) < _HEAD.size:
        return None
    kind, length = _HEAD.unpack(head)
    body = file.read(length)
    return (kind, body) if len(body) == length else None


def pack_outcome(outcome: Outcome) -> bytes:
    head = _OUTCOME.pack(outcome.number, outcome.failed, outcome.lasting, outcome.text_sha.encode().ljust(64))
    return head + outcome.content


def unpack_outcome(body: bytes) -> Outcome:
    number, failed, lasting, text_sha = _OUTCOME.unpack(body[: _OUTCOME.size])
    return Outcome(number, text_sha.decode().strip(), failed, lasting, body[_OUTCOME.size :])


def pack_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode() + b"\n"
