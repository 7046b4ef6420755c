"""Confidence intervals from a value, its variance and its degrees of freedom."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import isinf, isnan, nan
from numbers import Real

import numpy as np

from analysis.statistics.arrays import BoolArray, FloatArray, TextArray

IntervalLimits = tuple[FloatArray, FloatArray]


def check_level(level: float) -> None:
    """ValueError for a confidence level that is not between 0 and 1."""
    if not (isinstance(level, Real) and 0 < level < 1):
        raise ValueError(f"level: expected a number between 0 and 1, such as 0.95, found {level!r}")


def t_quantile(level: float, df: FloatArray) -> FloatArray:
    """The two-sided Student quantile for each df, the normal one where it is infinite; NaN where df < 1.
    Computed once per distinct df."""
    check_level(level)
    if df.size and (df == df.flat[0]).all():  # as within most tables: sorting takes longer than the rest
        return np.full(df.shape, _quantile(level, float(df.flat[0])))
    distinct, where = np.unique(df, return_inverse=True)
    quantile = np.array([_quantile(level, each) for each in distinct.tolist()], dtype=np.float64)
    return quantile[where].reshape(df.shape)


@lru_cache(maxsize=10_000)
def _quantile(level: float, df: float) -> float:
    """The quantile for one df: the groups of a survey have few, which come again in every table."""
    from scipy.special import ndtri, stdtrit

    below = (1 + level) / 2
    if df < 1 or isnan(df):
        return nan
    return float(ndtri(below) if isinf(df) else stdtrit(df, below))


def linear(value: FloatArray, se: FloatArray, df: FloatArray, level: float) -> IntervalLimits:
    """The lower and upper limits value ± t · se."""
    half = t_quantile(level, df) * se
    return value - half, value + half


def logit_interval(p: FloatArray, se: FloatArray, df: FloatArray, level: float) -> IntervalLimits:
    """Limits of a share that are linear on the scale log(p / (1 - p)); R's svyciprop(method = "logit")."""
    middle = np.log(p / (1 - p))
    half = t_quantile(level, df) * se / (p * (1 - p))
    return 1 / (1 + np.exp(half - middle)), 1 / (1 + np.exp(-half - middle))


def korn_graubard(p: FloatArray, n_eff: FloatArray, level: float) -> IntervalLimits:
    """Clopper-Pearson limits of a share with an effective size in place of n (Korn & Graubard 1998)."""
    from scipy.special import betaincinv

    check_level(level)
    low = np.zeros_like(p)
    high = np.ones_like(p)
    some, not_all = p > 0, p < 1
    x, rest = n_eff * p, n_eff * (1 - p)
    tail = (1 - level) / 2
    low[some] = betaincinv(x[some], rest[some] + 1, tail)
    high[not_all] = betaincinv(x[not_all] + 1, rest[not_all], 1 - tail)
    return low, high


def wilson(p: FloatArray, n_eff: FloatArray, df: FloatArray, level: float) -> IntervalLimits:
    """Wilson's score limits with the effective size, and Student's t in place of the normal quantile."""
    squared = t_quantile(level, df) ** 2
    middle = (p + squared / (2 * n_eff)) / (1 + squared / n_eff)
    half = np.sqrt(squared * (p * (1 - p) / n_eff + squared / (4 * n_eff**2))) / (1 + squared / n_eff)
    return middle - half, middle + half


def effective_size(
    p: FloatArray, variance: FloatArray, n: FloatArray, df: FloatArray, level: float
) -> FloatArray:
    """Korn and Graubard's effective size p(1 - p) / V times (t with n - 1 df over t with df)²."""
    return np.asarray(p * (1 - p) / variance * (t_quantile(level, n - 1) / t_quantile(level, df)) ** 2)


def limits_of(
    method: str, p: FloatArray, se: FloatArray, n: FloatArray, df: FloatArray, level: float
) -> IntervalLimits:
    """The lower and upper limits of shares strictly between 0 and 1 whose standard error is above 0."""
    ways: dict[str, Callable[[], IntervalLimits]] = {
        "logit": lambda: logit_interval(p, se, df, level),
        "korn-graubard": lambda: korn_graubard(p, effective_size(p, se**2, n, df, level), level),
        "wilson": lambda: wilson(p, p * (1 - p) / se**2, df, level),
        "linear": lambda: linear(p, se, df, level),
    }
    if method not in ways:
        raise ValueError(f"method: expected one of {', '.join(ways)}, found {method!r}")
    low, high = ways[method]()
    return np.maximum(low, 0), np.minimum(high, 1)


def share_limits(
    method: str,
    p: FloatArray,
    se: FloatArray,
    n: FloatArray,
    df: FloatArray,
    level: float,
    is_alike: BoolArray,
) -> tuple[FloatArray, FloatArray, TextArray]:
    """The lower and upper limits of shares, and the method used for each; NaN and "" where there is no
    standard error or no df.

    A share of exactly 0 or 1 has the Korn-Graubard limits with n as effective size, whatever the method, and
    so has one on which the primary units agree (is_alike). Another share whose standard error is 0 is known,
    and has itself as both limits.
    """
    low, high = np.full(p.shape, np.nan), np.full(p.shape, np.nan)
    used = np.full(p.shape, "", dtype="<U13")
    defined = np.isfinite(p) & np.isfinite(se) & (df >= 1)
    extreme = defined & ((p <= 0) | (p >= 1) | is_alike)
    fixed = defined & ~extreme & (se == 0)
    usual = defined & ~extreme & ~fixed
    low[fixed] = high[fixed] = p[fixed]
    low[extreme], high[extreme] = korn_graubard(p[extreme], n[extreme], level)
    low[usual], high[usual] = limits_of(method, p[usual], se[usual], n[usual], df[usual], level)
    used[defined] = method
    used[extreme] = "korn-graubard"
    return low, high, used
