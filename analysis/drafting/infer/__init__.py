"""Questions and their parts, inferred from what a file holds."""
