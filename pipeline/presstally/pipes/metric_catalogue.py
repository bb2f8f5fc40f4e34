"""Give each number its canonical metric: one id for one metric in every release."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from presstally.catalogue import read_catalogue
from presstally.language.relations import by_head
from presstally.language.spans import with_label


@Language.factory(
    "metric_catalogue", requires=["doc._.relations"], assigns=["span._.metric_id"], default_config={"configs": None}
)
def make_metric_catalogue(nlp: Language, name: str, configs: str | None) -> MetricCatalogue:
    """Make the component; the catalogue stands in `configs/catalogue`."""
    return MetricCatalogue(configs)


class MetricCatalogue:
    """Sets `span._.metric_id` of each QUANTITY from the words of its METRIC spans and its unit."""

    def __init__(self, configs: str | None = None) -> None:
        self.catalogue = read_catalogue(configs)

    def __call__(self, doc: Doc) -> Doc:
        relations, text = by_head(doc), doc.text
        for quantity in with_label(doc, "QUANTITY"):
            rows = relations.get((quantity.start_char, quantity.end_char), ())
            words = " ".join(text[slice(*row["child"][:2])] for row in rows if row["type"] == "MEASURES")
            unit = (quantity._.quantity or {}).get("unit")
            share = unit == "percent" and quantity._.kind != "change"
            quantity._.metric_id = self.catalogue.name(
                words, share=share or unit == "percentage_point", rate=unit == "per_100k"
            )
        return doc
