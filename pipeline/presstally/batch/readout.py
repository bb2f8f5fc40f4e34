"""One release through the pipeline, and what is known of it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from presstally.errors import PresstallyError, ReleaseError
from presstally.records import Row, Rows, make_rows
from presstally.schemas import Release

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_GIVEN = ("id", "sha256", "title", "publisher", "source_url", "published", "published_from")


@dataclass(frozen=True)
class Failure:
    """Why a release gave no rows. `stage` is read, language, pipeline or build; `hint` says what to do."""

    document: str
    stage: str
    type: str
    message: str
    hint: str
    sha256: str | None

    def to_row(self) -> Row:
        return {
            "document": self.document,
            "stage": self.stage,
            "type": self.type,
            "message": self.message,
            "hint": self.hint,
            "sha256": self.sha256,
        }


def make_failure(document: str, error: Exception, sha256: str | None) -> Failure:
    """Turn an error into the line that is written of it."""
    stage = error.stage if isinstance(error, ReleaseError) else "pipeline"
    message = error.message if isinstance(error, PresstallyError) else str(error) or type(error).__name__
    hint = (
        error.hint
        if isinstance(error, PresstallyError)
        else "This is a fault of the program or the model; please report it."
    )
    return Failure(document, stage, type(error).__name__, message, hint, sha256)


def read_release(nlp: Language, release: Release) -> Doc:
    """Run the pipeline over one release; the Doc carries what is known of it in `doc._.release`."""
    nlp.max_length = max(nlp.max_length, len(release.text) + 1)
    doc = nlp.make_doc(release.text)
    doc._.release = {name: getattr(release, name) for name in _GIVEN}
    return nlp(doc)


def read_rows(nlp: Language, release: Release, min_score: float = 0.0) -> tuple[Release, Rows]:
    """Return the release's rows, and the release with what the pipeline found out about it (its date and title)."""
    doc = read_release(nlp, release)
    told = doc._.release or {}
    found = Release.from_dict({**release.to_dict(), **{name: told.get(name) for name in _GIVEN if name != "id"}})
    return found, make_rows(doc, release, min_score)
