"""The rows of a frame of estimates that stand in one table."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.statistics.arrays import IntArray


def rows_by_table(frame: pd.DataFrame) -> dict[tuple[str, str], IntArray]:
    """The places of the rows of each indicator by each breakdown, as indicators are met, then breakdowns."""
    indicators, names = pd.factorize(frame["indicator"].to_numpy(dtype=object))
    breakdowns, variables = pd.factorize(frame["breakdown"].to_numpy(dtype=object))
    tables = indicators * max(len(variables), 1) + breakdowns
    order = np.argsort(tables, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(tables[order])) + 1) if len(order) else []
    return {(names[indicators[rows[0]]], variables[breakdowns[rows[0]]]): rows for rows in parts}
