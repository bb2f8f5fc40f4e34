"""What a single release may be at most, and the checks that take no time."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from presstally.errors import ReleaseError, UsageError

MAX_CHARS = 2_000_000
MAX_BYTES = 64 * 2**20
MAX_NUMBERS = 50_000
MAX_DIGITS = 300  # a longer one is over the largest float
WIDEST = 4  # bytes of a code point, in every encoding that is read
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Limits:
    """How large a release may be, and `encoding`: what a file is read in that says nothing and is no UTF-8."""

    max_chars: int = MAX_CHARS
    max_bytes: int = MAX_BYTES
    max_numbers: int = MAX_NUMBERS
    encoding: str | None = None

    def check(self) -> None:
        """Raise UsageError for a limit below 1 and for an encoding that does not exist."""
        for name in ("max_chars", "max_bytes", "max_numbers"):
            if getattr(self, name) < 1:
                raise UsageError(f"--{name.replace('_', '-')} must be 1 or more.")
        if self.encoding:
            try:
                "".encode(codecs.lookup(self.encoding).name)
            except LookupError as error:
                raise UsageError(
                    f"There is no encoding {self.encoding!r}.", "Name one like windows-1252 or windows-1251."
                ) from error


def check_size(size: int, limits: Limits) -> None:
    """Raise ReleaseError where `size`, in bytes, is over the limit."""
    if size > limits.max_bytes:
        raise ReleaseError(
            f"The file has {size:,} bytes; the limit is {limits.max_bytes:,}.", "Split it, or raise --max-bytes."
        )


def check_text(text: str, limits: Limits) -> None:
    """Raise ReleaseError for a text too long, with too many numbers, with an endless number or half characters."""
    if len(text) > limits.max_chars:
        raise too_long(f"{len(text):,}", limits.max_chars)
    lengths = [number.end() - number.start() for number in _DIGITS.finditer(text)]
    if max(lengths, default=0) > MAX_DIGITS:
        raise ReleaseError(
            f"A number has {max(lengths):,} digits; the limit is {MAX_DIGITS}.", "Take it out of the text."
        )
    if len(lengths) > limits.max_numbers:
        raise ReleaseError(
            f"The release has {len(lengths):,} numbers; the limit is {limits.max_numbers:,}.",
            "Split it, or raise --max-numbers.",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ReleaseError(
            f"The text has half a character at {error.start}.", "Write the text anew, as whole Unicode characters."
        ) from error


def too_long(length: str, max_chars: int) -> ReleaseError:
    """Return the error of a text of more than `max_chars` characters."""
    return ReleaseError(
        f"The release has {length} characters; the limit is {max_chars:,}.", "Split it, or raise --max-chars."
    )
