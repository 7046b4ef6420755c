"""Questionnaire, respondents and statistics to one long table of indicators, with what may be shown.

estimate -- every indicator for every group, one row each
publish -- the same rows with reliability and confidentiality applied
read_indicators -- the published rows of an edition, read back from indicators.csv
territories -- every indicator in every territory, with its contrast with the rest
trend -- what changed from one edition to the next
"""

from analysis.indicators.columns import COLUMNS
from analysis.indicators.estimation import estimate
from analysis.indicators.publication import publish
from analysis.indicators.stored import read_indicators
from analysis.indicators.territories import TERRITORY_COLUMNS, territories
from analysis.indicators.trends import TREND_COLUMNS, trend

__all__ = [
    "COLUMNS",
    "TERRITORY_COLUMNS",
    "TREND_COLUMNS",
    "estimate",
    "publish",
    "read_indicators",
    "territories",
    "trend",
]
