"""Two builds or editions side by side: which figures moved, by how much, and what caused it."""
