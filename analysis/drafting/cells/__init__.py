"""What the cells of one column are: dates, numbers, one answer of a list or several, words that were typed."""
