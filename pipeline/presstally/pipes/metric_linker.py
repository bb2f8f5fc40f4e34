"""Link each number to the words that say what it measures, by rules: the explainable baseline.

One reading after the other is tried, each named in `method`: a table cell takes its row's head, a number in brackets
the metric
before the brackets, a number before a noun takes the noun and the predicate that follows, a number behind a verb of
level or
change takes the subject. What has none takes the metric of the number before it.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from presstally.language.chunks import Chunks
from presstally.language.relations import relation
from presstally.language.spans import with_label
from presstally.pipes.readings import READINGS, Link, Situation

# How often each reading was right on the annotated training releases.
SCORES = {
    "noun": 0.79,
    "label": 0.72,
    "subject": 0.63,
    "table": 0.59,
    "bracket": 0.52,
    "pronoun": 0.49,
    "ellipsis": 0.36,
}


@Language.factory(
    "metric_linker",
    requires=["doc.ents"],
    assigns=["doc.spans", "doc._.relations"],
    default_config={"configs": None, "scores": SCORES},
)
def make_metric_linker(nlp: Language, name: str, configs: str | None, scores: dict[str, float]) -> MetricLinker:
    """Make the component; `configs` names another folder of lexicon files, `scores` how sure each reading is."""
    return MetricLinker(configs, scores)


class MetricLinker:
    """Sets `doc.spans["metric"]` and the MEASURES relations of `doc._.relations`."""

    def __init__(self, configs: str | None = None, scores: dict[str, float] = SCORES) -> None:
        self.configs, self.scores = configs, scores

    def __call__(self, doc: Doc) -> Doc:
        quantities = with_label(doc, "QUANTITY")
        chunks = Chunks(doc, self.configs)
        links: list[Link | None] = []
        for number in range(len(quantities)):
            situation = Situation(chunks, quantities, number, links)
            links.append(next((link for reading in READINGS if (link := reading(situation))), None))
        self._store(doc, quantities, links)
        return doc

    def _store(self, doc: Doc, quantities: list[Span], links: list[Link | None]) -> None:
        metrics: dict[tuple[int, int], Span] = {}
        relations = [row for row in doc._.relations or () if row["type"] != "MEASURES"]
        for quantity, link in zip(quantities, links, strict=True):
            if link is None:
                continue
            for start, end in link.spans(doc):
                span = metrics.setdefault((start, end), Span(doc, start, end, label="METRIC"))
                score = self.scores.get(link.method, 0.5)
                relations.append(relation("MEASURES", quantity, span, score, f"rule:{link.method}"))
        doc.spans["metric"] = [metrics[key] for key in sorted(metrics)]
        doc._.relations = relations
