"""How things are run: steps, folders that appear whole, processes, clusters, memory. Knows no survey."""
