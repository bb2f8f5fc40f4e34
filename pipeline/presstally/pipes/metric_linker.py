"""Link each number to the words that say what it measures, by rules: the explainable baseline.

One reading after the other is tried, each named in `method`: a table cell takes its row's head, a number in brackets
the metric
before the brackets, a number before a noun takes the noun and the predicate that follows, a number behind a verb of
level or
change takes the subject. What has none takes the metric of the number before it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language.chunks import Chunks
from presstally.language.spans import with_label
from presstally.pipes.readings import READINGS, Link, Situation

# How often each reading was right on annotated releases; the score of a relation until a model gives a better one.
DEFAULT_SCORE = 0.6


@Language.factory(
    "metric_linker",
    requires=["doc.ents"],
    assigns=["doc.spans", "doc._.relations"],
    default_config={"configs": None},
)
def make_metric_linker(nlp: Language, name: str, configs: str | None) -> MetricLinker:
    """Make the component; `configs` names another folder of lexicon files."""
    return MetricLinker(configs)


class MetricLinker:
    """Sets `doc.spans["metric"]` and the MEASURES relations of `doc._.relations`."""

    def __init__(
        self, configs: str | None = None, readings: tuple[Callable[[Situation], Link | None], ...] = READINGS
    ) -> None:
        self.configs, self.readings = configs, readings

    def __call__(self, doc: Doc) -> Doc:
        quantities = with_label(doc, "QUANTITY")
        chunks = Chunks(doc, self.configs)
        links: list[Link | None] = []
        for number in range(len(quantities)):
            situation = Situation(chunks, quantities, number, links)
            links.append(next((link for reading in self.readings if (link := reading(situation))), None))
        _store(doc, quantities, links)
        return doc


def _store(doc: Doc, quantities: list[Span], links: list[Link | None]) -> None:
    metrics: dict[tuple[int, int], Span] = {}
    relations: list[dict[str, Any]] = [row for row in doc._.relations or () if row["type"] != "MEASURES"]
    for quantity, link in zip(quantities, links, strict=True):
        for start, end in link.spans(doc) if link else ():
            span = metrics.setdefault((start, end), Span(doc, start, end, label="METRIC"))
            relations.append(
                {
                    "type": "MEASURES",
                    "head": [quantity.start_char, quantity.end_char, "QUANTITY"],
                    "child": [span.start_char, span.end_char, "METRIC"],
                    "score": DEFAULT_SCORE,
                    "method": f"rule:{link.method}",  # type: ignore[union-attr]
                }
            )
    doc.spans["metric"] = [metrics[key] for key in sorted(metrics)]
    doc._.relations = relations
