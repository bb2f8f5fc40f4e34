"""The components, one factory a file. Importing this package registers them with spaCy."""

from presstally.pipes import (
    change_reader,
    fact_builder,
    line_sentencizer,
    metric_catalogue,
    metric_linker,
)

FACTORIES = (
    line_sentencizer,
    change_reader,
    metric_linker,
    metric_catalogue,
    fact_builder,
)
