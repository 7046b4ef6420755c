"""Bounds of classes of a number that hold given shares of the weights, such as fifths."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

import numpy as np

from analysis.statistics.arrays import FloatArray
from analysis.statistics.estimates.quantiles import cumulated_shares, order_of


def class_bounds(y: FloatArray, weights: FloatArray, orders: Sequence[float]) -> list[float]:
    """The bounds between classes of y, rising, each value once; a class begins at its bound.

    y (n,): NaN for a respondent who is not in the base; weights (n,); orders: shares of the weights, rising,
    between 0 and 1. A class ends with the quantile of its order, the least value whose cumulated weight
    reaches it, which is in the class, as pandas' qcut has it. The bound is the roundest number above that
    value and not above the next one, which makes the same classes. Two orders that one value reaches give
    one bound, and none where no value is higher.
    """
    counted = ~np.isnan(y) & (weights > 0)
    values, used = y[counted], weights[counted]
    if not len(values):
        return []
    order = order_of(values)
    shares = cumulated_shares(values[order], used[order])
    quantiles = shares.read(np.asarray(orders, dtype=float), "math")
    places = np.unique(np.searchsorted(shares.values, quantiles))
    return [roundest(*shares.values[place : place + 2]) for place in places if place + 1 < len(shares.values)]


def roundest(low: float, high: float) -> float:
    """The number above low and not above high that is written with the fewest digits."""
    below, most = Decimal(repr(float(low))), Decimal(repr(float(high)))
    for exponent in range(most.adjusted(), int(most.as_tuple().exponent), -1):
        found = most.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_FLOOR)
        if found > below:
            return float(found)
    return float(high)
