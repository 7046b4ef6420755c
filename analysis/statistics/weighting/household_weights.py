"""One weight for all respondents of a household, calibrated to margins of persons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import FloatArray, IntArray, as_codes
from analysis.statistics.weighting.calibration import Calibration
from analysis.statistics.weighting.given_weights import checked_weights, scaled_weights
from analysis.statistics.weighting.newton_calibration import Total, calibrate
from analysis.statistics.weighting.population_margins import CalibrationError, Margin, check_margins


def calibrate_households(
    weights: ArrayLike,
    households: ArrayLike,
    margins: Sequence[Margin] = (),
    totals: Sequence[Total] = (),
    total: float | None = None,
    method: str = "raking",
    bounds: tuple[float, float] | None = None,
) -> Calibration:
    """Calibrated weights (n,) that all members of a household share.

    households (n,): the label of each respondent's; its members have one start weight. Each column of the
    margins and totals is replaced by its mean in the household before `calibrate` meets its target, so that
    the ratio to the start weight is one for all of them (Lemaître & Dufour 1987; `aggregate.stage` of R's
    calibrate). Methods and bounds are those of `calibrate`.

    ValueError where members of a household differ in their start weight; CalibrationError as `calibrate`.
    """
    start = checked_weights(weights)
    codes, labels = as_codes(households, "households", len(start))
    check_one_weight(start, codes, labels)
    if margins:
        check_margins(margins, start)
    scaled = scaled_weights(start, total)
    columns = [column for margin in margins for column in category_totals(margin, scaled)]
    means = [
        Total(each.name, household_means(each.values, codes, len(labels)), each.total)
        for each in (*whole(scaled, margins), *columns, *totals)
    ]
    if not means:
        raise CalibrationError("households: expected margins or totals, found none")
    found = calibrate(scaled, (), means, method=method, bounds=bounds)
    return replace(found, margins=tuple(margins), households=codes)


def whole(scaled: FloatArray, margins: Sequence[Margin]) -> list[Total]:
    """The sum of the weights as a total, which margins hold."""
    return [Total("(all)", np.ones(len(scaled)), float(scaled.sum()))] if margins else []


def category_totals(margin: Margin, scaled: FloatArray) -> list[Total]:
    """The categories of a margin but the last as totals of ones: with the sum of all they say the last."""
    codes, shares = margin.column_codes, margin.target_shares(scaled)
    return [
        Total(f"{margin.name} {margin.labels[place]}", (codes == place).astype(float), float(share))
        for place, share in enumerate(shares[:-1] * scaled.sum())
    ]


def household_means(values: FloatArray, codes: IntArray, size: int) -> FloatArray:
    """The mean of values (n,) in each respondent's household."""
    return np.asarray((np.bincount(codes, values, size) / np.bincount(codes, minlength=size))[codes])


def check_one_weight(start: FloatArray, codes: IntArray, labels: np.ndarray) -> None:
    """ValueError naming households whose members differ in their start weight."""
    low, high = np.full(len(labels), np.inf), np.full(len(labels), -np.inf)
    np.minimum.at(low, codes, start)
    np.maximum.at(high, codes, start)
    apart = high - low > 1e-9 * high
    if apart.any():
        named = ", ".join(str(label) for label in labels[apart][:20])
        raise ValueError(
            f"households: members of {named} differ in their start weight; expected one for a household"
        )
