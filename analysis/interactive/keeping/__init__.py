"""How a table is kept: files of it, and the definitions that put it into the report."""
