"""Comparisons of rows made up for a test, as if groups and answers were independent, corrected by Holm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import NormalDist

import numpy as np

from analysis.results import COMPARISONS
from analysis.results.comparison_rows import Comparisons, gathered
from analysis.results.indicator_rows import IndicatorRow, IndicatorRows
from analysis.results.schema import SMALLEST_GROUP
from analysis.statistics import holm

Pair = tuple[str, IndicatorRow, IndicatorRow]
"""What is compared, and the two figures."""


def compared(rows: Iterable[IndicatorRow]) -> IndicatorRows:
    """The rows with their comparisons."""
    figures = tuple(rows)
    return IndicatorRows(figures, comparisons_of(figures))


def comparisons_of(rows: Sequence[IndicatorRow]) -> Comparisons:
    """The comparisons of every two groups, of every two answers, and of answers held together."""
    return gathered(COMPARISONS.names, (list(cells.values()) for cells in comparison_cells(rows)))


def comparison_cells(rows: Sequence[IndicatorRow]) -> list[dict[str, str]]:
    """The rows of comparisons.csv, as texts by column."""
    families: dict[tuple[str, ...], list[Pair]] = {}
    for kind, a, b in _pairs(rows):
        alone = (a.item, b.item) if kind == "answers" else (a.item,) if kind == "groups" else ()
        families.setdefault((kind, a.indicator, *alone), []).append((kind, a, b))
    return [
        _cells(pair, p, adjusted)
        for family in families.values()
        for p_values in [np.array([_p_value(a, b) for _, a, b in family])]
        for pair, p, adjusted in zip(family, p_values, holm(p_values), strict=True)
    ]


def _pairs(rows: Sequence[IndicatorRow]) -> Iterable[Pair]:
    whole = {(row.indicator, row.item): row for row in rows if row.breakdown == "all"}
    for a, b in combinations(rows, 2):
        if (a.indicator, a.breakdown) == (b.indicator, b.breakdown):
            if a.breakdown == "all":
                yield "answers", a, b
            elif a.item == b.item and a.group != b.group:
                yield "groups", a, b
    for row in rows:
        is_held_with = row.item and row.breakdown != "all" and row.item != row.group
        if is_held_with and (row.indicator, row.item) in whole:
            yield "whole", row, whole[row.indicator, row.item]


def _may_be_compared(row: IndicatorRow) -> bool:
    is_large = (row.n or 0) >= SMALLEST_GROUP
    return row.is_shown and is_large and not row.is_fixed and row.statistic != "total"


def _p_value(a: IndicatorRow, b: IndicatorRow) -> float:
    if not (_may_be_compared(a) and _may_be_compared(b)):
        return float("nan")
    gap, error = abs((a.value or 0.0) - (b.value or 0.0)), np.hypot(a.se or 0.0, b.se or 0.0)
    return float(gap == 0) if error == 0 else 2 * NormalDist().cdf(-gap / error)


def _cells(pair: Pair, p: float, adjusted: float) -> dict[str, str]:
    kind, a, b = pair
    is_tested = not np.isnan(p)
    cells = dict.fromkeys(COMPARISONS.names, "")
    cells |= {"indicator": a.indicator, "item": a.item, "population": a.population, "breakdown": a.breakdown}
    cells |= {"comparison": kind, "group": a.group, "against_group": b.group, "against_item": b.item}
    cells |= {"p_value": f"{p:.12g}", "p_adjusted": f"{adjusted:.12g}"} if is_tested else {}
    return cells | {"status": "tested" if is_tested else "hidden"}
