"""Means, ratios and shares estimated together, with their covariance."""

from __future__ import annotations
