"""Scores of a model on annotated releases, and the differences between two runs."""
