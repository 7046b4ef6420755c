"""What stands in the columns of indicators.csv, the same for every module that makes or reads it."""

from __future__ import annotations

COLUMNS = (
    *("survey", "edition", "theme", "indicator", "item", "population", "breakdown", "group"),
    *("statistic", "unit", "value", "se", "ci_low", "ci_high", "ci_level", "ci_method"),
    *("n", "n_eff", "base", "deff", "cv", "df", "status", "confidentiality", "direction"),
    *("label_fr", "label_en", "verdict"),
)
CELL = ("indicator", "item", "population", "breakdown", "group")
"""The columns that together name one figure of an edition."""
NUMBERS = (*("value", "se", "ci_low", "ci_high", "ci_level", "n", "n_eff", "base", "deff", "cv", "df"),)
WHOLE = "all"
"""The population, breakdown and group of everyone."""
SHOWN = ("shown", "footnote", "caution")
"""Statuses of a figure that may be read."""
