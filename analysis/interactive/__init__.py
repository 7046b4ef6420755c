"""The analyst's library: a survey opened, its variables, and tables of them as the batch computes them."""
