"""Differences between groups, and between each group and the rest, in every breakdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Literal

import numpy as np

from analysis.indicators.compare.compared_figures import (
    Compared,
    Figures,
    Rows,
    difference_rows,
    factors_of,
    group_codes,
    named_rows,
    side_by_side,
    sides_of,
)
from analysis.indicators.estimation import breakdowns_of
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import as_classes, counted, numbers_of
from analysis.questionnaire import Indicator, Survey
from analysis.results.schema import FORMS, SMALLEST_GROUP
from analysis.statistics import (
    Differences,
    banner_differences,
    number_differences,
    quantile_differences,
)
from analysis.statistics.inference.banner_differences import GroupDifferences

MOST_PAIRED = 20
"""Groups above which each is compared with the rest alone: 101 departments have 5,050 pairs."""

Ways = tuple[Literal["pairs", "rest"], ...]
WAYS: tuple[Ways, ...] = (("pairs", "rest"), ("rest",))


@dataclass(frozen=True, eq=False)
class BreakdownDifferences:
    """The differences between the groups of a breakdown, for the items of some indicators side by side.

    pairs: None where the groups are too many; rest: None for a median; either, where it is not wanted.
    """

    breakdown: str
    indicators: Sequence[Indicator]
    figures: Figures
    pairs: Differences | None
    rest: Differences | None


def breakdown_differences(compared: Compared, wanted: Ways = WAYS[0]) -> Iterator[BreakdownDifferences]:
    """The differences of every indicator in each of its breakdowns, in the ways wanted; totals follow the
    size of a group."""
    shares: dict[str | None, list[Indicator]] = {}
    for indicator in compared.survey.indicators.values():
        if FORMS[indicator.statistic].is_share:
            shares.setdefault(indicator.population, []).append(indicator)
        elif measure_of(indicator).difference != "none":
            for breakdown in _breakdowns(indicator, compared.survey):
                ways = _ways(breakdown, compared.survey, wanted)
                yield _of_numbers(indicator, breakdown, ways, compared)
    for population, indicators in shares.items():
        used = dict.fromkeys(b for indicator in indicators for b in _breakdowns(indicator, compared.survey))
        possible = {breakdown: _ways(breakdown, compared.survey, wanted) for breakdown in used}
        for ways in dict.fromkeys(possible.values()):
            breakdowns = [breakdown for breakdown in used if possible[breakdown] == ways]
            yield from _of_shares(indicators, breakdowns, ways, compared.domains[population], compared)


def _ways(breakdown: str, survey: Survey, wanted: Ways) -> Ways:
    possible = WAYS[len(survey.questions[breakdown].codes) > MOST_PAIRED]
    return tuple(way for way in possible if way in wanted)


def _breakdowns(indicator: Indicator, survey: Survey) -> tuple[str, ...]:
    """The indicator's breakdowns by another variable."""
    return tuple(name for name in breakdowns_of(indicator, survey) if name != indicator.variable)


def _of_shares(
    indicators: Sequence[Indicator],
    breakdowns: Sequence[str],
    ways: Ways,
    domain: np.ndarray | None,
    compared: Compared,
) -> Iterator[BreakdownDifferences]:
    """The differences of the shares of one population."""
    asked = [[b in _breakdowns(i, compared.survey) for i in indicators] for b in breakdowns]
    found = banner_differences(
        compared.weighted.design,
        [counted(indicator, compared.answers(indicator.variable)) for indicator in indicators],
        [as_classes(compared.answers(breakdown)) for breakdown in breakdowns],
        ways,
        domain,
        compared.survey.publication.level,
        SMALLEST_GROUP,
        np.array(asked, dtype=bool).reshape(len(breakdowns), len(indicators)),
    )
    for breakdown, wanted, each in zip(breakdowns, asked, found, strict=True):
        chosen = list(compress(indicators, wanted))
        figures = side_by_side(compared.figures[i.name, breakdown] for i in chosen)
        yield BreakdownDifferences(breakdown, chosen, figures, each.get("pairs"), each.get("rest"))


def _of_numbers(indicator: Indicator, breakdown: str, ways: Ways, compared: Compared) -> BreakdownDifferences:
    """The differences of a mean, quantile, ratio or balance."""
    design, level = compared.weighted.design, compared.survey.publication.level
    numbers, groups = compared.measured(indicator), as_classes(compared.answers(breakdown))
    domain = compared.domains[indicator.population]
    assert isinstance(numbers, np.ndarray)
    found: GroupDifferences = {}
    if measure_of(indicator).difference == "quantiles":
        if "pairs" in ways:
            found["pairs"] = quantile_differences(
                design,
                numbers,
                groups,
                indicator.order,
                domain,
                level,
                "none",
                SMALLEST_GROUP,
                compared.survey.publication.quantile_rule,
            )
    else:
        below = None if indicator.denominator is None else numbers_of(compared.answers(indicator.denominator))
        found = number_differences(design, numbers, groups, ways, domain, below, level, SMALLEST_GROUP)
    figures = compared.figures[indicator.name, breakdown]
    return BreakdownDifferences(breakdown, [indicator], figures, found.get("pairs"), found.get("rest"))


def pair_rows(found: BreakdownDifferences, survey: Survey) -> Rows:
    """The rows of every two groups of a breakdown."""
    assert found.pairs is not None
    first, second = found.pairs.first, found.pairs.second
    codes = group_codes(found.breakdown, survey)
    rows = difference_rows(
        found.pairs,
        sides_of(found.figures, first, found.figures, second),
        factors_of(found.indicators, survey),
    )
    families = [found.breakdown] * len(found.indicators)
    named = named_rows(found.indicators, found.breakdown, "groups", families, len(first), survey)
    times = len(rows["status"]) // max(len(first), 1)
    return {
        **rows,
        **named,
        "group": np.tile(codes[first], times),
        "against_group": np.tile(codes[second], times),
    }


def rest_rows(found: BreakdownDifferences, compared: Compared) -> Rows:
    """The rows of each group beside the others; hidden where they would tell a figure that is."""
    assert found.rest is not None
    figures, every, survey = found.figures, found.rest.first, compared.survey
    tells = figures.gives_away | compared.is_whole_secret(found.indicators)
    own = sides_of(figures, every, figures, every)
    sides = replace(own, is_hidden=own.is_hidden | tells, stand_in=figures.stand_in)
    rows = difference_rows(found.rest, sides, factors_of(found.indicators, survey))
    families = [found.breakdown] * len(found.indicators)
    named = named_rows(found.indicators, found.breakdown, "rest", families, len(every), survey)
    codes = group_codes(found.breakdown, survey)
    return {**rows, **named, "group": np.tile(codes, len(rows["status"]) // max(len(codes), 1))}
