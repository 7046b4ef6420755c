"""Which tests of an edition are corrected together, and how: a promise for each use that a report makes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.indicators.compare.compared_figures import Rows
from analysis.questionnaire import Survey
from analysis.questionnaire.editorial_marks import follows_from, is_profile, is_reported
from analysis.results.schema import WHOLE
from analysis.statistics import benjamini_hochberg, holm
from analysis.statistics.inference.p_value_corrections import within_families

WHOLE_BREAKDOWN = ("table", "trend")
"""Comparisons that test a whole breakdown at once."""
FOLLOWED = ("groups", "rest")
"""Comparisons that say where the groups of a breakdown differ, once the whole of it does."""


def corrected(columns: Rows, survey: Survey, margins: Sequence[str]) -> Rows:
    """family, correction, p_adjusted and p_report of the rows.

    Tests of whole breakdowns, and trends, are corrected over all that a report shows, by Benjamini and
    Hochberg: of the differences a report names, one in twenty may be chance. What says where a breakdown
    differs is corrected by Holm within its own family. p_report is for what opens a report: none of its
    findings should be chance. Whole breakdowns and trends are corrected by Holm over the report, profile
    left out; what says where has the greater of its own p_adjusted and the p_report of its breakdown; two
    answers, p_adjusted times the number of questions.

    margins: the variables that the edition is weighted on.
    """
    named = ("indicator", "item", "breakdown", "comparison")
    frame = pd.DataFrame({name: columns[name] for name in named}, dtype=object)
    is_whole = frame["comparison"].isin(WHOLE_BREAKDOWN).to_numpy()
    shown, eligible = _shown(frame, survey, margins)
    family = np.where(
        is_whole, _whole_family(frame, shown), np.asarray(columns["family"], dtype=object)
    ).astype(object)
    p, is_tested = columns["p_value"], columns["status"] == "tested"
    codes = pd.Categorical(family).codes
    adjusted = np.full(len(p), np.nan)
    for own, correct in ((is_whole, benjamini_hochberg), (~is_whole, holm)):
        adjusted[own] = within_families(p[own], codes[own], correct)
    correction = np.select([~is_tested, is_whole], ["", "benjamini-hochberg"], "holm").astype(object)
    over_report = _over_report(frame, p, adjusted, is_whole, eligible)
    return {"family": family, "correction": correction, "p_adjusted": adjusted, "p_report": over_report}


def _shown(frame: pd.DataFrame, survey: Survey, margins: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Masks (rows,) of what reports compare, and of what may be a finding there: no profile."""
    table = ["indicator", "breakdown"]
    number = frame.groupby(table, sort=False).ngroup().to_numpy()  # in the order in which tables are met
    shown, eligible = [], []
    for name, breakdown in frame[table].drop_duplicates().itertuples(index=False):
        indicator = survey.indicators[name]
        is_shown = breakdown == WHOLE or is_reported(survey, indicator, breakdown)
        shown.append(is_shown)
        is_context = is_profile(survey, indicator) or follows_from(survey, margins, indicator)
        eligible.append(is_shown and not is_context)
    return np.array(shown, dtype=bool)[number], np.array(eligible, dtype=bool)[number]


def _whole_family(frame: pd.DataFrame, shown: np.ndarray) -> pd.Series:
    """ "table" or "trend" of all that a report shows; any other breakdown is a family of its own."""
    alone = frame["comparison"] + "/" + frame["indicator"] + "/" + frame["breakdown"]
    return frame["comparison"].where(pd.Series(shown), alone)


def _over_report(
    frame: pd.DataFrame, p: np.ndarray, adjusted: np.ndarray, is_whole: np.ndarray, eligible: np.ndarray
) -> np.ndarray:
    found = np.full(len(p), np.nan)
    whole = is_whole & eligible
    found[whole] = holm(p[whole])
    followed = frame["comparison"].isin(FOLLOWED).to_numpy() & eligible
    found[followed] = np.maximum(adjusted, _of_breakdown(frame, np.where(whole, found, np.nan)))[followed]
    answers = (frame["comparison"] == "answers").to_numpy() & eligible
    questions = frame.loc[answers, "indicator"].nunique()
    found[answers] = np.minimum(adjusted[answers] * questions, 1)
    return found


def _of_breakdown(frame: pd.DataFrame, found: np.ndarray) -> np.ndarray:
    """The least p_report of the tests of a row's breakdown: of its answer, or of all answers at once."""
    tests = frame.assign(found=found).dropna(subset="found")
    least = tests.groupby(["indicator", "breakdown", "item"], sort=False)["found"].min()
    own = pd.MultiIndex.from_frame(frame[["indicator", "breakdown", "item"]])
    every = pd.MultiIndex.from_frame(frame[["indicator", "breakdown", "item"]].assign(item=""))
    values = np.stack([least.reindex(index).to_numpy(dtype=float) for index in (own, every)])
    return np.asarray(np.fmin(values[0], values[1]))
