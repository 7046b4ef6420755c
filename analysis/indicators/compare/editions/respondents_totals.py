"""Totals that are of the respondents alone, so that another edition's follows how many answered."""

from __future__ import annotations

import pandas as pd

from analysis.questionnaire import Survey
from analysis.results.schema import FORMS, WHOLE

NEAR = 0.01
"""Part of the respondents by which weights that are 1 on average may sum to another number: those who gave no
answer are out of a base."""


def totals_of_respondents(table: pd.DataFrame, survey: Survey) -> frozenset[str]:
    """The indicators of an edition that are sums over its respondents and not over a population: their
    weights add up to the number of respondents, and these are not everyone, so that there is an error."""
    whole = table[table["breakdown"] == WHOLE]
    sums = [each for each in survey.indicators.values() if FORMS[each.statistic].is_sum]
    uncertain = set(whole.loc[whole["se"].to_numpy(dtype=float, na_value=0.0) > 0, "indicator"])
    return frozenset(
        each.name
        for each in sums
        if each.name in uncertain and _is_unextended(whole, survey, survey.design_of(each.population))
    )


def _is_unextended(whole: pd.DataFrame, survey: Survey, design: str | None) -> bool:
    """Whether the weights of a design add up to its respondents, by the figure of the most of them."""
    own = [each.name for each in survey.indicators.values() if survey.design_of(each.population) == design]
    rows = whole[whole["indicator"].isin(own)]
    n, base = (rows[name].to_numpy(dtype=float, na_value=0.0) for name in ("n", "base"))
    widest = int(n.argmax())
    return bool(abs(base[widest] - n[widest]) <= NEAR * n[widest])
