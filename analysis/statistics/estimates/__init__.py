"""Estimates with their precision and their base."""
