"""What the cells of one column are: dates, numbers, answers of a list, words that were typed."""
