"""Arrays in, estimates out: weighted estimates of a survey with their precision. Knows no survey, no file, no
language.

The verbs, each in the file of its noun:

- a design: `Design(weights, strata, psus, fpc, single_psu)`, `design.calibrated(calibration)`,
  `design.with_replicates(replicates)`
- answers: `Categories(codes, k)` for one answer each, `Ticks(matrix, answered)` for several; numbers have NaN
  outside the base
- weights: `rake(weights, margins)` with `Margin(name, codes, categories, shares)`; `calibrate` by Calmar's
  four methods, with `Total`, `crossed_margin` and bounds; `trim_weights`; `Calibration`, `CalibrationError`
- estimates: `shares`, `means`, `totals`, `ratios`, `quantiles`, `balances`, each as `Estimates` (groups,
  items); `STATES`
  explains every value that is missing
- a whole survey: `banner(design, questions, breakdowns)` gives `Banner`, whose `[question][breakdown]` are
  Estimates
- comparisons: `differences` of groups, of a group and the rest or the whole, `trend` between editions, both
  as `Differences`; `holm`, `benjamini_hochberg`; `column_letters`
- independence of answers and groups: `rao_scott`, `wald`, as `Association`
- how well the items of a score hold together: `cronbach_alpha`, `alpha_of_parts`
- a file larger than memory: sums of its parts that add up, in `analysis.statistics.partitions`
- replicate weights: `bootstrap`, `jackknife`, `half_samples` of a design; `Replicates` that were supplied

Groups are None (all together), Categories, or Ticks (groups that may overlap). A domain is a mask (n,) of
True and False: respondents outside it still count in the variance.
"""

from analysis.statistics.answers import Categories, Question, Ticks
from analysis.statistics.association import Association, rao_scott, wald
from analysis.statistics.balances import balances
from analysis.statistics.banner import Banner, banner
from analysis.statistics.calibration import Calibration
from analysis.statistics.corrections import benjamini_hochberg, holm
from analysis.statistics.design import Design
from analysis.statistics.differences import Differences, differences, trend
from analysis.statistics.estimates import STATES, Estimates
from analysis.statistics.letters import column_letters
from analysis.statistics.margins import CalibrationError, Margin, crossed_margin
from analysis.statistics.means import means, ratios, totals
from analysis.statistics.newton import Total, calibrate
from analysis.statistics.quantiles import quantiles
from analysis.statistics.raking import rake
from analysis.statistics.reliability import alpha_of_parts, cronbach_alpha
from analysis.statistics.replicates import Replicates
from analysis.statistics.resampling import bootstrap, half_samples, jackknife
from analysis.statistics.shares import shares
from analysis.statistics.weights import trim_weights

__all__ = [
    "STATES",
    "Association",
    "Banner",
    "Calibration",
    "CalibrationError",
    "Categories",
    "Design",
    "Differences",
    "Estimates",
    "Margin",
    "Question",
    "Replicates",
    "Ticks",
    "Total",
    "alpha_of_parts",
    "balances",
    "banner",
    "benjamini_hochberg",
    "bootstrap",
    "calibrate",
    "column_letters",
    "cronbach_alpha",
    "crossed_margin",
    "differences",
    "half_samples",
    "holm",
    "jackknife",
    "means",
    "quantiles",
    "rake",
    "rao_scott",
    "ratios",
    "shares",
    "totals",
    "trend",
    "trim_weights",
    "wald",
]
