"""Direct standardisation: the mean or share that groups would have if they were composed alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, as_numbers, respondent_numbers
from analysis.statistics.coded_answers import Categories, CodedAnswers, check_length, checked_mask
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import Estimates, base_states, single_item, stacked
from analysis.statistics.estimates.intervals import linear
from analysis.statistics.estimates.joint_estimates import vcov
from analysis.statistics.estimates.means import base_counts


def standardised_means(
    design: Design,
    y: ArrayLike,
    classes: Categories,
    composition: ArrayLike,
    groups: CodedAnswers | None = None,
    domain: BoolArray | None = None,
    level: float = 0.95,
) -> Estimates:
    """The weighted mean of y in every group at a stated composition: Estimates (groups, 1), in the unit of y.

    classes: of each respondent, such as age; composition (classes.k,): the part of each class in the
    standard, or counts. The means of the classes are added up by their parts; their covariance is that of the
    design (Kalton 1968; R's svystandardize). y (n,): NaN outside the base; 1 and 0 make shares, as
    `answer_columns` has them. No value where a class that has a part has nobody. ValueError for parts that
    are not those of the classes.
    """
    values = respondent_numbers(y, design.n, "y")
    check_length(classes, design.n)
    parts = composition_of(composition, classes.k)
    inside = np.ones(design.n, dtype=bool) if domain is None else checked_mask(domain, design.n)
    inside = inside & ~np.isnan(values) & classes.in_base
    masks = [inside] if groups is None else [inside & groups.chose(item) for item in range(groups.k)]
    return stacked([_of_group(design, values, classes, parts, mask, level) for mask in masks])


def at_composition(values: FloatArray, covariance: FloatArray, parts: FloatArray) -> tuple[float, float]:
    """The figure at a stated composition and its standard error, from the figures (k,) of the classes, their
    covariance (k, k) and parts; NaN where a class that has a part has no figure."""
    used = np.flatnonzero(parts > 0)
    part, own = parts[used], values[used]
    if not np.isfinite(own).all():
        return np.nan, np.nan
    variance = float(part @ covariance[np.ix_(used, used)] @ part)
    return float(part @ own), float(np.sqrt(max(variance, 0.0)))


def composition_of(given: ArrayLike, k: int) -> FloatArray:
    """The parts (k,) of the classes, which add up to 1; ValueError for other numbers."""
    parts = as_numbers(given, "composition")
    if parts.shape != (k,) or not np.isfinite(parts).all() or (parts < 0).any() or not parts.sum() > 0:
        raise ValueError(
            f"composition: expected the part of each of the {k} classes, 0 or more, found {parts.tolist()}"
        )
    return np.asarray(parts / parts.sum())


def _of_group(
    design: Design, y: FloatArray, classes: Categories, parts: FloatArray, inside: BoolArray, level: float
) -> Estimates:
    columns = [np.where(inside & classes.chose(item), y, np.nan) for item in range(classes.k)]
    found = vcov(design, np.stack(columns, axis=1))
    outside = (~inside).astype(np.intp)
    n, counted, df, _ = base_counts(design, outside, 1)
    weight = np.array([design.weights[inside].sum()])
    kish = np.array([(design.weights[inside] ** 2).sum()])
    state = base_states(n, weight, counted, df)
    figure, error = at_composition(found.value, found.covariance, parts)
    value = np.array([figure])
    state[np.isnan(value) & (weight > 0)] = "no_class"
    value = np.where(state == "no_class", np.nan, value)
    se = np.where(np.isin(state, ("", "no_df")), error, np.nan)
    n_eff = np.divide(weight**2, kish, out=np.zeros(1), where=kish > 0)
    limits = linear(value, se, df, level)
    return single_item(value, se, limits, "linear", n, n_eff, weight, np.full(1, np.nan), df, state, level)
