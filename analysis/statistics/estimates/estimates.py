"""Estimates with their precision and the base that they rest on."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray, TextArray
from analysis.statistics.design import Design

STATES = {
    "": "a value with its precision",
    "empty": "nobody in the base: no value",
    "zero_weight": "respondents in the base, all of weight 0: no value",
    "no_denominator": "the denominator of a ratio is 0, or its terms cancel: no value",
    "single": "one respondent counts in the base: a value, no precision",
    "one_number": "one respondent counts in the base of a variance: no value",
    "no_class": "a class that counts in the composition has nobody: no value",
    "no_df": "the primary units in the base do not outnumber their strata: a value, no interval",
    "margin": "fixed by the calibration or by a complete count: the value is exact, its standard error is 0",
    "alike": "the primary units agree, their respondents do not: a standard error of 0 that proves nothing; a"
    " share has Korn and Graubard's limits, a number none",
}


@dataclass(frozen=True, eq=False)
class Estimates:
    """Estimates as arrays of one shape, (groups, items); shares are in 0..1.

    value, se, ci_low, ci_high; ci_method ("logit", "korn-graubard", "wilson", "linear", "woodruff", "fisher"
    or ""); level. n: respondents in the base, unweighted. count: respondents who gave the answer (for shares;
    n otherwise). base: sum of weights in the base. deff: variance over that of simple random sampling with
    replacement of the same n. n_eff: n / deff; where deff is 0 or not defined (a share of 0 or 1), Kish's
    (sum of w)² / (sum of w²). cv: se over the size of the value, NaN where the value is 0. df: degrees of
    freedom. state: one of STATES; NaN is found only in fields that its state explains, in cv and deff where
    the value does not vary in the base, and nowhere else.
    """

    value: FloatArray
    se: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    ci_method: TextArray
    n: IntArray
    count: IntArray
    n_eff: FloatArray
    base: FloatArray
    deff: FloatArray
    cv: FloatArray
    df: FloatArray
    state: TextArray
    level: float = 0.95

    @property
    def shape(self) -> tuple[int, ...]:
        """(groups, items)."""
        return self.value.shape

    def arrays(self) -> dict[str, Any]:
        """The arrays by name, without the level."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "level"}

    def items(self, start: int, stop: int) -> Estimates:
        """The same groups, for the items from start to before stop."""
        return Estimates(
            **{name: array[:, start:stop] for name, array in self.arrays().items()}, level=self.level
        )


def single_item(
    value: FloatArray,
    se: FloatArray,
    limits: tuple[FloatArray, FloatArray],
    method: str,
    n: FloatArray,
    n_eff: FloatArray,
    base: FloatArray,
    deff: FloatArray,
    df: FloatArray,
    state: TextArray,
    level: float,
) -> Estimates:
    """Estimates (groups, 1) of numbers, from arrays (groups,) and the limits of an interval that `method`
    made where they are finite."""
    low, high = limits
    whole = n.astype(np.intp)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        cv = np.where(value != 0, se / np.abs(value), np.nan)
    return Estimates(
        value=value[:, None],
        se=se[:, None],
        ci_low=low[:, None],
        ci_high=high[:, None],
        ci_method=np.where(np.isfinite(low), method, "")[:, None],
        n=whole,
        count=whole,
        n_eff=n_eff[:, None],
        base=base[:, None],
        deff=deff[:, None],
        cv=cv[:, None],
        df=df[:, None],
        state=state[:, None],
        level=level,
    )


def side_by_side(parts: list[Estimates]) -> Estimates:
    """Estimates of the same groups joined along the items."""
    return _joined(parts, axis=1)


def stacked(parts: list[Estimates]) -> Estimates:
    """Estimates of the same items joined along the groups."""
    return _joined(parts, axis=0)


def _joined(parts: list[Estimates], axis: int) -> Estimates:
    arrays = [part.arrays() for part in parts]
    joined = {name: np.concatenate([each[name] for each in arrays], axis=axis) for name in arrays[0]}
    return Estimates(**joined, level=parts[0].level)


def base_states(n: FloatArray, weight: FloatArray, counted: FloatArray, df: FloatArray) -> TextArray:
    """The state of each estimate that its base alone decides; see estimates.STATES."""
    state = np.full(n.shape, "", dtype="<U14")
    state[df < 1] = "no_df"
    state[counted == 1] = "single"
    state[weight <= 0] = "zero_weight"
    state[n == 0] = "empty"
    return state


def limited_df(design: Design, df: FloatArray) -> FloatArray:
    """The degrees of freedom, but no more than those of the design's replicate weights."""
    return df if design.replicates is None else np.minimum(df, design.replicates.df)


def design_effect(
    variance: FloatArray, spread: FloatArray, counted: FloatArray, weight: FloatArray, kish: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The design effect deff, which is the variance over that of simple random sampling with replacement,
    spread · n / (n - 1) / n, and the effective size n_eff, which is n / deff.

    spread: the weighted variance of the answers in the base. Where it or the variance is 0, n_eff is Kish's
    effective size, and deff is 0 for a fixed value and NaN for answers that do not vary.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        simple = np.where(spread > 0, spread / (counted - 1), np.nan)
        deff = np.where(counted > 1, variance / simple, np.nan)
        usual = np.isfinite(deff) & (deff > 0)
        n_eff = np.where(usual, counted / deff, np.where(kish > 0, weight**2 / kish, 0.0))
    return deff, n_eff
