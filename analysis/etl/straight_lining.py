"""Straight-lining: the same answer to every item of a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.etl.answered import Answers
from analysis.etl.texts import code_type
from analysis.questionnaire import Survey

LEAST_ITEMS = 5
"""In a shorter grid the same answer throughout is too often sincere."""


@dataclass(frozen=True)
class GridRuns:
    """Of n respondents the `longest` (n,) run of the same answer in a grid, and the items they `answered`."""

    longest: np.ndarray
    answered: np.ndarray

    @property
    def is_examined(self) -> np.ndarray:
        """Mask (n,) of those who answered enough items for a run to mean anything."""
        return self.answered >= LEAST_ITEMS

    @property
    def is_straight(self) -> np.ndarray:
        """Mask (n,) of those who gave the same answer to every item they answered."""
        return self.is_examined & (self.longest == self.answered)


def runs_of(items: Sequence[Answers]) -> GridRuns:
    """The runs of the same answer over the items of a grid in their order; a skipped item breaks none."""
    n = len(items[0].status)
    last = np.full(n, -1, dtype=np.result_type(*(item.values.dtype for item in items)))
    run, longest, answered = (np.zeros(n, dtype=code_type(len(items))) for _ in range(3))
    for item in items:
        given = item.was_answered
        run = np.where(given, np.where(item.values == last, run, 0) + 1, run).astype(run.dtype)
        last = np.where(given, item.values, last)
        answered += given
        longest = np.maximum(longest, run)
    return GridRuns(longest, answered)


def grid_runs(answers: Mapping[str, Answers], survey: Survey) -> dict[str, GridRuns]:
    """The runs in each grid of five items or more."""
    return {
        name: runs_of([answers[item] for item in grid.items])
        for name, grid in survey.grids.items()
        if len(grid.items) >= LEAST_ITEMS
    }


def straight_liners(runs: Mapping[str, GridRuns], n: int) -> np.ndarray:
    """Mask (n,) of those whose every grid is straight, of the grids in which it can be seen."""
    is_examined, is_varied = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    for grid in runs.values():
        is_examined |= grid.is_examined
        is_varied |= grid.is_examined & ~grid.is_straight
    return is_examined & ~is_varied
