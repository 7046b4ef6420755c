"""A page per theme, and the annex with every figure of it."""
