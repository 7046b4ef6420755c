"""Replicate weights drawn from a design: bootstrap, jackknives, balanced half-samples."""

from __future__ import annotations

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray
from analysis.statistics.design import Design
from analysis.statistics.recalibration import recalibrated
from analysis.statistics.replicates import Replicates

LARGEST = 500_000_000  # replicate weights held at once, four gigabytes


def bootstrap(design: Design, count: int = 500, seed: int = 0, recalibrate: bool = False) -> Design:
    """The design with `count` replicates of Rao and Wu's rescaled bootstrap.

    In every stratum of m primary units, m - 1 are drawn with replacement and the weights rescaled, so that
    the variance of a total is unbiased, with the finite population correction. The same seed gives the same
    weights on any machine and number of processors. recalibrate: each replicate is calibrated to the margins
    of the design's calibration; if not, the factors apply to the calibrated weights. Variances with mse =
    True, scale 1 / count.

    Rao & Wu (1988); Rao, Wu & Yue (1992).
    """
    check_size(design, count)
    factors = np.ones((len(design.psu_stratum), count))
    generator = np.random.default_rng(seed)
    for stratum in range(len(design.spread)):
        units = np.flatnonzero(design.psu_stratum == stratum)
        if len(units) > 1:
            factors[units] = rescaled_draws(generator, len(units), count, design.fraction[stratum])
    return attached(design, factors, 1 / count, np.ones(count), True, recalibrate)


def rescaled_draws(generator: np.random.Generator, m: int, count: int, fraction: float) -> FloatArray:
    """Factors (m, count) of m units when m - 1 are drawn with replacement, count times."""
    drawn = generator.integers(0, m, size=(count, m - 1)) + np.arange(count)[:, None] * m
    times = np.bincount(drawn.ravel(), minlength=count * m).reshape(count, m).T
    shrink = np.sqrt(1 - fraction)
    return np.asarray(1 - shrink + shrink * times * (m / (m - 1)))


def jackknife(design: Design, mse: bool = True, recalibrate: bool = False) -> Design:
    """The design with one replicate per primary unit, left out in turn: JK1 without strata, JKn with them.

    The others of its stratum gain m / (m - 1); deviations count (1 - f)(m - 1) / m. Strata with a single unit
    are not left out. The same as as.svrepdesign(type = "JK1" or "JKn") in R.
    """
    units = np.flatnonzero(design.psus_per_stratum[design.psu_stratum] > 1)
    check_size(design, len(units))
    stratum = design.psu_stratum
    m = design.psus_per_stratum.astype(float)
    gain = m / np.maximum(m - 1, 1)
    factors = np.where(stratum[:, None] == stratum[units], gain[stratum][:, None], 1.0)
    factors[units, np.arange(len(units))] = 0.0
    rscales = ((1 - design.fraction) * (m - 1) / m)[stratum[units]]
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
    second = np.append(0, np.diff(design.psu_stratum) == 0).astype(bool)
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
    return design.with_replicates(Replicates(weights, scale, rscales, mse, df))


def check_size(design: Design, count: int) -> None:
    """ValueError when the replicate weights would not fit in memory."""
    if design.n * count > LARGEST:
        raise ValueError(
            f"{count} replicates of {design.n} respondents are over {LARGEST:,} weights."
            " Take a bootstrap with fewer replicates."
        )
