"""Questionnaire, respondents and statistics to one long table of indicators, with what may be shown.

estimate -- every indicator for every group, one row each
publish -- the same rows with reliability and confidentiality applied
"""

from analysis.indicators.columns import COLUMNS
from analysis.indicators.estimation import estimate
from analysis.indicators.publication import publish

__all__ = ["COLUMNS", "estimate", "publish"]
