"""Figures that would reveal the answers of a few respondents, and those that must be hidden with them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import numpy as np
import pandas as pd

from analysis.questionnaire import Indicator, Survey
from analysis.questionnaire.kinds.conditions import is_narrower
from analysis.results.schema import SECRET, WHOLE

CONFIDENTIAL, COMPLEMENTARY = SECRET

MEASURE = (
    *("statistic", "variable", "answers", "favourable", "unfavourable"),
    *("denominator", "quantile", "base"),
)
"""What an indicator measures, whoever it is measured of."""


def confidentiality(frame: pd.DataFrame, survey: Survey) -> np.ndarray:
    """Why each row (rows,) must be hidden: "confidential" (a base under the limit), "complementary" (it would
    give a confidential figure away), or "".

    Three ways of recomputing a figure are closed: the whole less the other groups; of a multiple answer
    broken down by itself, the share of those holding A among who hold B from that of B among who hold A;
    a population less one that is a part of it.
    """
    limit = survey.publication.confidential_below
    hidden = _small_and_complement(frame, frame["n"].to_numpy(), limit)
    for rows, difference in _nested(frame, survey):
        found = _small_and_complement(frame.iloc[rows], difference, limit)
        hidden[rows[(found != "") & (hidden[rows] == "")]] = COMPLEMENTARY
    hidden[_mirrored(frame, hidden, survey) & (hidden == "")] = COMPLEMENTARY
    return hidden


def _small_and_complement(frame: pd.DataFrame, n: np.ndarray, limit: int) -> np.ndarray:
    """Groups under the limit, and in each table as many more of the smallest as keep those from being
    recomputed: what the hidden groups add up to, whole sample less groups shown, is the limit or more."""
    is_small = (n > 0) & (n < limit)
    hidden = np.where(is_small, CONFIDENTIAL, "").astype(object)
    broken_down = np.flatnonzero(frame["breakdown"] != WHOLE)
    tables = frame.iloc[broken_down].groupby(["indicator", "item", "breakdown"], sort=False)
    for places in tables.indices.values():
        rows = broken_down[np.asarray(places)]
        if is_small[rows].any():
            hidden[_complement(rows, n, is_small, limit)] = COMPLEMENTARY
    return hidden


def _complement(rows: np.ndarray, n: np.ndarray, is_small: np.ndarray, limit: int) -> list[int]:
    """The rows of a table, smallest first, without which its small groups could be recomputed."""
    together = n[rows[is_small[rows]]].sum()
    candidates = sorted((row for row in rows if n[row] >= limit), key=lambda row: n[row])
    chosen: list[int] = []
    while together < limit and len(chosen) < len(candidates):
        chosen.append(candidates[len(chosen)])
        together += n[chosen[-1]]
    return chosen


def _mirrored(frame: pd.DataFrame, hidden: np.ndarray, survey: Survey) -> np.ndarray:
    """Mask of the cells (group A, item B) where the group B of the same matrix is hidden.

    w(A and B) is one number: share of B in A times base of A, and share of A in B times base of B.
    """
    mirrored = np.zeros(len(frame), dtype=bool)
    variables = frame["indicator"].map({name: i.variable for name, i in survey.indicators.items()})
    of_matrix = np.flatnonzero(variables == frame["breakdown"])
    for places in frame.iloc[of_matrix].groupby(["breakdown", "population"], sort=False).indices.values():
        rows = of_matrix[np.asarray(places)]
        secret = set(frame["group"].iloc[rows[hidden[rows] != ""]])
        counted = [_counted(frame, row, survey) for row in rows]
        mirrored[rows] = [not secret.isdisjoint(codes) for codes in counted]
    return mirrored


def _counted(frame: pd.DataFrame, row: int, survey: Survey) -> tuple[str, ...]:
    """The answers that the share in a row counts."""
    item = frame["item"].iloc[row]
    return (item,) if item else survey.indicators[frame["indicator"].iloc[row]].answers


def _nested(frame: pd.DataFrame, survey: Survey) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each indicator measured in a population and in a part of it: the part's rows, and by how many
    respondents the whole of it outnumbers them."""
    places = frame.groupby("indicator", sort=False).indices
    cell = ["item", "breakdown", "group"]
    for part, whole in _pairs(survey):
        if part.name in places and whole.name in places:
            rows = np.asarray(places[part.name])
            sizes = frame.iloc[places[whole.name]].set_index(cell)["n"]
            around = sizes.reindex(pd.MultiIndex.from_frame(frame.iloc[rows][cell])).to_numpy(dtype=float)
            yield rows, np.nan_to_num(around - frame["n"].to_numpy(dtype=float)[rows])


def _pairs(survey: Survey) -> Iterator[tuple[Indicator, Indicator]]:
    """Two indicators of one measure, the population of the first a part of that of the second."""
    measures: dict[tuple[object, ...], list[Indicator]] = {}
    for indicator in survey.indicators.values():
        measures.setdefault(tuple(getattr(indicator, name) for name in MEASURE), []).append(indicator)
    for indicators in measures.values():
        for part, whole in permutations(indicators, 2):
            if part.population != whole.population and _is_part(part, whole, survey):
                yield part, whole


def _is_part(part: Indicator, whole: Indicator, survey: Survey) -> bool:
    """Whether everyone in the first indicator's population is in the second's, by their conditions."""
    if part.population is None or whole.population is None:
        return whole.population is None
    narrow, wide = (survey.populations[name].among for name in (part.population, whole.population))
    return all(name in narrow and is_narrower(narrow[name], codes) for name, codes in wide.items())
