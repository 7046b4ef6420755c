"""Questionnaire, respondents and statistics to one long table of indicators, with what may be shown.

estimate -- every indicator for every group, one row each
publish -- the same rows with reliability and confidentiality applied
read_indicators -- the published rows of an edition, read back from indicators.csv
territories -- every indicator in every territory, with its contrast with the rest
sensitivity -- the main figures before weighting, and without those who answered carelessly
trend -- what changed from one edition to the next
read_published, backtest, summary, points -- what others published, and our figures beside it
"""

from analysis.indicators.backtests import BACKTEST_COLUMNS, backtest, summary
from analysis.indicators.columns import COLUMNS
from analysis.indicators.estimation import estimate
from analysis.indicators.publication import publish
from analysis.indicators.published import PUBLISHED_COLUMNS, points, read_published
from analysis.indicators.sensitivity import SENSITIVITY_COLUMNS, sensitivity
from analysis.indicators.stored import read_indicators
from analysis.indicators.territories import TERRITORY_COLUMNS, territories
from analysis.indicators.trends import TREND_COLUMNS, trend

__all__ = [
    "BACKTEST_COLUMNS",
    "COLUMNS",
    "PUBLISHED_COLUMNS",
    "SENSITIVITY_COLUMNS",
    "TERRITORY_COLUMNS",
    "TREND_COLUMNS",
    "backtest",
    "estimate",
    "points",
    "publish",
    "read_indicators",
    "read_published",
    "sensitivity",
    "summary",
    "territories",
    "trend",
]
