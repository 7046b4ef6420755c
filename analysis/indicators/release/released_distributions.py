"""The answers behind figures as they are released: whole tables, none that tells what is hidden elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.indicators.estimation import breakdowns_of
from analysis.indicators.release.rounding import LIMITS, rounded, rounded_error, steps
from analysis.questionnaire import Indicator, Survey
from analysis.questionnaire.editorial_marks import lineage
from analysis.results.released_columns import RELEASED_DISTRIBUTIONS
from analysis.results.schema import FORMS, HIDDEN, WHOLE


def released_distributions(
    distributions: pd.DataFrame, published: pd.DataFrame, survey: Survey
) -> pd.DataFrame:
    """The rows of distributions.csv that are released: the answers of everyone to each question.

    published: the released indicators. Classes and quartiles of numbers, and the answers of a part of the
    respondents, stay with the analyst. A question whose answers would tell a figure that is hidden in
    `published`, or of which figures would tell an answer that is hidden here, has no answer shown. Nor has
    one whose answers are groups elsewhere, as the shares of these tell their number, unless `published` shows
    each of them.
    """
    kept = (distributions["kind"] == "answer") & (distributions["population"] == WHOLE)
    rows = distributions[kept.to_numpy()].reset_index(drop=True)
    whole = published[(published["breakdown"] == WHOLE).to_numpy()]
    grouped = _grouping(survey)
    telling = {
        name: _tells(str(name), of, whole, survey, grouped)
        for name, of in rows.groupby("variable", sort=False)
    }
    is_hidden = (rows["confidentiality"] != "") | rows["variable"].map(telling).astype(bool)
    n, value = rows["n"].astype("Int64").mask(is_hidden), rows["value"].astype(float).mask(is_hidden)
    figures = rows.assign(indicator="", statistic="share", n=n, value=value)
    step = steps(figures, survey)
    found = {name: rounded(rows[name].to_numpy(dtype=float, na_value=np.nan), step) for name in LIMITS}
    error = rounded_error(rows["se"].to_numpy(dtype=float, na_value=np.nan), step)
    status = rows["status"].astype(object).mask(is_hidden, HIDDEN)
    return figures.assign(step=step, se=error, status=status, **found)[list(RELEASED_DISTRIBUTIONS.names)]


def _tells(variable: str, rows: pd.DataFrame, whole: pd.DataFrame, survey: Survey, grouped: set[str]) -> bool:
    """Whether the answers beside the published figures of the same question, those of everyone, tell what
    either hides."""
    related = [each for each in survey.indicators.values() if variable in lineage(survey, each.variable)]
    of_question = whole["indicator"].isin([each.name for each in related])
    if (whole[of_question.to_numpy()]["status"] == HIDDEN).any():
        return True
    if grouped & lineage(survey, variable) and not _are_published(variable, rows, whole, survey):
        return True
    hidden = set(rows.loc[(rows["confidentiality"] != "").to_numpy(), "item"])
    return bool(hidden) and not all(_keeps_together(hidden, each, variable) for each in related)


def _keeps_together(hidden: set[str], indicator: Indicator, variable: str) -> bool:
    """Whether a figure counts all or none of the answers that are hidden, so that it tells none of them."""
    if indicator.variable != variable or not FORMS[indicator.statistic].is_share:
        return False
    counted: Sequence[set[str]] = [set(indicator.answers or ())]
    return all(not (hidden & each) or hidden <= each for each in counted) and bool(indicator.answers)


def _grouping(survey: Survey) -> set[str]:
    """The variables that tables or conditions group respondents by, with all that these are made of."""
    grouping = {name for each in survey.indicators.values() for name in breakdowns_of(each, survey)}
    grouping |= {*survey.territories}
    grouping |= {name for each in survey.populations.values() for name in each.among}
    return {source for name in grouping for source in lineage(survey, name)}


def _are_published(variable: str, rows: pd.DataFrame, whole: pd.DataFrame, survey: Survey) -> bool:
    """Whether a share of each answer to a question is published, of everyone."""
    own = [
        each.name for each in survey.indicators.values() if each.variable == variable and not each.population
    ]
    shown = whole[(whole["indicator"].isin(own) & whole["value"].notna()).to_numpy()]
    return set(rows["item"]) <= set(shown["item"])
