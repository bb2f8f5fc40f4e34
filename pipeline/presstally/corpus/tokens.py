"""Whether annotated spans fit the tokens that the pipeline makes: a span that does not is lost to training."""

from __future__ import annotations

from presstally.corpus.check_rows import Fits


def make_fits() -> Fits:
    """Return a function text, spans -> which of them begin and end with a token."""
    from presstally.loading import load_shared

    tokenizer = load_shared().tokenizer

    def fits(text: str, places: list[tuple[int, int]]) -> list[bool]:
        doc = tokenizer(text)
        starts = {token.idx for token in doc}
        ends = {token.idx + len(token) for token in doc}
        return [start in starts and end in ends for start, end in places]

    return fits
