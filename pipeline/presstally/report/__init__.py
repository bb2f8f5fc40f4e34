"""The report: what a run found, as one page that opens from disk."""
