"""An attack on published rows by linear programs over all ways to answer, apart from the program that hides:
unknown is how many respondents answered in each way, known the number in each row that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import highspy
import numpy as np
import pandas as pd

from analysis.indicators.disclosure.merging import counted_together
from analysis.indicators.measures.measure import base_of, counted_among_all
from analysis.questionnaire import Survey
from analysis.questionnaire.kinds import kind_of
from analysis.results import INDICATORS, TERRITORIES
from analysis.results.schema import WHOLE
from analysis.steps.results_files import Built, contents

LIMIT = 11
TOLERANCE = 1e-6


def members(
    of: Built, survey: Survey, rows: pd.DataFrame, merges: Mapping[str, Mapping[str, str]]
) -> np.ndarray:
    """Mask (rows, n) of the respondents of one build who are in each row of another, of the same survey.

    merges: the groups that are counted with another there.
    """
    weighted = counted_together(of.weighted, merges)
    answers, populations = weighted.cleaned.answers, counted_among_all(weighted, survey)
    found = []
    for row in rows.itertuples():
        indicator = survey.indicators[str(row.indicator)]
        inside = populations[indicator.population] & base_of(indicator, answers[indicator.variable])
        if row.breakdown != WHOLE:
            given = answers[str(row.breakdown)]
            code = list(given.question.codes).index(str(row.group))
            several = kind_of(given.question).takes_several
            inside = inside & (given.values[:, code] == 1 if several else given.values == code)
        found.append(inside)
    return np.array(found)


def released_rows(built: Built) -> pd.DataFrame:
    """The rows of the released tables, as they stand in their files."""
    files = contents(built)
    names = [f"released/{name}" for name in (INDICATORS.name, TERRITORIES.name)]
    texts = ("item", "population", "breakdown", "group", "with")
    found = [
        pd.read_csv(
            BytesIO(files[name]),
            dtype=dict.fromkeys(texts, str),
            keep_default_na=False,
            na_values={"n": "", "value": "", "step": ""},
        )
        for name in names
        if name in files
    ]
    rows = pd.concat(found, ignore_index=True)
    return rows[(rows["n"].notna()) | (rows["status"] == "hidden")].reset_index(drop=True)


def narrow(built: Built, ways: Built, rows: pd.DataFrame) -> list[tuple[object, ...]]:
    """The hidden numbers of 1 to 10 in rows of one base that cannot be any of these: row, number, bounds."""
    merges = built.disclosure["counted_with"]
    of_all = members(ways, built.survey, rows, merges)
    n = members(built, built.survey, rows, merges).sum(axis=1)
    shown = rows["n"].notna().to_numpy()
    is_secret = ~shown & (n > 0) & (n < LIMIT)
    masks = [mask.tobytes() for mask in of_all[is_secret]]
    places = list(dict(zip(masks, np.flatnonzero(is_secret), strict=True)).values())
    patterns, where = np.unique(of_all, axis=1, return_index=True)
    solver = _solver(patterns[shown], n[shown])
    found: list[tuple[object, ...]] = []
    for place in places:
        low, high = _range(solver, of_all[place][where])
        if low > 1 + TOLERANCE or high < LIMIT - 1 - TOLERANCE:
            row = rows.loc[rows.index[place], ["indicator", "population", "breakdown", "group"]]
            found.append((*row, int(n[place]), low, high))
    return found


def by_base(built: Built, rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of each base: of the same question, asked of the same respondents."""
    bases = rows["indicator"].map({name: each.variable for name, each in built.survey.indicators.items()})
    return [own.reset_index(drop=True) for _, own in rows.groupby(bases, sort=False)]


def _solver(masks: np.ndarray, n: np.ndarray) -> highspy.Highs:
    program = highspy.HighsLp()
    rows, columns = masks.shape
    program.num_col_, program.num_row_ = columns, rows
    program.col_cost_ = np.zeros(columns)
    program.col_lower_, program.col_upper_ = np.zeros(columns), np.full(columns, np.inf)
    program.row_lower_, program.row_upper_ = n.astype(float), n.astype(float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *masks.sum(axis=1)])
    program.a_matrix_.index_ = np.nonzero(masks)[1].astype(np.int32)
    program.a_matrix_.value_ = np.ones(int(masks.sum()))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(program)
    return solver


def _range(solver: highspy.Highs, mask: np.ndarray) -> tuple[float, float]:
    """The least and the greatest sum of respondents; without an end where there is none."""
    columns = np.arange(len(mask), dtype=np.int32)
    ends = []
    for sign in (1.0, -1.0):
        solver.changeColsCost(len(mask), columns, sign * mask)
        solver.run()
        status = solver.getModelStatus()
        assert status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnbounded), status
        is_found = status == highspy.HighsModelStatus.kOptimal
        ends.append(sign * solver.getInfo().objective_function_value if is_found else -sign * np.inf)
    return ends[0], ends[1]
