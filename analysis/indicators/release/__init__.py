"""What is released of an edition's results: published rows, no figure finer than one respondent."""
