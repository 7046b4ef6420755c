"""Definitions that contradict themselves, each with the beginning of its message."""
