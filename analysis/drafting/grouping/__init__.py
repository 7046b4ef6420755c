"""What questions are together: lists of answers that they share, grids, chapters."""
