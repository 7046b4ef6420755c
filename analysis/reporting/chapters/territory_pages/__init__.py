"""The sheet of a territory in two pages, the third of a page of a small one, and the annex."""
