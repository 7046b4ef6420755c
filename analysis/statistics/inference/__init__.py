"""Differences and their tests."""
