"""What is written in a cell: numbers, dates, and several answers one after the other."""
