"""The median, quartiles and any quantile, with Woodruff's interval; from a large file, by counts of its
distinct numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.indicators.measures.measure import Measured, Respondents, numbers_of
from analysis.indicators.measures.number_measure import NumberMeasure
from analysis.questionnaire import Indicator, Publication, SinglePsu
from analysis.statistics import Estimates, quantiles
from analysis.statistics.partitions import ValueSums, value_sums


@dataclass(frozen=True)
class QuantileMeasure(NumberMeasure):
    """The quantile of the order that the indicator, or its statistic, says; by the survey's rule."""

    def tables(
        self, indicators: Sequence[Indicator], respondents: Respondents
    ) -> Iterator[Mapping[str, Measured]]:
        """The estimates in every place; all quantiles of a number are read from one order of it."""
        alike: dict[tuple[str, tuple[str, ...]], list[Indicator]] = {}
        for each in indicators:
            alike.setdefault((each.variable, tuple(respondents.places[each.name])), []).append(each)
        found: dict[str, dict[str, Measured]] = {each.name: {} for each in indicators}
        for (variable, places), together in alike.items():
            for place in places:
                estimates = _quantiles(variable, place, [each.order for each in together], respondents)
                for number, each in enumerate(together):
                    found[each.name][place] = Measured(estimates.items(number, number + 1))
        yield from found.values()

    def summed(
        self, indicator: Indicator, sums: ValueSums, single_psu: SinglePsu, rules: Publication
    ) -> Sequence[Estimates]:
        """The quantile of one order from the counts of distinct numbers."""
        return sums.quantiles(indicator.order, single_psu, rules.level, rules.quantile_rule)


def _quantiles(variable: str, place: str, orders: list[float], respondents: Respondents) -> Estimates:
    """The quantiles (groups, orders) of a number in one place."""
    return quantiles(
        respondents.design,
        numbers_of(respondents.answers[variable]),
        orders,
        respondents.groups[place],
        respondents.domain,
        respondents.rules.level,
        respondents.rules.quantile_rule,
    )


QUANTILE = QuantileMeasure(quantiles, ValueSums.quantiles, value_sums, difference="quantiles")
