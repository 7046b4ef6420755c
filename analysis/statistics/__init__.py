"""Weighted estimates of a survey with their precision, computed from arrays: no file, no questionnaire and no
language is known here.

The verbs, each in the file of its noun:

- a design: `Design(weights, strata, psus, fpc, single_psu)`, `design.calibrated(calibration)`,
  `design.with_replicates(replicates)`
- answers: `Categories(codes, k)` for one answer each, `Ticks(matrix, answered)` for several; numbers have NaN
  outside the base
- weights: `rake(weights, margins)` with `Margin(name, codes, categories, shares)`; `calibrate` by Calmar's
  four methods, with `Total`, `crossed_margin` and bounds; `calibrate_households` for one
  weight a household; `adjust_for_nonresponse` in classes; `trim_weights`; `Calibration`, `CalibrationError`
- estimates: `shares`, `means`, `totals`, `ratios`, `quantiles`, `variances`, `standard_deviations`,
  `balances`, `correlations`, `standardised_means` (at a stated composition), each as `Estimates` (groups,
  items); `STATES` explains every value that is missing
- a whole survey: `banner(design, questions, breakdowns)` gives `Banner`, whose `[question][breakdown]` are
  Estimates
- comparisons: `differences` of groups, of a group and the rest or the whole, `quantile_differences`,
  `answer_differences` of one question, `trend` between editions, `against_published` figures, all as
  `Differences`; of many questions by many breakdowns at once `banner_differences`, of a number
  `number_differences`; `holm`, `benjamini_hochberg`; `column_letters`
- estimates together: `vcov` of means, shares (`answer_columns`) and ratios gives `JointEstimates`, whose
  linear `contrasts` are `Contrasts`
- independence of answers and groups: `rao_scott`, `wald`, `rao_scott_of_shares` from groups' shares;
  `equality` of any figure over groups; `rank_test` of a skewed number; a published distribution:
  `goodness_of_fit`; all as `Association`
- how well the items of a score hold together: `cronbach_alpha`, `alpha_of_parts`
- small areas: `fit_areas` gives the `AreaModel` of Fay and Herriot from direct figures, their variances
  (`smoothed_variances`) and covariates, `benchmarked` its `ModelledFigures`, `diagnosed` whether it holds
- a file larger than memory: sums of its parts that add up, in `analysis.statistics.partitions`
- replicate weights: `bootstrap`, `jackknife`, `half_samples` of a design; `Replicates` that were supplied

Groups are None (all together), Categories, or Ticks (groups that may overlap). A domain is a mask (n,) of
True and False: respondents outside it still count in the variance.
"""

from analysis.statistics.coded_answers import Categories, CodedAnswers, Ticks
from analysis.statistics.design import Design
from analysis.statistics.estimates.correlations import correlations
from analysis.statistics.estimates.estimates import STATES, Estimates
from analysis.statistics.estimates.joint_estimates import JointEstimates, answer_columns, vcov
from analysis.statistics.estimates.means import means, ratios, totals
from analysis.statistics.estimates.quantiles import quantiles
from analysis.statistics.estimates.score_reliability import alpha_of_parts, cronbach_alpha
from analysis.statistics.estimates.shares import Banner, balances, banner, shares
from analysis.statistics.estimates.standardised_means import standardised_means
from analysis.statistics.estimates.variances import standard_deviations, variances
from analysis.statistics.inference.banner_differences import (
    banner_differences,
    group_and_rest_differences,
    number_differences,
)
from analysis.statistics.inference.column_letters import column_letters
from analysis.statistics.inference.contrasts import Contrasts, against_published, contrasts
from analysis.statistics.inference.differences import (
    Differences,
    answer_differences,
    differences,
    quantile_differences,
    trend,
)
from analysis.statistics.inference.p_value_corrections import benjamini_hochberg, holm
from analysis.statistics.inference.published_distribution import goodness_of_fit
from analysis.statistics.inference.rank_tests import rank_test
from analysis.statistics.inference.whole_table_tests import (
    Association,
    equality,
    rao_scott,
    rao_scott_of_shares,
    wald,
)
from analysis.statistics.later_stages import Stage
from analysis.statistics.replicate_weights import Replicates
from analysis.statistics.resampling import bootstrap, half_samples, jackknife
from analysis.statistics.small_areas.area_diagnostics import diagnosed
from analysis.statistics.small_areas.area_model import AreaModel, ModelledFigures, benchmarked, fit_areas
from analysis.statistics.small_areas.sampling_variances import smoothed_variances
from analysis.statistics.weighting.calibration import Calibration
from analysis.statistics.weighting.given_weights import trim_weights
from analysis.statistics.weighting.household_weights import calibrate_households
from analysis.statistics.weighting.newton_calibration import Total, calibrate
from analysis.statistics.weighting.nonresponse import adjust_for_nonresponse
from analysis.statistics.weighting.population_margins import CalibrationError, Margin, crossed_margin
from analysis.statistics.weighting.raking import rake

__all__ = [
    "STATES",
    "AreaModel",
    "Association",
    "Banner",
    "Calibration",
    "CalibrationError",
    "Categories",
    "CodedAnswers",
    "Contrasts",
    "Design",
    "Differences",
    "Estimates",
    "JointEstimates",
    "Margin",
    "ModelledFigures",
    "Replicates",
    "Stage",
    "Ticks",
    "Total",
    "adjust_for_nonresponse",
    "against_published",
    "alpha_of_parts",
    "answer_columns",
    "answer_differences",
    "balances",
    "banner",
    "banner_differences",
    "benchmarked",
    "benjamini_hochberg",
    "bootstrap",
    "calibrate",
    "calibrate_households",
    "column_letters",
    "contrasts",
    "correlations",
    "cronbach_alpha",
    "crossed_margin",
    "diagnosed",
    "differences",
    "equality",
    "fit_areas",
    "goodness_of_fit",
    "group_and_rest_differences",
    "half_samples",
    "holm",
    "jackknife",
    "means",
    "number_differences",
    "quantile_differences",
    "quantiles",
    "rake",
    "rank_test",
    "rao_scott",
    "rao_scott_of_shares",
    "ratios",
    "shares",
    "smoothed_variances",
    "standard_deviations",
    "standardised_means",
    "totals",
    "trend",
    "trim_weights",
    "variances",
    "vcov",
    "wald",
]
