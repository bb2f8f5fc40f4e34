"""spaCy's EntityRuler on a TreeMatcher: hundreds of token patterns at the cost of a few."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRuler

from presstally.language.tree_matcher import TreeMatcher


@Language.factory(
    "pattern_ruler",
    assigns=["doc.ents", "token.ent_type", "token.ent_iob"],
    default_config={"phrase_matcher_attr": None, "overwrite_ents": True, "ent_id_sep": "||"},
)
def make_pattern_ruler(
    nlp: Language, name: str, phrase_matcher_attr: str | None, overwrite_ents: bool, ent_id_sep: str
) -> PatternRuler:
    """Make the component; its settings are the EntityRuler's."""
    return PatternRuler(
        nlp, name, phrase_matcher_attr=phrase_matcher_attr, overwrite_ents=overwrite_ents, ent_id_sep=ent_id_sep
    )


class PatternRuler(EntityRuler):
    """An EntityRuler in all it does; only the search for token patterns is another."""

    def __init__(self, nlp: Language, name: str = "entity_ruler", **settings: Any) -> None:
        super().__init__(nlp, name, **settings)
        self.clear()

    def clear(self) -> None:
        """Reset all patterns."""
        super().clear()
        self.matcher = TreeMatcher(self.nlp.vocab)  # type: ignore[assignment]
