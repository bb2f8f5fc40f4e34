"""Make annotations/gold/{train,dev,test}.jsonl from annotations/markup, and freeze the split.

    python scripts/make_gold.py            write the files
    python scripts/make_gold.py --check    only say whether they are up to date (code 1: not)

The same markup gives the same bytes. An id that has a part in annotations/parts.json keeps it: a file that would
move one to another part is refused.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from presstally.corpus.doccano import write_doccano
from presstally.corpus.gold import GoldRelease
from presstally.corpus.parts import PARTS, freeze, read_parts, write_parts
from presstally.corpus.sources import read_annotations
from presstally.errors import PresstallyError, UsageError

ANNOTATIONS = Path(__file__).parents[1] / "annotations"


def make_gold(annotations: Path, out: Path) -> dict[str, int]:
    """Write parts.json and gold/*.jsonl below `out` from the markup below `annotations`; return part -> releases."""
    frozen = annotations / "parts.json"
    releases: dict[str, GoldRelease] = {}
    for release in read_annotations(annotations / "markup"):
        if release.doc_id in releases:
            raise UsageError(f"The id {release.doc_id} stands twice in the markup.", "Give each release its own.")
        releases[release.doc_id] = release
    new = {name: release.part for name, release in releases.items()}
    parts = freeze(read_parts(frozen) if frozen.is_file() else {}, new)
    (out / "gold").mkdir(parents=True, exist_ok=True)
    write_parts(out / "parts.json", parts)
    counts = {}
    for part in PARTS:
        own = [releases[name] for name in sorted(releases) if parts[name] == part]
        write_doccano(out / "gold" / f"{part}.jsonl", own)
        counts[part] = len(own)
    return counts


def differing(annotations: Path) -> list[str]:
    """Return the files that are not what the markup gives."""
    names = ["parts.json", *(f"gold/{part}.jsonl" for part in PARTS)]
    with tempfile.TemporaryDirectory() as folder:
        make_gold(annotations, Path(folder))
        pairs = [(name, annotations / name, Path(folder) / name) for name in names]
        return [name for name, old, new in pairs if not old.is_file() or old.read_bytes() != new.read_bytes()]


def main() -> int:
    """Run the script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--annotations", type=Path, default=ANNOTATIONS)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    try:
        if options.check:
            stale = differing(options.annotations)
            print(f"Not up to date: {', '.join(stale)}" if stale else "All gold files are up to date.")
            return bool(stale)
        for part, count in make_gold(options.annotations, options.annotations).items():
            print(f"{part}: {count} releases")
    except PresstallyError as error:
        print(f"Error: {error}", file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
