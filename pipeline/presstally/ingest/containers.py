"""Files that hold several releases: ZIP archives and JSONL files."""

from __future__ import annotations

import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import PurePosixPath

from presstally.errors import ReleaseError
from presstally.ingest.kinds import JSONL, ZIP, find_kind
from presstally.ingest.limits import Limits, check_size

MAX_MEMBERS = 200_000
MAX_RATIO = 200  # unpacked to packed bytes; text packs to a fifth or a tenth
FREE = 256 * 2**20  # unpacked bytes that are no bomb, whatever the ratio
_BLOCK = 1 << 20
Line = tuple[int, int, int]  # number from 1, offset and length in bytes


def list_members(path: str) -> tuple[list[str], int]:
    """Return the releases and JSONL files in an archive by name, and how many others it holds.

    Raises ReleaseError for what is no archive, and for one that would unpack to far too much.
    """
    archive = _open(path)
    parts = [part for part in archive.infolist() if not part.is_dir()]
    unpacked, packed = sum(part.file_size for part in parts), os.path.getsize(path)
    if len(parts) > MAX_MEMBERS or unpacked > max(FREE, MAX_RATIO * packed):
        raise ReleaseError(
            f"The archive holds {len(parts):,} files that unpack from {packed:,} to {unpacked:,} bytes; that is no "
            "archive of releases.",
            "Unpack it yourself and give the folder.",
        )
    names = sorted({part.filename for part in parts if _is_release(part.filename)})
    return names, len(parts) - len(names)


def _is_release(name: str) -> bool:
    parts = name.split("/")
    if "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts):
        return False  # what a desktop packs beside the files
    return find_kind(name) not in (None, ZIP)


def is_safe(name: str) -> bool:
    """Return whether a member's name stays below its archive."""
    path = PurePosixPath(name.replace("\\", "/"))
    return not (path.is_absolute() or ".." in path.parts or ":" in path.parts[0])


def read_member(path: str, member: str, limits: Limits) -> bytes:
    """Return the bytes of a member; raises ReleaseError where it is damaged, locked or too large."""
    try:
        part = _open(path).getinfo(member)
        check_size(part.file_size, limits)
        with _open(path).open(part) as file:
            data = file.read(limits.max_bytes + 1)  # the size that an archive tells need not be so
        check_size(len(data), limits)
        return data
    except KeyError as error:
        raise ReleaseError("The archive does not hold it any more.", "Run it again.") from error
    except RuntimeError as error:  # locked, or packed in a way that is not known
        raise ReleaseError(f"The member cannot be unpacked: {error}.", "Unpack the archive yourself.") from error
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, zlib.error, lzma.LZMAError) as error:
        raise ReleaseError(f"The archive is damaged here: {error}.", "Download it again.") from error


def list_lines(path: str, member: str | None, limits: Limits) -> Iterator[Line]:
    """Give the lines of a JSONL file that are not blank; no line is held in memory as a whole."""
    if member is not None:
        yield from _scan([read_member(path, member, limits)])
        return
    with open(path, "rb") as file:
        yield from _scan(iter(lambda: file.read(_BLOCK), b""))


def read_part(path: str, member: str | None, offset: int, length: int, limits: Limits) -> bytes:
    """Return one line of a JSONL file; raises ReleaseError where it is too large or gone."""
    check_size(length, limits)
    if member is not None:
        return _read_cached(path, member, limits, os.stat(path).st_mtime_ns)[offset : offset + length]
    with open(path, "rb") as file:
        file.seek(offset)
        return file.read(length)


def is_lines(name: str) -> bool:
    """Return whether a file or member is a JSONL file, not a line of one."""
    return find_kind(name) == JSONL and "#" not in name.rsplit(".", 1)[-1]


def _scan(blocks: Iterator[bytes] | list[bytes]) -> Iterator[Line]:
    number, start, at, blank = 1, 0, 0, True
    for block in blocks:
        begin = 0
        while (end := block.find(b"\n", begin)) >= 0:
            if not (blank and not block[begin:end].strip()):
                yield number, start, at + end - start
            number, start, begin, blank = number + 1, at + end + 1, end + 1, True
        blank = blank and not block[begin:].strip()
        at += len(block)
    if not blank:
        yield number, start, at - start


def _open(path: str) -> zipfile.ZipFile:
    try:
        told = os.stat(path)
        return _open_cached(path, told.st_mtime_ns, told.st_size)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReleaseError(f"The file is no ZIP archive: {error}.", "Download it again.") from error


@lru_cache(maxsize=1)
def _open_cached(path: str, changed: int, size: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)  # reading the list of a large archive takes longer than reading a member


@lru_cache(maxsize=1)
def _read_cached(path: str, member: str, limits: Limits, changed: int) -> bytes:
    return read_member(path, member, limits)
