"""Replicate weights drawn from a design, each calibrated again to the margins."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, one_thread
from analysis.statistics.design import Design
from analysis.statistics.replicate_weights import Averaged, Replicates
from analysis.statistics.weighting.calibration import Calibration, CalibrationColumns
from analysis.statistics.weighting.newton_calibration import (
    TOLERANCE,
    Problem,
    distance,
    reduced,
    solve,
    worst_column,
)
from analysis.statistics.weighting.population_margins import CalibrationError, column_names

LARGEST = 500_000_000  # replicate weights held at once, four gigabytes


def bootstrap(design: Design, count: int = 500, seed: int = 0, recalibrate: bool = False) -> Design:
    """The design with `count` replicates of Rao and Wu's rescaled bootstrap.

    In every stratum of m primary units, m - 1 are drawn with replacement and the weights rescaled, so that
    the variance of a total is unbiased, with the finite population correction. The same seed gives the same
    weights on any machine and number of processors. recalibrate: each replicate is calibrated to the margins
    of the design's calibration; if not, the factors apply to the calibrated weights. Variances with mse =
    True, scale 1 / count. The only unit of a stratum keeps its weight, or under "adjust" is left out of half
    the replicates and doubled in the others: the variance is then that of its distance from 0.

    Rao & Wu (1988); Rao, Wu & Yue (1992).
    """
    check_size(design, count)
    factors = np.ones((len(design.psu_stratum), count))
    generator = np.random.default_rng(seed)
    for stratum in range(len(design.spread)):
        units = np.flatnonzero(design.psu_stratum == stratum)
        if len(units) > 1:
            factors[units] = rescaled_draws(generator, len(units), count, design.fraction[stratum])
        elif design.single_psu == "adjust":
            factors[units] = there_or_twice(generator, count, design.fraction[stratum])
    return attached(design, factors, 1 / count, np.ones(count), True, recalibrate)


def rescaled_draws(generator: np.random.Generator, m: int, count: int, fraction: float) -> FloatArray:
    """Factors (m, count) of m units when m - 1 are drawn with replacement, count times."""
    drawn = generator.integers(0, m, size=(count, m - 1)) + np.arange(count)[:, None] * m
    times = np.bincount(drawn.ravel(), minlength=count * m).reshape(count, m).T
    shrink = np.sqrt(1 - fraction)
    return np.asarray(1 - shrink + shrink * times * (m / (m - 1)))


def there_or_twice(generator: np.random.Generator, count: int, fraction: float) -> FloatArray:
    """Factors (count,) of a unit that is alone: 0 or 2 with equal chance, nearer to 1 as more was drawn."""
    return np.asarray(1 + np.sqrt(1 - fraction) * (2 * generator.integers(0, 2, count) - 1))


def jackknife(design: Design, mse: bool = True, recalibrate: bool = False) -> Design:
    """The design with one replicate per primary unit, left out in turn: JK1 without strata, JKn with them.

    The others of its stratum gain m / (m - 1); deviations count (1 - f)(m - 1) / m. A stratum with a single
    unit is not left out, except under "adjust": then the units of the other H - 1 strata gain H / (H - 1) in
    its place, so that it counts from the mean of the strata. The same as as.svrepdesign(type = "JK1" or
    "JKn") in R.
    """
    stratum, strata = design.psu_stratum, float(len(design.spread))
    m = design.psus_per_stratum.astype(float)
    is_moved = (m > 1) | (design.lonely & (design.single_psu == "adjust"))
    units = np.flatnonzero(is_moved[stratum])
    check_size(design, len(units))
    among = np.where(m > 1, m, strata)  # units that a unit is left out of, or strata that a stratum is
    gain = (among / np.maximum(among - 1, 1))[stratum[units]]
    gains = (stratum[:, None] == stratum[units]) | (m == 1)[stratum[units]]
    factors = np.where(gains, gain, 1.0)
    factors[units, np.arange(len(units))] = 0.0
    rscales = ((1 - design.fraction) * (among - 1) / among)[stratum[units]]
    return attached(design, factors, 1.0, rscales, mse, recalibrate)


def half_samples(design: Design, fay: float = 0.0, mse: bool = True, recalibrate: bool = False) -> Design:
    """The design with balanced half-samples (BRR), for two primary units in every stratum; Fay's for fay over
    0.

    One unit of each stratum has the factor 2 - fay, the other fay, by the rows of a Hadamard matrix of the
    least power of two over the number of strata. ValueError names the strata that do not have two units.

    McCarthy (1969); Judkins (1990). No finite population correction.
    """
    from scipy.linalg import hadamard

    wrong = design.stratum_labels[design.psus_per_stratum != 2]
    if len(wrong):
        named = ", ".join(str(label) for label in wrong[:20])
        raise ValueError(f"half-samples: expected two primary units in every stratum, not so in {named}")
    if not 0 <= fay < 1:
        raise ValueError(f"fay: expected 0 to under 1, found {fay}")
    strata = len(design.spread)
    signs = hadamard(2 ** int(np.ceil(np.log2(strata + 1))))[1 : strata + 1]
    second = np.zeros(len(design.psu_stratum), dtype=bool)
    second[np.argsort(design.psu_stratum, kind="stable")[1::2]] = True
    chosen = np.where(second[:, None], -signs[design.psu_stratum], signs[design.psu_stratum])
    factors = np.where(chosen > 0, 2 - fay, fay)
    count = signs.shape[1]
    return attached(design, factors, 1 / (count * (1 - fay) ** 2), np.ones(count), mse, recalibrate)


def attached(
    design: Design, factors: FloatArray, scale: float, rscales: FloatArray, mse: bool, recalibrate: bool
) -> Design:
    """The design with the replicate weights that the factors (primary units, r) give."""
    unit: IntArray = np.arange(design.n) if design.psu is None else design.psu
    df = float(len(design.psu_stratum) - len(design.spread))
    by_respondent = factors[unit]
    weights = recalibrated(design, by_respondent) if recalibrate else by_respondent * design.weights[:, None]
    weights.setflags(write=False)
    averaged: Averaged = "all" if recalibrate else "base"
    return design.with_replicates(Replicates(weights, scale, rscales, mse, df, averaged))


def check_size(design: Design, count: int) -> None:
    """ValueError for fewer than two replicates, more than fit in memory, or a design of several stages."""
    if design.stages:
        raise ValueError(
            "replicates: drawn from primary units, they do not count the stages within them. Leave stages"
            " out, or give the replicate weights of the file"
        )
    if count < 2:
        raise ValueError(f"replicates: {count} have no variance. Expected two or more.")
    if design.n * count > LARGEST:
        raise ValueError(
            f"{count} replicates of {design.n} respondents are over {LARGEST:,} weights."
            " Take a bootstrap with fewer replicates."
        )


def recalibrated(design: Design, factors: FloatArray) -> FloatArray:
    """Replicate weights (n, r): start weights times factors (n, r), calibrated by the method of the design's
    calibration.

    Where margins are categories the work is on the cells of the crossed margins. CalibrationError names the
    replicate and the column that it could not bring to its target.
    """
    calibration = design.calibration
    if calibration is None:
        raise ValueError(
            "recalibrate: the design has no calibration. Use design.calibrated(calibration) first."
        )
    start = calibration.start_weights
    problem, unit = reduced(calibration.columns, start, names_of(calibration))
    weights = factors * start[:, None]
    totals = weights if unit is None else cell_totals(unit, len(problem.start), weights)
    with one_thread():
        for number in range(factors.shape[1]):
            g = replicate_ratio(problem, calibration, totals[:, number], number)
            weights[:, number] *= g if unit is None else g[unit]
    return weights


def names_of(calibration: Calibration) -> list[str]:
    """Names of the columns of a calibration."""
    numeric = calibration.columns.numeric.shape[1]
    margins = calibration.margins if calibration.columns.codes else ()
    return [*column_names(margins), *(f"numeric total {i + 1}" for i in range(numeric))]


def cell_totals(unit: np.ndarray, size: int, weights: FloatArray) -> FloatArray:
    """Sum (size, r) of replicate weights in each cell."""
    order = np.argsort(unit, kind="stable")
    starts = np.searchsorted(unit[order], np.arange(size))
    return np.asarray(np.add.reduceat(weights[order], starts, axis=0))


def replicate_ratio(problem: Problem, calibration: Calibration, start: FloatArray, number: int) -> FloatArray:
    """g of every unit in one replicate, whose unknown categories keep the share they have in it."""
    scaled = start * (problem.start.sum() / start.sum())
    columns = replace(problem.columns, targets=replicate_targets(problem.columns, calibration, scaled))
    own = replace(problem, columns=columns, start=scaled)
    g, steps, worst = solve(own, distance(calibration.method, calibration.bounds), TOLERANCE, 200)
    if worst > TOLERANCE:
        raise CalibrationError(f"Replicate {number + 1}: {worst_column(own, g, steps)}")
    return np.asarray(g * (problem.start.sum() / start.sum()))


def replicate_targets(columns: CalibrationColumns, calibration: Calibration, start: FloatArray) -> FloatArray:
    """The targets, with the share of unknown categories found in the replicate."""
    targets = columns.targets.copy()
    if calibration.households is not None:  # whose columns are numeric, and their totals given
        return targets
    for margin, code, offset in zip(calibration.margins, columns.codes, columns.offsets, strict=True):
        k = len(margin.categories)
        if len(margin.labels) > k:
            unknown = start[code == k].sum()
            targets[offset : offset + k] = margin.shares * (start.sum() - unknown)
            targets[offset + k] = unknown
    return targets
