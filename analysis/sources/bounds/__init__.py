"""Where the table of a file begins and ends: its heading rows, the rows and sheets that are no answers."""
