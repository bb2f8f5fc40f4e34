"""The metadata of all inputs together, and which row belongs to which file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from presstally.ingest.metadata import Metadata, read_metadata
from presstally.ingest.walk import METADATA_NAME, InputFile, Inputs


class MetadataIndex:
    """The metadata of all inputs: a file named by the user, else the metadata.csv beside the releases."""

    def __init__(self, inputs: Inputs, path: Path | None = None) -> None:
        self.notices: list[str] = []
        self._tables: dict[Path, Metadata] = {}
        self._all = read_metadata(path) if path else None
        for root in dict.fromkeys(file.root for file in inputs.files):
            beside = root / METADATA_NAME
            self._tables[root] = self._all or (read_metadata(beside) if beside.is_file() else Metadata())
        self._tell(inputs)

    def of(self, file: InputFile) -> dict[str, str]:
        """Return what is known of a file."""
        return self._tables[file.root].rows.get(file.id, {})

    def _tell(self, inputs: Inputs) -> None:
        """Collect notices; a row that matches no release is one, unless single files of the folder were named."""
        tables: Iterable[tuple[Path | None, Metadata]] = [(None, self._all)] if self._all else self._tables.items()
        for root, table in tables:
            self.notices += table.notices
            ids = {file.id for file in inputs.files if root in (None, file.root)}
            if root is None or root in inputs.folders:
                self.notices += [
                    f"{METADATA_NAME}: no release is called {name!r}." for name in sorted(set(table.rows) - ids)
                ]
