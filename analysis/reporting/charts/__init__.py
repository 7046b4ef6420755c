"""Charts drawn from points, one module per kind."""
