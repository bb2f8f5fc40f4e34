"""A run: many releases in, one set of tables out."""
