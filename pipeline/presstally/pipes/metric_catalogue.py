"""Give each number its canonical metric: one id for one metric in every release."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from presstally.catalogue import read_catalogue
from presstally.catalogue.context import Named, name_release
from presstally.language.relations import by_head
from presstally.language.sentences import Sentences
from presstally.language.spans import with_label
from presstally.language.text import text_of


@Language.factory(
    "metric_catalogue", requires=["doc._.relations"], assigns=["span._.metric_id"], default_config={"configs": None}
)
def make_metric_catalogue(nlp: Language, name: str, configs: str | None) -> MetricCatalogue:
    """Make the component; the catalogue stands in `configs/catalogue`."""
    return MetricCatalogue(configs)


class MetricCatalogue:
    """Sets `span._.metric_id` of each QUANTITY from the words of its METRIC spans, its unit and what stands around."""

    def __init__(self, configs: str | None = None) -> None:
        self.catalogue = read_catalogue(configs)

    def __call__(self, doc: Doc) -> Doc:
        relations, sentences, text = by_head(doc), Sentences(doc), text_of(doc)
        quantities = with_label(doc, "QUANTITY")
        numbers = []
        for quantity in quantities:
            rows = relations.get((quantity.start_char, quantity.end_char), ())
            places = [row["child"][:2] for row in rows if row["type"] == "MEASURES"]
            first, last = sentences.borders(quantity.start)
            begin, stop = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            own = [(start, end) for start, end in places if begin <= start < stop]
            numbers.append(
                Named(
                    [text[start:end] for start, end in places],
                    (quantity._.quantity or {}).get("unit") or "count",
                    quantity._.kind or "level",
                    text[begin:stop],
                    [text[start:end] for start, end in own],
                )
            )
        title = (doc._.release or {}).get("title") or text.strip().partition("\n")[0]
        for quantity, found in zip(quantities, name_release(self.catalogue, title, numbers), strict=True):
            quantity._.metric_id = found.metric_id
        return doc
