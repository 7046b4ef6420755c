"""Calibration to margins and totals by Calmar's four methods, solved by Newton's method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, as_numbers, frozen
from analysis.statistics.weighting.calibration import (
    Calibration,
    CalibrationColumns,
    category_columns,
    column_sums,
    products,
    with_numbers,
)
from analysis.statistics.weighting.given_weights import checked_weights, scaled_weights
from analysis.statistics.weighting.population_margins import (
    ADVICE,
    CalibrationError,
    Margin,
    check_margins,
    column_names,
    contradictory,
    not_reached,
    unmet,
)
from analysis.statistics.weighting.raking import crossed_cells

Function = Callable[[FloatArray], FloatArray]

TOLERANCE = 1e-11  # largest gap of a column, relative to the total weight or to the sum of sizes of a number
LARGEST_PROGRAMME = 5000  # units up to which bounds are checked by a linear programme before iterating


@dataclass(frozen=True, eq=False)
class Total:
    """A known population total of a numeric variable: values (n,), in the unit of the total."""

    name: str
    values: FloatArray
    total: float

    def __init__(self, name: str, values: ArrayLike, total: float) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "values", frozen(as_numbers(values, name)))
        object.__setattr__(self, "total", float(total))
        if not np.isfinite(self.values).all() or not np.isfinite(total):
            raise CalibrationError(
                f"{name}: expected a number for every respondent, found missing or infinite ones"
            )


def calibrate(
    weights: ArrayLike,
    margins: Sequence[Margin] = (),
    totals: Sequence[Total] = (),
    total: float | None = None,
    method: str = "raking",
    bounds: tuple[float, float] | None = None,
    tolerance: float = TOLERANCE,
    iterations: int = 200,
) -> Calibration:
    """Weights nearest to the start that meet margins of categories and totals of numeric variables.

    weights (n,): the start, of respondents or households, first scaled to `total` (their own sum when not
    given; with margins the calibrated weights sum to it). method: "linear" (weights may turn negative),
    "raking" (exponential), "logit" or "truncated" (linear, cut) with `bounds` on the ratio g to the scaled
    start.

    CalibrationError names impossible categories, contradictory targets and bounds that cannot meet a margin
    before iterating, and the worst column when there is no convergence. ValueError for an unknown method,
    wrong bounds, or a total that is not over 0.
    """
    start = checked_weights(weights)
    if margins or not totals:
        check_margins(margins, start)
    way = distance(method, bounds)
    scaled = scaled_weights(start, total)
    columns = all_columns(margins, totals, scaled)
    problem, unit = reduced(columns, scaled, [*column_names(margins), *(each.name for each in totals)])
    check_possible(problem, bounds)
    g, steps, worst = solve(problem, way, tolerance, iterations)
    if worst > tolerance:
        raise CalibrationError(why_not(problem, g, steps))
    g = g if unit is None else g[unit]
    return Calibration(scaled * g, scaled, g, method, steps, worst, tuple(margins), columns, bounds)


def all_columns(margins: Sequence[Margin], totals: Sequence[Total], start: FloatArray) -> CalibrationColumns:
    """The columns of margins and numeric totals together."""
    shares = [margin.target_shares(start) for margin in margins]
    codes = [margin.column_codes for margin in margins]
    whole = float(start.sum())
    categories = category_columns(codes, shares, margins, whole, len(start))
    if not totals:
        return categories
    values = np.stack([each.values for each in totals], axis=1)
    return with_numbers(categories, values, np.array([each.total for each in totals]), start)


@dataclass(frozen=True, eq=False)
class Problem:
    """The equations to solve: columns, start weights and targets of the units, which are respondents or
    cells."""

    columns: CalibrationColumns
    start: FloatArray
    scale: FloatArray
    names: list[str]

    def predictor(self, multipliers: FloatArray) -> FloatArray:
        """The linear predictor x'λ of each unit."""
        u = self.columns.numeric @ multipliers[len(multipliers) - self.columns.numeric.shape[1] :]
        for code, size, offset in zip(
            self.columns.codes, self.columns.sizes, self.columns.offsets, strict=True
        ):
            u = u + multipliers[offset : offset + size][code]
        return u

    def totals(self, g: FloatArray) -> FloatArray:
        """Total of every column under the weights start · g."""
        return column_sums(self.columns, self.start * g)

    def gaps(self, g: FloatArray) -> FloatArray:
        """Distance of every column's total from its target, relative to its scale."""
        return (self.columns.targets - self.totals(g)) / self.scale


def reduced(
    columns: CalibrationColumns, start: FloatArray, names: list[str]
) -> tuple[Problem, np.ndarray | None]:
    """The problem on cells and the cell of each respondent; where a column is numeric, the problem on
    respondents and None."""
    k = sum(columns.sizes)
    scale = np.concatenate([np.full(k, start.sum()), np.abs(columns.numeric).T @ start])
    if columns.numeric.shape[1]:
        return Problem(columns, start, np.where(scale > 0, scale, 1.0), names), None
    unit, members = crossed_cells(columns.codes, columns.sizes)
    cells = replace(columns, codes=tuple(members.T), numeric=np.zeros((len(members), 0)))
    return Problem(cells, np.bincount(unit, start, len(members)).astype(float), scale, names), unit


def check_possible(problem: Problem, bounds: tuple[float, float] | None) -> None:
    """CalibrationError for targets that contradict each other, or that bounds keep out of reach."""
    columns = problem.columns
    clash = contradictory(
        products(columns, problem.start), columns.targets, problem.names, columns.as_given(columns.targets)
    )
    if clash:
        raise CalibrationError(
            f"These targets contradict each other:\n{clash}\nCorrect them or leave one out."
        )
    if bounds is not None and len(problem.start) <= LARGEST_PROGRAMME:
        low, high = bounds
        offenders = unreached(problem, low, high)
        if offenders:
            raise CalibrationError(
                f"No weights from {low:g} to {high:g} times the start meet these:\n{offenders}\n{ADVICE}"
            )


def dense(columns: CalibrationColumns) -> FloatArray:
    """The columns as a matrix (units, q), the numeric ones in the units that they were given in."""
    parts = [np.eye(size)[code] for code, size in zip(columns.codes, columns.sizes, strict=True)]
    return np.concatenate([*parts, columns.numeric * columns.units + columns.origins], axis=1)


def solve(
    problem: Problem, way: Distance, tolerance: float, iterations: int
) -> tuple[FloatArray, int, float]:
    """The factor g of each unit, the iterations used and the worst relative gap; by Newton steps, halved
    while they lead away."""
    multipliers = np.zeros(len(problem.columns.targets))
    g = np.ones(len(problem.start))
    gaps = problem.gaps(g)
    for step in range(iterations):
        if np.abs(gaps).max() <= tolerance:
            return g, step, float(np.abs(gaps).max())
        direction = newton_step(problem, way, g, gaps)
        multipliers, g, gaps, moved = line_search(problem, way, multipliers, direction, gaps)
        if not moved:
            return g, step + 1, float(np.abs(gaps).max())
    return g, iterations, float(np.abs(gaps).max())


def newton_step(problem: Problem, way: Distance, g: FloatArray, gaps: FloatArray) -> FloatArray:
    """The change of the multipliers that would close the gaps if the calibration function were linear."""
    normal = products(problem.columns, problem.start * way.slope(g))
    size = np.sqrt(problem.scale)
    inverse = np.linalg.pinv(normal / np.outer(size, size), rcond=1e-12, hermitian=True)
    return np.asarray(inverse @ (gaps * size) / size)


def line_search(
    problem: Problem, way: Distance, multipliers: FloatArray, direction: FloatArray, gaps: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, bool]:
    """The multipliers, g, the gaps and whether they moved, after the longest of the halved steps that lessens
    the gaps."""
    before = np.linalg.norm(gaps)
    for halvings in range(30):
        tried = multipliers + direction * 0.5**halvings
        g = way.ratio(problem.predictor(tried))
        with np.errstate(over="ignore", invalid="ignore"):
            found = problem.gaps(g)
            is_nearer = bool(np.isfinite(found).all() and np.linalg.norm(found) < before)
        if is_nearer:
            return tried, g, found, True
    return multipliers, way.ratio(problem.predictor(multipliers)), gaps, False


def why_not(problem: Problem, g: FloatArray, steps: int) -> str:
    """The message for a calibration that did not converge."""
    if len(problem.start) <= LARGEST_PROGRAMME:
        offenders = unreached(problem, 0.0, np.inf)
        if offenders:
            return f"No positive weights meet these margins together:\n{offenders}\n{ADVICE}"
    return worst_column(problem, g, steps)


def unreached(problem: Problem, low: float, high: float) -> str:
    """One line per column that no weights between low and high times the start bring to its target."""
    wanted = problem.columns.as_given(problem.columns.targets)
    return unmet(dense(problem.columns), problem.start, wanted, low, high, problem.names)


def worst_column(problem: Problem, g: FloatArray, steps: int) -> str:
    """The message that names the column furthest from its target."""
    found, wanted = problem.totals(g), problem.columns.targets
    as_given = problem.columns.as_given
    worst = int(np.abs((found - wanted) / problem.scale).argmax())
    return not_reached("Calibration", as_given(found), as_given(wanted), problem.names, steps, worst)


@dataclass(frozen=True)
class Distance:
    """A calibration function F with F(0) = 1: `ratio` gives g = F(u), and `slope` the derivative of F as a
    function of g."""

    ratio: Function
    slope: Function


LINEAR = Distance(lambda u: 1 + u, lambda g: np.ones_like(g))
RAKING = Distance(lambda u: np.exp(np.minimum(u, 500)), lambda g: g)


def distance(method: str, bounds: tuple[float, float] | None) -> Distance:
    """The calibration function of one of Calmar's methods; ValueError for bounds that the method lacks or
    cannot have."""
    if method in ("linear", "raking"):
        if bounds is not None:
            raise ValueError(f'bounds: method "{method}" has none; use "logit" or "truncated"')
        return LINEAR if method == "linear" else RAKING
    if method not in ("logit", "truncated"):
        raise ValueError(f"method: expected linear, raking, logit or truncated, found {method!r}")
    if bounds is None or not 0 <= bounds[0] < 1 < bounds[1]:
        raise ValueError(
            f'bounds: method "{method}" needs a lower bound in 0..1 and an upper over 1, found {bounds}'
        )
    return logit_distance(*bounds) if method == "logit" else truncated(*bounds)


def logit_distance(low: float, high: float) -> Distance:
    """The calibration function that stays between the bounds along a logistic curve."""
    rate = (high - low) / ((1 - low) * (high - 1))

    def ratio(u: FloatArray) -> FloatArray:
        rising = np.exp(np.clip(rate * u, -500, 500))
        above, below = high - 1, (1 - low) * rising
        return np.asarray((low * above + high * below) / (above + below))

    return Distance(ratio, lambda g: rate * (g - low) * (high - g) / (high - low))


def truncated(low: float, high: float) -> Distance:
    """The linear calibration function, cut at the bounds."""
    return Distance(lambda u: np.clip(1 + u, low, high), lambda g: ((g > low) & (g < high)).astype(float))
