"""A notebook to a page: run, exported, escaped, listed."""
