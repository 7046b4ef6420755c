"""comparisons.csv: every difference and test of an edition that a report may speak of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.etl.weighting import Weighted
from analysis.indicators.compare.answer_differences import answer_rows, whole_rows
from analysis.indicators.compare.compared_figures import Compared, Rows, figures_by_table, kept_rows
from analysis.indicators.compare.corrections import corrected
from analysis.indicators.compare.group_differences import (
    BreakdownDifferences,
    breakdown_differences,
    pair_rows,
    rest_rows,
)
from analysis.indicators.compare.ordered_groups import trend_rows
from analysis.indicators.compare.whole_tables import table_rows
from analysis.indicators.measures.measure import by_design, domains_of
from analysis.questionnaire import Edition, Survey
from analysis.results import COMPARISONS
from analysis.results.schema import WHOLE
from analysis.statistics.arrays import one_thread

KINDS = ("answers", "table", "trend", "groups", "rest", "whole")
"""What a row compares, in the order of the file."""
NUMBERS = (
    *("difference", "se", "df", "ci_low", "ci_high", "test_statistic", "df_numerator", "p_value"),
    *("p_adjusted", "p_report", "detectable", "ci_level"),
)


def comparisons(
    weighted: Weighted, indicators: pd.DataFrame, survey: Survey, edition: Edition
) -> pd.DataFrame:
    """One row per difference or test, COMPARISONS.names, in the order of the survey.

    indicators: the published rows of the edition. A difference is that of the design: overlap of groups,
    primary units and calibration are in its error. What compares a hidden figure is blank. p_adjusted: over
    the rows of one `family`, p_report: over the report, as `corrections` says.
    """
    figures = figures_by_table(indicators, survey)
    compared = [Compared(own, of, figures, domains_of(own, of)) for own, of in by_design(weighted, survey)]
    return found_differences([(each, breakdown_differences(each)) for each in compared], survey).rows(edition)


@dataclass(frozen=True, eq=False, repr=False)
class FoundDifferences:
    """Every difference and test, in the order of the survey, before they are corrected over the report.

    columns: those of COMPARISONS that do not wait for the correction. margins: the variables that the figures
    are weighted on. No respondent's answer is in it.
    """

    columns: Rows
    survey: Survey
    margins: Sequence[str]

    def rows(self, edition: Edition) -> pd.DataFrame:
        """The rows of `comparisons`, corrected."""
        survey = self.survey
        if not self.columns:
            return pd.DataFrame(columns=list(COMPARISONS.names))
        columns = self.columns | corrected(self.columns, survey, self.margins)
        texts = {name: pd.Categorical(columns[name]) for name in COMPARISONS.names if name not in NUMBERS}
        named: Rows = {"survey": survey.name, "edition": edition.name, "ci_level": survey.publication.level}
        return pd.DataFrame({**columns, **texts}).assign(**named)[list(COMPARISONS.names)]


def found_differences(
    found: Iterable[tuple[Compared, Iterable[BreakdownDifferences]]],
    survey: Survey,
    kinds: Collection[str] = KINDS,
) -> FoundDifferences:
    """All that is compared in some of KINDS, of the differences between groups that each design has."""
    compared = []
    parts: list[Rows] = []
    with one_thread():
        for own, groups in found:
            compared.append(own)
            parts += [kept_rows(part, part["status"] != "empty") for part in _parts(own, groups, kinds)]
    parts = [part for part in parts if len(part["status"])]
    met = {name for own in compared for name in own.weighted.weighting["variable"] if name}
    columns = {name: _joined(parts, name) for name in COMPARISONS.names} if parts else {}
    order = _order(columns, survey) if parts else slice(None)
    return FoundDifferences({name: each[order] for name, each in columns.items()}, survey, sorted(met))


def _parts(found: Compared, groups: Iterable[BreakdownDifferences], kinds: Collection[str]) -> Iterator[Rows]:
    """The rows of the kinds wanted, each part with its status as an array."""
    yield from answer_rows(found)
    for each in groups:
        if each.pairs is not None:
            yield pair_rows(each, found.survey)
            yield from _as_columns([*table_rows(each, found), *trend_rows(each, found)])
        if each.rest is not None and "rest" in kinds:
            yield rest_rows(each, found)
    if "whole" in kinds:
        yield from whole_rows(found)


def _as_columns(rows: Sequence[Rows]) -> Iterator[Rows]:
    if rows:
        names = dict.fromkeys(name for row in rows for name in row)
        yield {name: np.array([row.get(name, _blank(name)) for row in rows], _type(name)) for name in names}


def _type(name: str) -> type:
    return float if name in NUMBERS else object


def _blank(name: str) -> float | str:
    return np.nan if name in NUMBERS else ""


def _joined(parts: Sequence[Rows], name: str) -> np.ndarray:
    """One column of all parts; "" or NaN where a part has none of that name."""
    columns: list[np.ndarray] = [
        np.asarray(part.get(name, _blank(name)), dtype=_type(name)) for part in parts
    ]
    sizes = [len(part["status"]) for part in parts]
    return np.concatenate([np.broadcast_to(c, (n,)) for c, n in zip(columns, sizes, strict=True)])


def _order(columns: Rows, survey: Survey) -> np.ndarray:
    """The rows by indicator, breakdown and kind, each in the order of the survey."""
    places = {
        "comparison": KINDS,
        "breakdown": (WHOLE, *survey.questions),
        "indicator": tuple(survey.indicators),
    }
    keys = [pd.Categorical(columns[name], categories=order).codes for name, order in places.items()]
    return np.lexsort(keys)
