"""Shares of answers in %: all questions of a population by all breakdowns in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.indicators.measures.measure import (
    Difference,
    Measured,
    Respondents,
    RespondentsPart,
    counted,
    first_of,
)
from analysis.questionnaire import Indicator, Label, Publication, SinglePsu, Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.results.schema import SMALLEST_SAMPLE
from analysis.statistics import Categories, Ticks, banner
from analysis.statistics.estimates.intervals import korn_graubard, t_quantile
from analysis.statistics.partitions import ShareSums, share_sums

WIDEST_SHARE = 0.30
"""Width of an interval from which a share is suppressed, whatever its size; NCHS."""


@dataclass(frozen=True)
class ShareMeasure:
    """The share of one answer or of several together, or of each answer in its row."""

    difference: Difference = "means"

    def items(self, indicator: Indicator, survey: Survey) -> Mapping[str, Label]:
        """The answers where each has its row, else the indicator's title."""
        if indicator.answers:
            return {"": indicator.title}
        return survey.questions[indicator.variable].codes

    def factor(self, indicator: Indicator) -> float:
        """In %."""
        return 100.0

    def tables(
        self, indicators: Sequence[Indicator], respondents: Respondents
    ) -> Iterator[Mapping[str, Measured]]:
        """The shares of all indicators in every place that one of them asks for."""
        places = list(dict.fromkeys(place for each in indicators for place in respondents.places[each.name]))
        found = banner(
            respondents.design,
            [counted(each, respondents.answers[each.variable]) for each in indicators],
            [respondents.groups[place] for place in places],
            respondents.domain,
            respondents.rules.level,
            respondents.rules.interval,
        )
        for indicator, row in zip(indicators, found, strict=True):
            asked = respondents.places[indicator.name]
            yield {place: Measured(row[places.index(place)]) for place in asked}

    def pivot(self, indicator: Indicator, answers: Mapping[str, Answers]) -> float:
        """0, as answers are counted and need no origin."""
        return 0.0

    def sums(self, indicators: Sequence[Indicator], part: RespondentsPart) -> Mapping[str, ShareSums]:
        """The sums of all indicators, under the name of the first."""
        questions = [counted(each, part.answers[each.variable]) for each in indicators]
        return {indicators[0].name: share_sums(part.part, questions, part.groups)}

    def tables_of_sums(
        self,
        indicators: Sequence[Indicator],
        sums: Mapping[str, ShareSums],
        single_psu: SinglePsu,
        rules: Publication,
    ) -> Iterator[Sequence[Measured]]:
        """The banner of the whole, from the sums."""
        for row in sums[indicators[0].name].banner(single_psu, rules.level, rules.interval):
            yield [Measured(estimates) for estimates in row]

    def measured(self, indicator: Indicator, answers: Answers) -> Categories | Ticks:
        """The answers that the share counts."""
        return counted(indicator, answers)

    def reliability(self, rows: pd.DataFrame) -> np.ndarray:
        """The status (rows,) of shares by the standard of the National Center for Health Statistics (Parker
        et al. 2017), its rules in their order, on the width of the 95 % Korn-Graubard interval."""
        p = rows["value"].to_numpy(dtype=float) / 100
        df = rows["df"].to_numpy(dtype=float)
        n_eff = _effective_size(rows, p, df)
        low, high = korn_graubard(p, n_eff, 0.95)
        width = high - low
        with np.errstate(divide="ignore", invalid="ignore"):
            relative, relative_of_rest = width / p, width / (1 - p)
        conditions = [
            ~np.isfinite(width) | (n_eff < SMALLEST_SAMPLE) | ~(df >= 1),
            (width > 0.05) & ((width >= WIDEST_SHARE) | (relative > 1.30)),
            ((width > 0.05) & (relative_of_rest > 1.30)) | (df < 8),
        ]
        return first_of(conditions, ["suppressed", "suppressed", "footnote"])


def _effective_size(rows: pd.DataFrame, p: np.ndarray, df: np.ndarray) -> np.ndarray:
    """p(1-p)/V adjusted for the degrees of freedom and at most n; n where the share is 0 or 100 %."""
    n = rows["n"].to_numpy(dtype=float)
    variance = (rows["se"].to_numpy(dtype=float) / 100) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        size = p * (1 - p) / variance
        adjusted = size * (t_quantile(0.95, np.maximum(n - 1, 1)) / t_quantile(0.95, np.maximum(df, 1))) ** 2
    is_extreme = (p <= 0) | (p >= 1)
    return np.where(is_extreme, n, np.minimum(adjusted, n))


SHARE = ShareMeasure()
