"""The published figures of an edition that are compared, and the rows that their comparisons make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.compare.comparable_errors import is_fixed, stand_in_error
from analysis.indicators.estimation import factor_of, item_labels
from analysis.indicators.measures import measure_of
from analysis.indicators.rows_by_table import rows_by_table
from analysis.questionnaire import Indicator, Survey
from analysis.questionnaire.kinds.answers import Answers
from analysis.results.schema import SECRET, SHOWN, SMALLEST_GROUP, WHOLE
from analysis.statistics import Categories, Differences, Ticks
from analysis.statistics.estimates.intervals import t_quantile
from analysis.statistics.inference.differences import tested

Rows = dict[str, Any]
"""Columns of comparisons.csv, each an array of as many rows, or one value for all of them."""


@dataclass(frozen=True, eq=False)
class Figures:
    """The published figures of a breakdown, arrays (groups, items), in the units of indicators.csv.

    n and weight: of the base, unweighted and weighted. is_secret: hidden for confidentiality. stand_in: the
    error that stands for 0 where all gave the same answer, else 0.
    """

    value: np.ndarray
    se: np.ndarray
    n: np.ndarray
    weight: np.ndarray
    stand_in: np.ndarray
    is_shown: np.ndarray
    is_empty: np.ndarray
    is_fixed: np.ndarray
    is_secret: np.ndarray

    @property
    def is_hidden(self) -> np.ndarray:
        """True where somebody is in the base and the figure is not published."""
        return np.asarray(~self.is_shown & ~self.is_empty)

    @property
    def gives_away(self) -> np.ndarray:
        """True where one hidden figure alone is among the other groups: the rest less the figures shown would
        be that."""
        hidden = self.is_hidden
        return np.asarray(hidden.sum(axis=0) - hidden == 1)

    def turned(self) -> Figures:
        """The same figures, (items, groups) in place of (groups, items)."""
        return Figures(**{field.name: getattr(self, field.name).T for field in fields(self)})

    @property
    def may_be_compared(self) -> np.ndarray:
        """True where the figure is published, has an error of its own and rests on enough respondents."""
        return np.asarray(self.is_shown & ~self.is_fixed & (self.n >= SMALLEST_GROUP))


FiguresByTable = Mapping[tuple[str, str], Figures]
"""(indicator, breakdown) -> its published figures."""


@dataclass(frozen=True, eq=False)
class Compared:
    """What the comparisons of an edition are made from: respondents, definitions, published figures, and who
    is in each population."""

    weighted: Weighted
    survey: Survey
    figures: FiguresByTable
    domains: Mapping[str | None, np.ndarray | None]

    def is_whole_secret(self, indicators: Sequence[Indicator]) -> np.ndarray:
        """Mask (items,) of the figures of everyone that are confidential: those of groups and of the rest of
        several would tell them, and how many all are."""
        return np.concatenate([is_whole_secret(self.figures, each, self.survey) for each in indicators])

    def answers(self, variable: str) -> Answers:
        """The answers to a question."""
        return self.weighted.cleaned.answers[variable]

    def measured(self, indicator: Indicator) -> Categories | Ticks | np.ndarray:
        """What an indicator counts or adds up: answers, sides of an opinion, or numbers."""
        return measure_of(indicator).measured(indicator, self.answers(indicator.variable))


def is_whole_secret(figures: FiguresByTable, indicator: Indicator, survey: Survey) -> np.ndarray:
    """Mask (items,) of the figures of everyone in an indicator's population that are confidential."""
    whole = figures.get((indicator.name, WHOLE))
    return np.zeros(len(item_labels(indicator, survey)), dtype=bool) if whole is None else whole.is_secret[0]


def figures_by_table(indicators: pd.DataFrame, survey: Survey) -> FiguresByTable:
    """The figures of each table of indicators.csv."""
    numbers = {
        name: indicators[name].to_numpy(dtype=float, na_value=np.nan) for name in ("value", "se", "n", "base")
    }
    no_df = np.full(len(indicators), np.inf)
    columns = {
        "value": numbers["value"],
        "se": numbers["se"],
        "n": np.nan_to_num(numbers["n"]),
        "weight": numbers["base"],
        "stand_in": np.nan_to_num(stand_in_error(indicators, no_df)),
        "is_shown": indicators["status"].isin(SHOWN).to_numpy(),
        "is_empty": (indicators["status"] == "empty").to_numpy() | _is_elsewhere(indicators),
        "is_fixed": is_fixed(indicators),
        "is_secret": indicators["confidentiality"].isin(SECRET).to_numpy(),
    }
    return {
        (name, breakdown): Figures(
            **{key: column[places].reshape(_groups(breakdown, survey), -1) for key, column in columns.items()}
        )
        for (name, breakdown), places in rows_by_table(indicators).items()
    }


def _is_elsewhere(indicators: pd.DataFrame) -> np.ndarray:
    """Mask (rows,) of the groups whose respondents are counted in another, as the rows of that one say."""
    found = np.zeros(len(indicators), dtype=bool)
    is_received = (indicators["with"] != "").to_numpy()
    if not is_received.any():
        return found
    receiving = indicators[["breakdown", "with"]][is_received].drop_duplicates()
    for breakdown, codes in receiving.itertuples(index=False):
        is_in = (indicators["breakdown"] == breakdown) & indicators["group"].isin(codes.split(";"))
        found |= is_in.to_numpy()
    return found


def _groups(breakdown: str, survey: Survey) -> int:
    return 1 if breakdown == WHOLE else len(survey.questions[breakdown].codes)


def side_by_side(parts: Iterable[Figures]) -> Figures:
    """The figures of several indicators in the same groups, along the items."""
    found = list(parts)
    names = [field.name for field in fields(Figures)]
    return Figures(
        **{name: np.concatenate([getattr(part, name) for part in found], axis=1) for name in names}
    )


@dataclass(frozen=True, eq=False)
class ComparedSides:
    """What is known of the two figures of each difference (pairs, items).

    is_empty: nobody on a side; is_hidden: a figure is not published, or would be known from the difference;
    is_fixed: the calibration fixes one; stand_in: the error that stands for 0 on either side.
    """

    is_empty: np.ndarray
    is_hidden: np.ndarray
    is_fixed: np.ndarray
    stand_in: np.ndarray


def sides_of(one: Figures, first: np.ndarray, other: Figures, second: np.ndarray) -> ComparedSides:
    """What is known of both sides of each difference, between the groups `first` of some figures and `second`
    of others."""
    return ComparedSides(
        one.is_empty[first] | other.is_empty[second],
        ~(one.is_shown[first] & other.is_shown[second]),
        one.is_fixed[first] | other.is_fixed[second],
        np.hypot(one.stand_in[first], other.stand_in[second]),
    )


def difference_rows(found: Differences, sides: ComparedSides, factor: np.ndarray) -> Rows:
    """The rows of differences (pairs, items), item by item: difference, error, interval, test and status.

    An error that stands for 0 is added to that of the difference, whose test is then normal. factor (items,):
    from the statistics' units to those of indicators.csv.
    """
    value, extreme = found.value * factor, sides.stand_in > 0
    se = np.where(extreme, np.hypot(found.se * factor, sides.stand_in), found.se * factor)
    df = np.where(extreme, np.inf, found.df)
    conditions = {
        "empty": sides.is_empty,
        "hidden": sides.is_hidden | ~np.isfinite(value),
        "fixed": sides.is_fixed | ((found.state == "fixed") & ~extreme),
        "small": found.state == "small",
        "untested": ~(df >= 1),
    }
    status = np.select(list(conditions.values()), list(conditions), "tested")
    return _flat(_with_test(value, se, df, status, found.level))


def _with_test(value: np.ndarray, se: np.ndarray, df: np.ndarray, status: np.ndarray, level: float) -> Rows:
    """The columns (pairs, items) that a test fills, blank where there is none or a figure is hidden.

    Tested anew, as an error that stands for 0 changes the test of `found`.
    """
    is_tested, is_hidden = status == "tested", np.isin(status, ("empty", "hidden"))
    test = tested(value, se, df, np.where(is_tested, "", status), level)
    half = np.where(is_tested, t_quantile(level, df) * se, np.nan)
    return {
        "difference": np.where(is_hidden, np.nan, value),
        "se": np.where(is_hidden, np.nan, se),
        "df": np.where(is_tested & np.isfinite(df), df, np.nan),
        "ci_low": value - half,
        "ci_high": value + half,
        "test": np.select([is_tested & np.isfinite(df), is_tested], ["t", "z"], ""),
        "test_statistic": test["statistic"],
        "p_value": test["p_value"],
        "detectable": np.where(is_tested, detectable(se, df, level), np.nan),
        "status": status.astype(object),
    }


POWER = 0.8
"""How often a difference of the smallest detectable size would be found."""


def detectable(se: np.ndarray, df: np.ndarray, level: float) -> np.ndarray:
    """The smallest difference that a test at `level` finds four times in five, given its error and df.

    Lehr's sum of two quantiles: that of the test and that of the power (Cohen 1988, section 2.4).
    """
    return np.asarray((t_quantile(level, df) + t_quantile(2 * POWER - 1, df)) * se)


def _flat(columns: Rows) -> Rows:
    """Arrays (pairs, items) as columns, item by item."""
    return {name: array.T.ravel() for name, array in columns.items()}


def factors_of(indicators: Sequence[Indicator], survey: Survey) -> np.ndarray:
    """The factor (items,) from the statistics' units to those in which the figures of the indicators are
    written."""
    counts = [len(item_labels(indicator, survey)) for indicator in indicators]
    return np.repeat([factor_of(indicator) for indicator in indicators], counts)


def group_codes(breakdown: str, survey: Survey) -> np.ndarray:
    """The codes of a breakdown's groups, in its order."""
    return np.array(list(survey.questions[breakdown].codes), dtype=object)


def named_rows(
    indicators: Sequence[Indicator],
    breakdown: str,
    comparison: str,
    families: Sequence[str],
    times: int,
    survey: Survey,
) -> Rows:
    """The columns that say what the rows are of: each item of the indicators, `times` times.

    families: by indicator, what the tests of an item are corrected with, "" for all that are of its kind.
    """
    items = [
        (
            indicator.name,
            item,
            indicator.population or WHOLE,
            "/".join(filter(None, (comparison, indicator.name, item, family))),
        )
        for indicator, family in zip(indicators, families, strict=True)
        for item in item_labels(indicator, survey)
    ]
    names = ("indicator", "item", "population", "family")
    columns = {
        name: np.repeat(np.array([row[place] for row in items], dtype=object), times)
        for place, name in enumerate(names)
    }
    return {**columns, "breakdown": breakdown, "comparison": comparison}


def kept_rows(rows: Rows, mask: np.ndarray) -> Rows:
    """The rows of the mask (rows,)."""
    return {name: column[mask] if isinstance(column, np.ndarray) else column for name, column in rows.items()}
