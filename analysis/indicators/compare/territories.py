"""territories.csv: each territory beside the rest and beside the others, with the ranks that it may have."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.compare.comparable_errors import ESTIMATE, stand_in_error
from analysis.indicators.compare.compared_figures import (
    Figures,
    detectable,
    difference_rows,
    factors_of,
    figures_by_table,
    group_codes,
    is_whole_secret,
    sides_of,
)
from analysis.indicators.estimation import factor_of
from analysis.indicators.measures import measure_of
from analysis.indicators.measures.measure import as_classes, domains_of
from analysis.indicators.rows_by_table import rows_by_table
from analysis.questionnaire import Indicator, Survey
from analysis.results.schema import SHOWN, SMALLEST_GROUP, SMALLEST_RANKED, WHOLE, significance
from analysis.results.territory_columns import CONTRAST, RANKING, TERRITORIES
from analysis.statistics import Differences, benjamini_hochberg, group_and_rest_differences
from analysis.statistics.inference.differences import tested

Column = dict[str, np.ndarray]
TEXTS = ("above", "below")


def territories(weighted: Weighted, published: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    """The figures of each group of the survey's territories, with its contrast with the rest and its possible
    ranks among those of at least 100 respondents.

    published: the territories' estimates, published. rest: the value among those whose territory is another;
    difference: value - rest, in points for shares; p_value of a two-sided test; p_adjusted: over all the
    figures of one territory, by Benjamini & Hochberg (1995). Blank where nothing is compared (fewer than 30
    respondents on a side) and where the figure is hidden. A share of 0 or 100 %, whose standard error is 0,
    is compared with the error that its interval stands for.
    """
    rows = published[published["breakdown"] != WHOLE].reset_index(drop=True)
    values, found = rows["value"].to_numpy(dtype=float), _blank(len(rows))
    stand_in = stand_in_error(rows[list(ESTIMATE)], np.full(len(rows), np.inf))
    figures = figures_by_table(published, survey)
    domains = domains_of(weighted, survey)
    for (name, variable), places in rows_by_table(rows).items():
        indicator, own = survey.indicators[name], figures[name, variable]
        if measure_of(indicator).difference != "means":
            continue
        tells = (own.gives_away | is_whole_secret(figures, indicator, survey)).ravel()
        respondents = weighted.in_design(survey.design_of(indicator.population))
        pairs, rest = _differences(indicator, variable, respondents, domains[indicator.population], own)
        for part in (
            _without(tells, _contrast(rest, indicator, values[places], stand_in[places])),
            _ranks(pairs, own, indicator, variable, survey),
        ):
            for column, cells in part.items():
                found[column][places] = cells
    is_blank = ~rows["status"].isin(SHOWN).to_numpy()
    for column, cells in found.items():
        cells[is_blank] = "" if column in TEXTS else np.nan
    written = pd.concat([rows, pd.DataFrame(found)], axis=1)
    of_territory = written.groupby(["breakdown", "group"], sort=False)["p_value"]
    return written.assign(p_adjusted=of_territory.transform(_adjusted))[list(TERRITORIES.names)]


def _blank(rows: int) -> Column:
    names = (*CONTRAST, *RANKING)
    return {n: np.full(rows, "", object) if n in TEXTS else np.full(rows, np.nan) for n in names}


def _adjusted(p_values: pd.Series) -> np.ndarray:
    return benjamini_hochberg(p_values.to_numpy()[:, None])[:, 0]


def _differences(
    indicator: Indicator, variable: str, weighted: Weighted, domain: np.ndarray | None, figures: Figures
) -> tuple[Differences, Differences]:
    """Every two territories that may have a rank, and each territory with the rest."""
    answers = weighted.cleaned.answers
    return group_and_rest_differences(
        weighted.design,
        measure_of(indicator).measured(indicator, answers[indicator.variable]),
        as_classes(answers[variable]),
        np.flatnonzero(_may_be_ranked(figures).any(axis=1)),
        domain,
        least=SMALLEST_GROUP,
    )


def _may_be_ranked(figures: Figures) -> np.ndarray:
    return np.asarray(figures.may_be_compared & (figures.n >= SMALLEST_RANKED))


def _contrast(found: Differences, indicator: Indicator, value: np.ndarray, stand_in: np.ndarray) -> Column:
    """The columns (rows,) that set a territory of a `value` beside the rest, groups by items as in the
    table."""
    factor = factor_of(indicator)
    difference, error = (values.ravel() * factor for values in (found.value, found.se))
    p_value, df = found.p_value.ravel(), found.df.ravel()
    is_extreme = (stand_in > 0) & np.isfinite(p_value)
    error = np.where(is_extreme, np.hypot(error, stand_in), error)
    df = np.where(is_extreme, np.inf, df)
    normal = tested(difference, error, df, np.where(is_extreme, "", "untested"), found.level)
    p_value = np.where(is_extreme, normal["p_value"], p_value)
    low, high = (
        np.where(is_extreme, normal[name], getattr(found, name).ravel() * factor)
        for name in ("ci_low", "ci_high")
    )
    return {
        "rest": value - difference,
        "difference": difference,
        "difference_se": error,
        "difference_low": low,
        "difference_high": high,
        "p_value": p_value,
        "detectable": np.where(np.isfinite(p_value), detectable(error, df, found.level), np.nan),
    }


def _without(tells: np.ndarray, columns: Column) -> Column:
    """The columns (rows,), blank where the rest would tell a figure that is hidden."""
    return {name: np.where(tells, np.nan, values) for name, values in columns.items()}


def _ranks(
    pairs: Differences, figures: Figures, indicator: Indicator, variable: str, survey: Survey
) -> Column:
    """The columns RANKING (rows,), groups by items.

    Of m territories that may be ranked, a territory is surely under another where the test of the two holds
    at (1 - level) / (m - 1): its m - 1 tests together are at the survey's level (Bonferroni). Its possible
    ranks run from 1 + the number surely above to m - the number surely below.
    """
    rows = difference_rows(
        pairs,
        sides_of(figures, pairs.first, figures, pairs.second),
        factors_of([indicator], survey),
    )
    size = figures.value.shape[1]
    by_item = {name: rows[name].reshape(size, -1) for name in ("difference", "se", "df", "p_value")}
    codes, ranked = group_codes(variable, survey), _may_be_ranked(figures)
    columns = [
        dict(
            _of_item({name: of[item] for name, of in by_item.items()}, pairs, ranked[:, item], codes, survey)
        )
        for item in range(size)
    ]
    return {name: np.stack([column[name] for column in columns], axis=1).ravel() for name in RANKING}


def _of_item(
    rows: Column, pairs: Differences, ranked: np.ndarray, codes: np.ndarray, survey: Survey
) -> Iterator[tuple[str, np.ndarray]]:
    """The columns RANKING (groups,) of one item, blank for a group without a rank."""
    m = int(ranked.sum())
    ranked = ranked & (m > 1)
    alpha = significance(survey.publication.level) / max(m - 1, 1)
    both = ranked[pairs.first] & ranked[pairs.second]
    sure = both & (rows["p_value"] < alpha)
    over = np.zeros((len(codes), len(codes)), dtype=bool)
    for is_over, one, other in (
        (rows["difference"] > 0, pairs.first, pairs.second),
        (rows["difference"] < 0, pairs.second, pairs.first),
    ):
        over[one[sure & is_over], other[sure & is_over]] = True
    seen = detectable(rows["se"], np.where(np.isnan(rows["df"]), np.inf, rows["df"]), 1 - alpha)
    least = np.full(len(codes), np.inf)
    for side in (pairs.first, pairs.second):
        np.minimum.at(least, side[both], np.where(np.isnan(seen), np.inf, seen)[both])
    yield "rank_first", np.where(ranked, 1 + over.sum(axis=0), np.nan)
    yield "rank_last", np.where(ranked, m - over.sum(axis=1), np.nan)
    yield "ranked", np.where(ranked, m, np.nan)
    yield "above", _named(over.T, codes)
    yield "below", _named(over, codes)
    yield "pair_detectable", np.where(ranked & np.isfinite(least), least, np.nan)


def _named(chosen: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The codes chosen (groups, groups), row by row, in one text each."""
    found = np.full(len(chosen), "", dtype=object)
    for row in np.flatnonzero(chosen.any(axis=1)):
        found[row] = ";".join(codes[chosen[row]])
    return found
