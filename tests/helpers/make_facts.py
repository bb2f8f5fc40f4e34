"""Facts as `extract` writes them, of the few fields that a test is about."""

from itertools import count

_ids = count()
NONE = dict.fromkeys(
    "value_high modifier direction period_start period_end period comparison_start comparison_end organisation place "
    "person needs_review title publisher source_url published published_from".split()
)


def fact(
    metric_id="theft.registered", value=1.0, period="2022-01-01/2022-12-31", unit="count", document="a.txt", **more
):
    """Return a fact row; `period` and `comparison` are START/END."""
    start, end = period.split("/") if period else (None, None)
    compared = dict(zip(("comparison_start", "comparison_end"), more.pop("comparison", "/").split("/"), strict=True))
    number = next(_ids)
    row = NONE | {
        "document": document,
        "start": number,
        "end": number + 1,
        "quantity": f"{value:g}",
        "value": float(value),
    }
    row |= {"unit": unit, "kind": "level", "metric": metric_id, "metric_spans": [[0, 1]], "metric_id": metric_id}
    row |= {"period_start": start, "period_end": end, "sentence": f"{value:g} of them.", "score": 0.9, "method": "rule"}
    row |= {key: value or None for key, value in compared.items()} | {"fact_id": f"f{number}"}
    return row | {"published": "2023-01-20"} | more
