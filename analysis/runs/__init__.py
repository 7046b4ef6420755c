"""Execution of what the program has to do: steps, folders, processes, clusters, memory. Knows no survey."""
