"""Means, totals and ratios from sums of products by group and stratum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.arrays import FloatArray, add_up, respondent_numbers
from analysis.statistics.crossed_codes import axis_of, crossed
from analysis.statistics.design import SinglePsu
from analysis.statistics.estimates.estimates import Estimates
from analysis.statistics.estimates.means import NumberBase, based_estimates, denominators
from analysis.statistics.moments import along_rows, tables
from analysis.statistics.partitions.respondent_parts import Edges, Groups, Part, Strata, moved, united
from analysis.statistics.variance import EXACT, quadratic, shared_out

QUANTITIES = ("n", "counted", "w", "ww", "wy", "wx", "wyy", "wxy", "wxx", "wwyy", "wwxy", "wwxx")


@dataclass(frozen=True, eq=False)
class NumberSums:
    """The sums from which means, totals and ratios follow; `a + b` are the sums over the respondents of both.

    labels, drawn (H,): strata and their respondents. tables (12, H, G): the QUANTITIES of those who have a
    number, for the groups of all breakdowns side by side; ww is w². edges: first and last + 1 of each
    breakdown's groups. pivot: y is counted from it, so that squares of large numbers do not swallow their
    differences.
    """

    labels: NDArray[Any]
    drawn: FloatArray
    tables: FloatArray
    edges: Edges
    pivot: float

    def __add__(self, other: NumberSums) -> NumberSums:
        if (self.edges, self.pivot) != (other.edges, other.pivot):
            raise ValueError("sums: the two are not of the same breakdowns, or counted from the same pivot")
        labels, own, others = united(self.labels, other.labels)
        size = len(labels)
        return NumberSums(
            labels,
            moved(self.drawn, own, size, 0) + moved(other.drawn, others, size, 0),
            moved(self.tables, own, size, 1) + moved(other.tables, others, size, 1),
            self.edges,
            self.pivot,
        )

    def means(self, single_psu: SinglePsu = "fail", level: float = 0.95) -> list[Estimates]:
        """The mean in each group (groups, 1), one Estimates per breakdown."""
        return self.ratios(single_psu, level)

    def ratios(self, single_psu: SinglePsu = "fail", level: float = 0.95) -> list[Estimates]:
        """The ratio of the totals of y and x in each group (groups, 1), one Estimates per breakdown."""
        design = Strata(self.labels, self.drawn, single_psu)
        return [self._ratio(design, *edge, level) for edge in self.edges]

    def totals(self, single_psu: SinglePsu = "fail", level: float = 0.95) -> list[Estimates]:
        """The total of y in each group (groups, 1), one Estimates per breakdown."""
        design = Strata(self.labels, self.drawn, single_psu)
        return [self._total(design, *edge, level) for edge in self.edges]

    def mean_squares(self) -> list[FloatArray]:
        """Per breakdown the weighted mean (groups,) of (y - pivot)²; NaN in an empty group."""
        squares, weight = add_up(self._of("wyy")), add_up(self._of("w"))
        found = np.divide(squares, weight, out=np.full(len(weight), np.nan), where=weight > 0)
        return [found[first:last] for first, last in self.edges]

    def _of(self, name: str, first: int = 0, last: int | None = None) -> FloatArray:
        return np.asarray(self.tables[QUANTITIES.index(name), self.drawn > 0, first:last])

    def _ratio(self, design: Strata, first: int, last: int, level: float) -> Estimates:
        """The ratios R in one breakdown's groups: the score is y - R x."""
        by_stratum = {name: self._of(name, first, last) for name in QUANTITIES}
        total = {name: add_up(table) for name, table in by_stratum.items()}
        below, _ = denominators(total["wx"], total["w"], total["wxx"])
        ratio = np.divide(total["wy"], below, out=np.full(len(below), np.nan), where=below != 0)
        slope = np.nan_to_num(ratio)
        yy, xy, xx = (add_up(design.spread[:, None] * by_stratum[name]) for name in ("wwyy", "wwxy", "wwxx"))
        squares, size = centred_squares(yy, xy, xx, slope)
        sums = by_stratum["wy"] - slope * by_stratum["wx"]
        with np.errstate(divide="ignore", invalid="ignore"):
            variance = quadratic(design, squares, size, sums, None, None) / below**2
        spread, _ = centred_squares(total["wyy"], total["wxy"], total["wxx"], slope)
        base = number_base(design, by_stratum)
        known = np.zeros(len(below), dtype=bool)  # nothing is calibrated, and all populations are infinite
        return based_estimates(base, ratio + self.pivot, variance, spread, below, level, known)

    def _total(self, design: Strata, first: int, last: int, level: float) -> Estimates:
        """The totals in one breakdown's groups: the score is y, which is y - pivot and the pivot."""
        by_stratum = {name: self._of(name, first, last) for name in QUANTITIES}
        total = {name: add_up(table) for name, table in by_stratum.items()}
        variance = pivoted_variance(design, by_stratum, self.pivot)
        weight = total["w"]
        mean = np.divide(total["wy"], weight, out=np.zeros(len(weight)), where=weight > 0)
        spread, _ = centred_squares(total["wyy"], total["wy"], weight, mean)
        value, known = total["wy"] + self.pivot * weight, np.zeros(len(weight), dtype=bool)
        return based_estimates(number_base(design, by_stratum), value, variance, spread, None, level, known)


def pivoted_variance(design: Strata, by_stratum: dict[str, FloatArray], pivot: float) -> FloatArray:
    """Variance (G,) of the totals of y from the sums (H, G) of y - pivot: that of y - pivot, that of the
    pivot's own total, and twice their covariance, which are 0 where the weights leave that total fixed."""
    yy, xy, xx = (add_up(design.spread[:, None] * by_stratum[name]) for name in ("wwyy", "wwxy", "wwxx"))
    sums, weights = by_stratum["wy"], by_stratum["w"]
    around = quadratic(design, yy, yy, sums, None, None)
    of_pivot = quadratic(design, xx, xx, weights, None, None)
    shared = xy - add_up(design.centre[:, None] * sums * weights)
    variance = around + np.where(of_pivot > 0, pivot * (2 * shared + pivot * of_pivot), 0.0)
    return np.where(variance > EXACT * yy, variance, 0.0)


def number_sums(
    part: Part, y: ArrayLike, groups: Groups, x: ArrayLike | None = None, pivot: float = 0.0
) -> NumberSums:
    """The sums of a part for the numbers y (n,), or for y over x, in all groups.

    y, x: NaN in either leaves a respondent out of the base. pivot: a number near those of y, the same for all
    parts; only for means and totals. ValueError for infinite numbers, other lengths, or a pivot with x.
    """
    if x is not None and pivot:
        raise ValueError("pivot: a ratio is of the numbers themselves; expected pivot 0")
    above = respondent_numbers(y, part.n, "y")
    below = None if x is None else respondent_numbers(x, part.n, "x")
    inside = ~np.isnan(above) if below is None else ~(np.isnan(above) | np.isnan(below))
    columns = products(part, above - pivot, below, inside)
    column = [crossed([axis_of(np.zeros(int(inside.sum()), dtype=np.int32), 1, 0)])]
    H = len(part.labels)
    found = []
    for pack in groups.plain_packs:
        rows = replace(pack, codes=pack.codes[inside])
        cells = part.stratum[inside] * rows.size + rows.codes
        found.append(along_rows(tables(cells, H * rows.size, column, 1, columns), H, rows)[..., 0])
    table = np.concatenate(found, axis=2)
    if part.positive is None:
        table = np.concatenate([table[:1], table])
    if below is None:  # x is 1: its products are those of y alone
        n, counted, w, ww, wy, wyy, wwy, wwyy = table
        table = np.stack([n, counted, w, ww, wy, w, wyy, wy, w, wwyy, wwy, ww])
    return NumberSums(part.labels, part.drawn, table, groups.edges, pivot)


def products(
    part: Part, y: FloatArray, x: FloatArray | None, inside: NDArray[np.bool_]
) -> list[FloatArray | None]:
    """What is added up of the respondents `inside`: counts, weights and their products with y, and with x."""
    w, ww, y = part.exact_weights[inside], part.exact_weight_squares[inside], y[inside]
    counts: list[FloatArray | None] = [None] if part.positive is None else [None, part.positive[inside]]
    wy, wwy = w * y, ww * y
    if x is None:
        return [*counts, w, ww, wy, wy * y, wwy, wwy * y]
    x = x[inside]
    wx, wwx = w * x, ww * x
    return [*counts, w, ww, wy, wx, wy * y, wy * x, wx * x, wwy * y, wwy * x, wwx * x]


def centred_squares(
    yy: FloatArray, xy: FloatArray, xx: FloatArray, slope: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The sums Σ (y - R x)² from the sums of yy, xy and xx, and the size of their terms; a sum that is
    rounding error beside its terms is 0."""
    size = yy + 2 * np.abs(slope * xy) + slope**2 * xx
    squares = yy - 2 * slope * xy + slope**2 * xx
    return np.where(squares > EXACT * size, squares, 0.0), size


def number_base(design: Strata, by_stratum: dict[str, FloatArray]) -> NumberBase:
    """The base of each group."""
    counted = by_stratum["counted"]
    present = counted > 0
    strata = add_up(present.astype(float))
    lonely = add_up((present & design.lonely[:, None]).astype(float))
    total = add_up(counted)
    return NumberBase(
        n=add_up(by_stratum["n"]),
        counted=total,
        df=total - strata,
        shared=shared_out(design, strata, lonely),
        weight=add_up(by_stratum["w"]),
        kish=add_up(by_stratum["ww"]),
    )
