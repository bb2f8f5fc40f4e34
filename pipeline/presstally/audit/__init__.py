"""Do the numbers fit each other? Arithmetic inside releases, agreement between them, readings that stay open."""
