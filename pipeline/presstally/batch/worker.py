"""The process that reads releases: jobs in on stdin, frames out on stdout.

Run as `python -P -m presstally.batch.worker`. It ends when its stdin does, so that
none is left behind by a program that was killed.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from presstally.batch.frames import BEGIN, DONE, OUTCOME, READY, REFUSED, RENEW, pack_json, pack_outcome, write_frame
from presstally.batch.guard import forbid_side_effects
from presstally.batch.jobs import Job, do_job, fail_memory
from presstally.batch.settings import Settings
from presstally.errors import PresstallyError
from presstally.ingest.limits import Limits
from presstally.loading import load_shared

if TYPE_CHECKING:
    from spacy.language import Language

RENEW_AFTER = 4_000  # releases; what libraries keep of each would add up over a million of them
_MIB = 2**20


def describe_model(nlp: Language) -> dict[str, Any]:
    """Return what run.json tells of a pipeline."""
    return {"version": nlp.meta.get("version"), "pipes": nlp.pipe_names}


def read_settings(row: dict[str, Any]) -> Settings:
    """Undo `Settings.to_row`."""
    return Settings(row.pop("min_score"), Limits(**row))


def main() -> None:
    """Load the model that the first line names, then read the releases of each line that follows."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the frames
    order = json.loads(sys.stdin.buffer.readline())
    chunks: queue.SimpleQueue[list[Job]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(chunks,), daemon=True).start()
    try:
        nlp = load_shared(order["model"], Path(order["configs"]) if order["configs"] else None)
        list(nlp.pipe(["Warm up: 12 persons were detained in 2020."]))
    except PresstallyError as error:
        write_frame(out, REFUSED, pack_json([error.message, error.hint]))
        return
    forbid_side_effects()
    limit_memory(order["max_memory"])
    write_frame(out, READY, pack_json(describe_model(nlp)))
    settings = read_settings(order["settings"])
    through = 0
    while through < RENEW_AFTER:
        chunk = chunks.get()
        through += len(chunk)
        if not _read_chunk(nlp, chunk, settings, out):
            break
        write_frame(out, DONE if through < RENEW_AFTER else RENEW)
    os._exit(0)  # the thread that listens would hold up an orderly end


def _listen(chunks: queue.SimpleQueue[list[Job]]) -> None:
    for line in sys.stdin.buffer:
        chunks.put([Job.from_row(row) for row in json.loads(line)])
    os._exit(0)


def _read_chunk(nlp: Language, chunk: list[Job], settings: Settings, out: BinaryIO) -> bool:
    """Read the releases of a chunk; return whether the process is still good for another one."""
    with nlp.memory_zone():  # the vocabulary forgets their words, so that memory stays flat
        for job in chunk:
            write_frame(out, BEGIN, job.number.to_bytes(8, "big"))
            outcome = do_job(nlp, job, settings)
            write_frame(out, OUTCOME, pack_outcome(outcome))
            if outcome.content == fail_memory(job).content:
                write_frame(out, RENEW)
                return False
    return True


def limit_memory(mib: int) -> None:
    """Let the process take `mib` MiB more than it has now; systems that know no such limit have none."""
    try:
        import resource

        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        limit = held + mib * _MIB
        resource.setrlimit(resource.RLIMIT_AS, (limit if hard < 0 else min(limit, hard), hard))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    main()
