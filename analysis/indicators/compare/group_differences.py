"""Differences between groups, and between each group and the rest, in every breakdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, compress
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
from analysis.indicators.measures.populations_apart import PopulationsApart, populations_apart
from analysis.questionnaire import Indicator, Survey
from analysis.results.schema import FORMS, SMALLEST_GROUP
from analysis.statistics import (
    Categories,
    Differences,
    Ticks,
    banner_differences,
    number_differences,
    quantile_differences,
)
from analysis.statistics.inference.banner_differences import GroupDifferences, follow_from_tables

MOST_PAIRED = 20
"""Groups above which each is compared with the rest alone: 101 departments have 5,050 pairs."""

MOST_CELLS = 20_000
"""Groups by answers of all populations up to which they are compared at once: more do not stay in the fast
part of memory."""

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

    @cached_property
    def kept_dfs(self) -> dict[tuple[str, bytes], float]:
        """By indicator and groups kept, the degrees of freedom that were asked for: answers of one question
        have them in common, and so have the tests of a table and of its sentence."""
        return {}


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
    found: dict[str | None, Sequence[BreakdownDifferences]] = {}
    for apart in _apart(shares, compared):
        of_each = _of_shares(apart.indicators, apart, wanted, compared)
        found |= {of[0].population: own for of, own in zip(apart.indicators, of_each, strict=True)}
    for population, indicators in shares.items():
        if population not in found:
            (found[population],) = _of_shares([indicators], None, wanted, compared)
        yield from found.pop(population)


def _ways(breakdown: str, survey: Survey, wanted: Ways) -> Ways:
    possible = WAYS[len(survey.questions[breakdown].codes) > MOST_PAIRED]
    return tuple(way for way in possible if way in wanted)


def _breakdowns(indicator: Indicator, survey: Survey) -> tuple[str, ...]:
    """The indicator's breakdowns by another variable."""
    return tuple(name for name in breakdowns_of(indicator, survey) if name != indicator.variable)


def _groups(indicators: Iterable[Indicator], compared: Compared) -> dict[str, Categories | Ticks]:
    """The groups of each breakdown of some indicators."""
    used = dict.fromkeys(b for indicator in indicators for b in _breakdowns(indicator, compared.survey))
    return {breakdown: as_classes(compared.answers(breakdown)) for breakdown in used}


def _apart(
    shares: Mapping[str | None, Sequence[Indicator]], compared: Compared
) -> Iterator[PopulationsApart]:
    """The populations that share nobody and of which the same shares are asked, as the lines of a nested
    table: their groups are compared in one pass over the respondents."""
    if len(shares) < 2:
        return
    design = compared.weighted.design
    groups = _groups(chain.from_iterable(shares.values()), compared)
    if all(follow_from_tables(design, each) for each in groups.values()):
        for apart in populations_apart(shares, compared.domains, groups, design.n):
            items = len(factors_of(apart.indicators[0], compared.survey))
            most = max((groups[b].k for b in _groups(apart.indicators[0], compared)), default=0)
            if items * most * len(apart.indicators) <= MOST_CELLS:
                yield apart


def _of_shares(
    populations: Sequence[Sequence[Indicator]],
    apart: PopulationsApart | None,
    wanted: Ways,
    compared: Compared,
) -> list[list[BreakdownDifferences]]:
    """The differences of the shares of one population, or of each of several that are `apart`."""
    indicators, survey = populations[0], compared.survey
    groups = _groups(indicators, compared)
    sides = groups if apart is None else {name: apart.groups(each) for name, each in groups.items()}
    possible = {breakdown: _ways(breakdown, survey, wanted) for breakdown in groups}
    found: list[list[BreakdownDifferences]] = [[] for _ in populations]
    for ways in dict.fromkeys(possible.values()):
        breakdowns = [breakdown for breakdown in groups if possible[breakdown] == ways]
        asked = [[b in _breakdowns(i, survey) for i in indicators] for b in breakdowns]
        differences = banner_differences(
            compared.weighted.design,
            [counted(indicator, compared.answers(indicator.variable)) for indicator in indicators],
            [sides[breakdown] for breakdown in breakdowns],
            ways,
            compared.domains[indicators[0].population] if apart is None else None,
            survey.publication.level,
            SMALLEST_GROUP,
            np.array(asked, dtype=bool).reshape(len(breakdowns), len(indicators)),
            len(populations),
        )
        for breakdown, chosen, each in zip(breakdowns, asked, differences, strict=True):
            for number, own in enumerate(populations):
                of = list(compress(own, chosen))
                part = each if apart is None else _of_population(each, number, groups[breakdown].k)
                found[number].append(_of_breakdown(breakdown, of, part, compared))
    return found


def _of_population(found: GroupDifferences, number: int, k: int) -> GroupDifferences:
    """The differences between the k groups of one of several populations side by side."""
    return {way: each.of_groups(number * k, (number + 1) * k) for way, each in found.items()}


def _of_breakdown(
    breakdown: str, indicators: Sequence[Indicator], found: GroupDifferences, compared: Compared
) -> BreakdownDifferences:
    figures = side_by_side(compared.figures[each.name, breakdown] for each in indicators)
    return BreakdownDifferences(breakdown, indicators, figures, found.get("pairs"), found.get("rest"))


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
    return _of_breakdown(breakdown, [indicator], found, compared)


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
