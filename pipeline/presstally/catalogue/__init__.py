"""Canonical metrics as data: reads `configs/catalogue` and names a metric by its words. No spaCy."""

from presstally.catalogue.catalogue import Catalogue, read_catalogue
from presstally.catalogue.matching import Match
from presstally.catalogue.metrics import Metric

__all__ = ["Catalogue", "Match", "Metric", "read_catalogue"]
