"""Weights: given, trimmed, or calibrated to margins."""
