"""Differences between groups, and between each group and the rest, in every breakdown and territory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.compare.comparable_errors import stand_in_error
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
from analysis.indicators.estimation import breakdowns_of, factor_of
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import as_classes, counted, domains_of, numbers_of
from analysis.questionnaire import Indicator, Survey
from analysis.results.indicator_columns import CONTRAST, TERRITORIES
from analysis.results.schema import FORMS, SHOWN, SMALLEST_GROUP, WHOLE
from analysis.statistics import (
    Differences,
    banner_differences,
    benjamini_hochberg,
    differences,
    number_differences,
    quantile_differences,
)
from analysis.statistics.inference.banner_differences import GroupDifferences
from analysis.statistics.inference.differences import tested

MOST_PAIRED = 20
"""Groups above which each is compared with the rest alone: 101 departments have 5,050 pairs."""

Ways = tuple[Literal["pairs", "rest"], ...]
WAYS: tuple[Ways, ...] = (("pairs", "rest"), ("rest",))


def territories(weighted: Weighted, published: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The figures of each group of the survey's territories, with its contrast with the rest.

    published: the territories' estimates, published. rest: the value among those whose territory is another;
    difference: value - rest, in points for shares; p_value of a two-sided test; p_adjusted: over all the
    figures of one territory, by Benjamini & Hochberg
    (1995). Blank where nothing is compared (fewer than 30 respondents on a side) and where the figure is
    hidden. A share of 0 or 100 %, whose standard error is 0, is compared with the error that its interval
    stands for.
    """
    rows = published[published["breakdown"] != WHOLE].reset_index(drop=True)
    contrasts = np.full((len(rows), len(CONTRAST)), np.nan)
    domains = domains_of(weighted, survey)
    tables: dict[Any, Any] = rows.groupby(["indicator", "breakdown"], sort=False).indices
    for (name, variable), places in tables.items():
        indicator = survey.indicators[name]
        if measure_of(indicator).difference == "means":
            domain = domains[indicator.population]
            contrasts[places, :4] = _contrast(indicator, variable, weighted, domain, rows.iloc[places])
    found = pd.DataFrame(contrasts, columns=list(CONTRAST))
    found[~rows["status"].isin(SHOWN)] = np.nan
    of_territory = found.groupby([rows["breakdown"], rows["group"]], sort=False)["p_value"]
    found["p_adjusted"] = of_territory.transform(_adjusted)
    return pd.concat([rows, found], axis=1)[list(TERRITORIES.names)]


def _adjusted(p_values: pd.Series) -> np.ndarray:
    return benjamini_hochberg(p_values.to_numpy()[:, None])[:, 0]


def _contrast(
    indicator: Indicator, variable: str, weighted: Weighted, domain: np.ndarray | None, rows: pd.DataFrame
) -> np.ndarray:
    """rest, difference, its standard error and p-value (rows, 4), groups by items as in the table."""
    answers = weighted.cleaned.answers
    what = measure_of(indicator).measured(indicator, answers[indicator.variable])
    found = differences(
        weighted.design, what, as_classes(answers[variable]), "rest", domain, least=SMALLEST_GROUP
    )
    difference, error = (values.ravel() * factor_of(indicator) for values in (found.value, found.se))
    value = rows["value"].to_numpy(dtype=float)
    p_value = found.p_value.ravel()
    stand_in = stand_in_error(rows, np.full(len(rows), np.inf))
    is_extreme = (stand_in > 0) & np.isfinite(p_value)
    error = np.where(is_extreme, np.hypot(error, stand_in), error)
    state = np.where(is_extreme, "", "untested")
    normal = tested(difference, error, np.full(len(rows), np.inf), state, found.level)
    p_value = np.where(is_extreme, normal["p_value"], p_value)
    return np.stack([value - difference, difference, error, p_value], axis=1)


@dataclass(frozen=True, eq=False)
class BreakdownDifferences:
    """The differences between the groups of a breakdown, for the items of some indicators side by side.

    pairs: None where the groups are too many; rest: None for a median.
    """

    breakdown: str
    indicators: Sequence[Indicator]
    figures: Figures
    pairs: Differences | None
    rest: Differences | None


def breakdown_differences(compared: Compared) -> Iterator[BreakdownDifferences]:
    """The differences of every indicator in each of its breakdowns; totals follow the size of a group."""
    shares: dict[str | None, list[Indicator]] = {}
    for indicator in compared.survey.indicators.values():
        if FORMS[indicator.statistic].is_share:
            shares.setdefault(indicator.population, []).append(indicator)
        elif measure_of(indicator).difference != "none":
            for breakdown in _breakdowns(indicator, compared.survey):
                yield _of_numbers(indicator, breakdown, compared)
    for population, indicators in shares.items():
        used = dict.fromkeys(b for indicator in indicators for b in _breakdowns(indicator, compared.survey))
        for ways in WAYS:
            breakdowns = [breakdown for breakdown in used if _ways(breakdown, compared.survey) == ways]
            yield from _of_shares(indicators, breakdowns, ways, compared.domains[population], compared)


def _ways(breakdown: str, survey: Survey) -> Ways:
    return WAYS[len(survey.questions[breakdown].codes) > MOST_PAIRED]


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


def _of_numbers(indicator: Indicator, breakdown: str, compared: Compared) -> BreakdownDifferences:
    """The differences of a mean, quantile, ratio or balance."""
    design, level = compared.weighted.design, compared.survey.publication.level
    numbers, groups = compared.measured(indicator), as_classes(compared.answers(breakdown))
    domain, ways = compared.domains[indicator.population], _ways(breakdown, compared.survey)
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


def rest_rows(found: BreakdownDifferences, survey: Survey) -> Rows:
    """The rows of each group beside the others."""
    assert found.rest is not None
    figures, every = found.figures, found.rest.first
    own = sides_of(figures, every, figures, every)
    sides = replace(own, is_hidden=own.is_hidden | _gives_away(figures), stand_in=figures.stand_in)
    rows = difference_rows(found.rest, sides, factors_of(found.indicators, survey))
    families = [found.breakdown] * len(found.indicators)
    named = named_rows(found.indicators, found.breakdown, "rest", families, len(every), survey)
    codes = group_codes(found.breakdown, survey)
    return {**rows, **named, "group": np.tile(codes, len(rows["status"]) // max(len(codes), 1))}


def _gives_away(figures: Figures) -> np.ndarray:
    """Where one hidden figure alone is among the others: the rest less the figures shown would be that."""
    hidden = figures.is_hidden
    return np.asarray(hidden.sum(axis=0) - hidden == 1)
