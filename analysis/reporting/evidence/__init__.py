"""Charts and tables of the same rows, with their captions."""
