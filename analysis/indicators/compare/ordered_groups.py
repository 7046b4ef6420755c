"""Whether a figure rises or falls along groups that are in an order: classes of age, sizes, seniority."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.indicators.compare.compared_figures import Compared, Rows, factors_of, group_codes
from analysis.indicators.compare.figure_covariances import covariance_of, kept_df
from analysis.indicators.compare.group_differences import BreakdownDifferences
from analysis.indicators.estimation import item_labels
from analysis.questionnaire.kinds.answer_marks import substantive
from analysis.results.schema import WHOLE
from analysis.statistics.estimates.intervals import t_quantile
from analysis.statistics.inference.differences import two_sided

FEWEST = 3
"""Groups from which an order says more than a difference of two."""


def trend_rows(found: BreakdownDifferences, compared: Compared) -> Iterator[Rows]:
    """The rows that test a trend, one per figure, where the groups of the breakdown are in an order.

    The trend is the weighted least-squares slope of the groups' figures on their place in the order: points,
    or units, from one group to the next. Its error is that of a linear contrast of the figures, with the
    covariance that the design gives them. Answers that stand aside are in no order; hidden, fixed and small
    groups are left out, and keep their place.
    """
    question = compared.survey.questions[found.breakdown]
    if not question.ordered:
        return
    places = {code: place for place, code in enumerate(substantive(question))}
    place = np.array(
        [places.get(code, np.nan) for code in group_codes(found.breakdown, compared.survey)], dtype=float
    )
    names = [
        (indicator, item)
        for indicator in found.indicators
        for item in item_labels(indicator, compared.survey)
    ]
    factors = factors_of(found.indicators, compared.survey)
    for column, (indicator, item) in enumerate(names):
        yield {
            "indicator": indicator.name,
            "item": item,
            "population": indicator.population or WHOLE,
            "breakdown": found.breakdown,
            "comparison": "trend",
            **_slope(found, column, place, float(factors[column]), compared),
        }


def _slope(
    found: BreakdownDifferences, column: int, place: np.ndarray, factor: float, compared: Compared
) -> Rows:
    """The slope of one figure with its error, interval and test; status "untested" where too few groups may
    be compared."""
    assert found.pairs is not None
    figures = found.figures
    kept = np.flatnonzero(figures.may_be_compared[:, column] & np.isfinite(place))
    if len(kept) < FEWEST:
        return {"status": "untested"}
    weight, steps = figures.weight[kept, column], place[kept]
    apart = steps - weight @ steps / weight.sum()
    contrast = weight * apart / (weight @ apart**2)
    stand_in = figures.stand_in[kept, column]
    covariance = covariance_of(found, column, factor, compared)[np.ix_(kept, kept)]
    variance = contrast @ (covariance * factor**2 + np.diag(stand_in**2)) @ contrast
    value = float(contrast @ figures.value[kept, column])
    df = kept_df(found, column, kept, compared)
    if not variance > 0 or not df >= 1:
        return {"status": "untested"}
    return _tested(value, float(np.sqrt(variance)), np.inf if stand_in.any() else df, found.pairs.level)


def _tested(value: float, se: float, df: float, level: float) -> Rows:
    half = float(t_quantile(level, np.array([df]))[0]) * se
    is_normal = np.isinf(df)
    return {
        "difference": value,
        "se": se,
        "df": np.nan if is_normal else df,
        "ci_low": value - half,
        "ci_high": value + half,
        "test": "z" if is_normal else "t",
        "test_statistic": value / se,
        "p_value": float(two_sided(np.array([value / se]), np.array([df]))[0]),
        "status": "tested",
    }
