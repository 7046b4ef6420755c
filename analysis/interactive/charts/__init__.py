"""The chart of a table: which kind its figures ask for, made of them."""
