"""Training, export and promotion of models; what it needs beyond the core is the extra `train`."""
