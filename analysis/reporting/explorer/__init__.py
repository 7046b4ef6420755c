"""The explorer: one page in which a reader chooses what to see of the figures that are released."""
