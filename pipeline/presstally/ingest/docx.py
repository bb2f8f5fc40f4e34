"""A Word document -> its paragraphs and tables in order, and its title."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from presstally.errors import ReleaseError
from presstally.ingest.content import Content, clean, import_reader
from presstally.ingest.limits import Limits

MAX_UNPACKED = 256 * 2**20


def read_docx(data: bytes, limits: Limits) -> Content:
    """Read a .docx: a paragraph is a line, a table row a line with tabs between its cells.

    The day of creation that it carries is that of its template as often as not, and is not taken.
    Raises ReleaseError where it is damaged or unpacks to more than MAX_UNPACKED bytes.
    """
    docx = import_reader("docx", "python-docx", "docx")
    _check_unpacked(data)
    try:
        document = docx.Document(io.BytesIO(data))
        lines = list(_read_blocks(document.iter_inner_content()))
        title = document.core_properties.title
    except Exception as error:  # the library lets errors of zipfile, lxml and its own through
        raise ReleaseError(
            f"The file is no readable Word document: {error or type(error).__name__}.",
            "Save it again as .docx, or give its text.",
        ) from error
    return Content("\n".join(lines) + "\n", title=clean(title))


def _check_unpacked(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReleaseError(
            f"The file is no Word document: {error}.", "Save it again as .docx, or give its text."
        ) from error
    if size > MAX_UNPACKED:
        raise ReleaseError(
            f"The document unpacks to {size:,} bytes; the limit is {MAX_UNPACKED:,}.", "Save it without its pictures."
        )


def _read_blocks(blocks: Iterator[Any]) -> Iterator[str]:
    for block in blocks:
        if hasattr(block, "rows"):
            for row in block.rows:
                # A merged cell comes once for each column that it spans.
                cells = {id(cell._tc): " ".join(_read_blocks(cell.iter_inner_content())) for cell in row.cells}
                yield "\t".join(" ".join(text.split()) for text in cells.values())
        else:
            yield block.text
