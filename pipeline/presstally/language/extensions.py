"""Every `Doc._` and `Span._` attribute of the pipeline, declared once.

Values are plain dicts, lists and strings, so that a Doc survives DocBin and processes.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span

# name -> what it holds
DOC_ATTRIBUTES = {
    "release": "dict | None: id, title, publisher, source_url, published, published_from (see schemas.Release)",
    "relations": "list[dict] | None: type, head and child as [start, end, label] in characters, score, method",
    "facts": "list[dict] | None: rows as schemas.Fact.to_dict()",
}
SPAN_ATTRIBUTES = {
    "quantity": "dict | None: schemas.Quantity of a QUANTITY",
    "kind": "str | None: level or change, of a QUANTITY",
    "direction": "str | None: increase or decrease, of a QUANTITY",
    "metric_id": "str | None: canonical metric of a QUANTITY",
    "compared": "bool | None: True where a QUANTITY is the level of the period compared with",
    "dates": "dict | None: schemas.DateRange of a DATE",
    "method": "str | None: the rule or model that found the mention",
    "review": "str | None: why a person should look at a QUANTITY",
}


def declare_extensions() -> None:
    """Declare all attributes; safe to call again."""
    for names, carrier in ((DOC_ATTRIBUTES, Doc), (SPAN_ATTRIBUTES, Span)):
        for name in names:
            if not carrier.has_extension(name):
                carrier.set_extension(name, default=None)


declare_extensions()
