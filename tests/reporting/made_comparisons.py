"""Comparisons of rows made up for a test, as if groups and answers were independent, corrected by Holm.

Whole breakdowns are tested by Wald's chi-squared, and a trend by its slope, each a family of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, groupby
from statistics import NormalDist

import numpy as np
from scipy.stats import chi2

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


def comparisons_of(rows: Sequence[IndicatorRow], ordered: Sequence[str] = ()) -> Comparisons:
    """The comparisons of every two groups, of every two answers, of answers held together, and of whole
    breakdowns; of those that are `ordered`, a trend too."""
    cells = [*comparison_cells(rows), *trend_cells(rows, ordered)]
    return gathered(COMPARISONS.names, (list(each.values()) for each in cells))


def comparison_cells(rows: Sequence[IndicatorRow]) -> list[dict[str, str]]:
    """The rows of comparisons.csv, as texts by column."""
    families: dict[tuple[str, ...], list[Pair]] = {}
    for kind, a, b in _pairs(rows):
        alone = (a.item, b.item) if kind == "answers" else (a.item,) if kind == "groups" else ()
        families.setdefault((kind, a.indicator, *alone), []).append((kind, a, b))
    return _table_cells(rows) + [
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


def _tables(rows: Sequence[IndicatorRow]) -> Iterable[list[IndicatorRow]]:
    """The groups of each figure in each breakdown."""
    broken = sorted(
        (row for row in rows if row.breakdown != "all"),
        key=lambda row: (row.indicator, row.breakdown, row.item),
    )
    for _, table in groupby(broken, key=lambda row: (row.indicator, row.breakdown, row.item)):
        yield list(table)


def _table_cells(rows: Sequence[IndicatorRow]) -> list[dict[str, str]]:
    found = []
    for table in _tables(rows):
        kept = [row for row in table if _may_be_compared(row)]
        value = np.array([row.value or 0.0 for row in kept])
        weight = np.array([1 / max(row.se or 0.0, 1e-9) ** 2 for row in kept])
        is_tested = len(kept) > 1
        off = float(weight @ (value - weight @ value / weight.sum()) ** 2) if is_tested else 0.0
        found.append(_whole_cells(table[0], "table", float(chi2.sf(off, max(len(kept) - 1, 1))), is_tested))
    return found


def trend_cells(rows: Sequence[IndicatorRow], ordered: Sequence[str]) -> list[dict[str, str]]:
    """The rows that test a trend, each group counted alike."""
    found = []
    for table in _tables(rows):
        kept = [place for place, row in enumerate(table) if _may_be_compared(row)]
        if table[0].breakdown in ordered and len(kept) > 2:
            steps = np.array(kept) - np.mean(kept)
            contrast = steps / (steps @ steps)
            slope = float(contrast @ [table[place].value or 0.0 for place in kept])
            error = float(np.hypot.reduce(contrast * [table[place].se or 0.0 for place in kept]))
            p = 2 * NormalDist().cdf(-abs(slope) / error)
            found.append(_whole_cells(table[0], "trend", p, True) | {"difference": f"{slope:.12g}"})
    return found


def _whole_cells(row: IndicatorRow, kind: str, p: float, is_tested: bool) -> dict[str, str]:
    cells = dict.fromkeys(COMPARISONS.names, "") | {"indicator": row.indicator, "item": row.item}
    cells |= {"population": row.population, "breakdown": row.breakdown, "comparison": kind}
    tested = {"p_value": f"{p:.12g}", "p_adjusted": f"{p:.12g}", "status": "tested"}
    return cells | (tested if is_tested else {"status": "untested"})
