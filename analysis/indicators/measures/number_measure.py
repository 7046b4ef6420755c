"""Statistics of numbers as one record: how they are estimated, and how from sums of parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from analysis.indicators.measures.measure import (
    AddableSums,
    Difference,
    Measured,
    Respondents,
    RespondentsPart,
    first_of,
    numbers_of,
)
from analysis.questionnaire import Indicator, Label, Publication, SinglePsu, Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.results.schema import SMALLEST_SAMPLE
from analysis.sources.received import DataError
from analysis.statistics import Estimates
from analysis.statistics.partitions import ManyValuesError, number_sums

T = TypeVar("T")
CAUTION_CV, GREATEST_CV = 0.165, 0.333
"""Standard error over the figure above which it is marked, and suppressed; Statistics Canada."""


@dataclass(frozen=True)
class NumberMeasure:
    """A statistic of the numbers of a question, in its unit.

    estimate(design, *numbers, groups, domain, level): Estimates (groups, 1) of the numbers (n,), NaN outside
    the base; a ratio has two. of_sums(sums, single_psu, level): the same per place from the sums that
    count_sums(part, *numbers, groups, pivot) gives; None where sums of parts are not enough. is_pivoted:
    whether its numbers are counted from one near them.
    """

    estimate: Callable[..., Estimates]
    of_sums: Callable[..., Sequence[Estimates]] | None = None
    count_sums: Callable[..., AddableSums] = number_sums
    is_pivoted: bool = False
    difference: Difference = "none"

    def items(self, indicator: Indicator, survey: Survey) -> Mapping[str, Label]:
        """The indicator's title: a single row."""
        return {"": indicator.title}

    def factor(self, indicator: Indicator) -> float:
        """1 over the number by which the indicator divides the unit of its question."""
        return 1 / indicator.divide_by

    def tables(
        self, indicators: Sequence[Indicator], respondents: Respondents
    ) -> Iterator[Mapping[str, Measured]]:
        """The estimates in every place."""
        for indicator in indicators:
            numbers = _numbers(indicator, respondents.answers)
            yield {
                place: self._table(numbers, respondents, place)
                for place in respondents.places[indicator.name]
            }

    def _table(self, numbers: Sequence[np.ndarray], respondents: Respondents, place: str) -> Measured:
        groups, level = respondents.groups[place], respondents.rules.level
        found = self.estimate(
            respondents.design, *numbers, groups=groups, domain=respondents.domain, level=level
        )
        return Measured(found)

    def pivot(self, indicator: Indicator, answers: Mapping[str, Answers]) -> float:
        """The median number, 0 where there is none or nothing is counted from it."""
        if not self.is_pivoted:
            return 0.0
        numbers = numbers_of(answers[indicator.variable])
        given = np.sort(numbers[~np.isnan(numbers)])
        return float(given[len(given) // 2]) if len(given) else 0.0

    def sums(self, indicators: Sequence[Indicator], part: RespondentsPart) -> Mapping[str, AddableSums]:
        """The sums of each indicator's numbers; DataError where they would not be enough."""
        if self.of_sums is None:
            raise DataError(
                f"indicators {', '.join(each.name for each in indicators)}: a {indicators[0].statistic} does"
                " not follow from sums over parts of the file. Use `assoscope build`, or leave them out"
            )
        return {each.name: named(each.name, self._sums, each, part) for each in indicators}

    def _sums(self, indicator: Indicator, part: RespondentsPart) -> AddableSums:
        pivot = {"pivot": part.pivots[indicator.name]} if self.is_pivoted else {}
        (y, *x) = _numbers(indicator, part.answers)
        return self.count_sums(part.part, y, part.groups, *x, **pivot)

    def tables_of_sums(
        self,
        indicators: Sequence[Indicator],
        sums: Mapping[str, AddableSums],
        single_psu: SinglePsu,
        rules: Publication,
    ) -> Iterator[Sequence[Measured]]:
        """The estimates of the whole, from the sums."""
        for indicator in indicators:
            found = self.summed(indicator, sums[indicator.name], single_psu, rules)
            yield [Measured(estimates) for estimates in found]

    def summed(
        self, indicator: Indicator, sums: Any, single_psu: SinglePsu, rules: Publication
    ) -> Sequence[Estimates]:
        """The estimates of one indicator in every place, from its sums."""
        assert self.of_sums is not None
        return self.of_sums(sums, single_psu, rules.level)

    def measured(self, indicator: Indicator, answers: Answers) -> np.ndarray:
        """The numbers of its question."""
        return np.asarray(numbers_of(answers))

    def reliability(self, rows: pd.DataFrame) -> np.ndarray:
        """The status (rows,) of figures by their coefficient of variation, with the limits of Statistics
        Canada; a few respondents who all agree are no evidence of precision, and neither are primary units
        that agree by chance, which leaves no interval."""
        value, se = rows["value"].to_numpy(dtype=float), rows["se"].to_numpy(dtype=float)
        with np.errstate(divide="ignore", invalid="ignore"):
            cv = np.where(se == 0, 0.0, se / np.abs(value))
        low = rows["ci_low"].to_numpy(dtype=float)
        agree = (se == 0) & ((rows["n"].to_numpy() < SMALLEST_SAMPLE) | ~np.isfinite(low))
        conditions = [~np.isfinite(cv) | (cv > GREATEST_CV) | agree, cv > CAUTION_CV]
        return first_of(conditions, ["suppressed", "caution"])


def _numbers(indicator: Indicator, answers: Mapping[str, Answers]) -> list[np.ndarray]:
    """The numbers (n,) of the indicator's question, and those of its denominator where it has one."""
    named = (indicator.variable, indicator.denominator)
    return [numbers_of(answers[name]) for name in named if name is not None]


def named(name: str, count: Callable[..., T], *given: object) -> T:
    """What `count` gives; a fault under the indicator's name where its numbers are too many to count."""
    try:
        return count(*given)
    except ManyValuesError as error:
        raise DataError(
            f"indicator {name}: {error}. Round the numbers, use classes, or ask for the mean"
        ) from None
