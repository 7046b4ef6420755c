"""Tests of whole tables: whether the groups of a breakdown differ at all."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.indicators.compare.compared_figures import Compared, Rows, factors_of
from analysis.indicators.compare.figure_covariances import covariance_of, figure_of, kept_df
from analysis.indicators.compare.group_differences import BreakdownDifferences
from analysis.indicators.estimation import item_labels
from analysis.indicators.measures.measure import as_classes, counted
from analysis.questionnaire import Indicator
from analysis.questionnaire.kinds import kind_of
from analysis.results.schema import FORMS, WHOLE
from analysis.statistics import (
    Association,
    Categories,
    equality,
    rao_scott,
    rao_scott_of_shares,
)
from analysis.statistics.inference.whole_table_tests import untested

TEST_NAMES = {"Rao-Scott F": "rao-scott", "adjusted Wald": "wald"}


def table_rows(found: BreakdownDifferences, compared: Compared) -> Iterator[Rows]:
    """The rows that test a whole table: one for each indicator, or for each answer of a question with several
    answers.

    The groups tested have a published figure with an error of its own, and enough respondents: a hidden
    figure does not follow from the test of the others; where an answer is confidential in one of these,
    the answers are not tested together. Answers that exclude each other are crossed with the
    groups and tested by Rao and Scott, and so is an answer of several, with all who did not give it; means,
    medians, ratios and balances, and groups that overlap, by Wald's test.
    """
    start, factors = 0, factors_of(found.indicators, compared.survey)
    for indicator in found.indicators:
        items = list(item_labels(indicator, compared.survey))
        columns = np.arange(start, start + len(items))
        start += len(items)
        if _is_one_table(indicator, found.breakdown, compared):
            kept = np.flatnonzero(found.figures.may_be_compared[:, columns].any(axis=1))
            if found.figures.is_secret[np.ix_(kept, columns)].any():
                kept = kept[:0]  # the test of all answers is of those that are hidden too
            yield _row(
                indicator, "", found.breakdown, _of_answers(indicator, found.breakdown, kept, compared)
            )
        else:
            for item, column in zip(items, columns, strict=True):
                test = _of_figure(indicator, int(column), float(factors[column]), found, compared)
                yield _row(indicator, item, found.breakdown, test)


def _is_one_table(indicator: Indicator, breakdown: str, compared: Compared) -> bool:
    """Whether answers that exclude each other are crossed with groups that do."""
    if not FORMS[indicator.statistic].is_share or indicator.answers:
        return False
    sides = compared.answers(indicator.variable), compared.answers(breakdown)
    if any(kind_of(side.question).takes_several for side in sides):
        return False
    return isinstance(compared.measured(indicator), Categories)


def _of_answers(indicator: Indicator, breakdown: str, kept: np.ndarray, compared: Compared) -> Association:
    """The crossed table of every answer, in the groups kept."""
    answers = compared.measured(indicator)
    assert isinstance(answers, Categories)
    return rao_scott(
        compared.weighted.design,
        _groups(breakdown, kept, compared),
        answers,
        compared.domains[indicator.population],
    )


def _groups(breakdown: str, kept: np.ndarray, compared: Compared) -> Categories:
    groups = as_classes(compared.answers(breakdown))
    assert isinstance(groups, Categories)
    return Categories(np.where(np.isin(groups.codes, kept), groups.codes, -1), groups.k)


def _of_figure(
    indicator: Indicator, column: int, factor: float, found: BreakdownDifferences, compared: Compared
) -> Association:
    """One figure in the groups kept, from their differences where nobody's figure is 0 or 100 %; else the
    table is counted, and where strata with one unit count on average, as those are in the groups kept, or
    replicates have shares of cells of their own."""
    assert found.pairs is not None
    figures = found.figures
    kept = np.flatnonzero(figures.may_be_compared[:, column])
    if len(kept) < 2:
        return untested("")
    value, weight = figures.value[kept, column], figures.weight[kept, column]
    covariance = covariance_of(found, column, factor, compared)[np.ix_(kept, kept)]
    df, n = kept_df(found, column, kept, compared), int(figures.n[kept, column].sum())
    overlap = kind_of(compared.answers(found.breakdown).question).takes_several
    if not FORMS[indicator.statistic].is_share or overlap:
        return equality(value / factor, covariance, df, n)
    design = compared.weighted.design
    counts_cells = design.averaged == "base" or design.replicates is not None
    if counts_cells or (figures.stand_in[kept, column] > 0).any():
        return _crossed(indicator, column, found, kept, compared)
    return rao_scott_of_shares(value / factor, weight, covariance, df, n)


def _crossed(
    indicator: Indicator, column: int, found: BreakdownDifferences, kept: np.ndarray, compared: Compared
) -> Association:
    """The table of those who gave an answer and those who did not, where a group is all of one kind."""
    _, item = figure_of(found, column, compared)
    answers = counted(indicator, compared.answers(indicator.variable))
    two = Categories(np.where(answers.in_base, answers.chose(item), -1).astype(np.int32), 2)
    groups = _groups(found.breakdown, kept, compared)
    return rao_scott(compared.weighted.design, groups, two, compared.domains[indicator.population])


def _row(indicator: Indicator, item: str, breakdown: str, test: Association) -> Rows:
    is_tested = not test.state
    return {
        "indicator": indicator.name,
        "item": item,
        "population": indicator.population or WHOLE,
        "breakdown": breakdown,
        "comparison": "table",
        "test": TEST_NAMES[test.method] if is_tested else "",
        "test_statistic": test.statistic,
        "df_numerator": test.df1,
        "df": test.df2,
        "p_value": test.p_value,
        "status": "tested" if is_tested else "untested",
    }
