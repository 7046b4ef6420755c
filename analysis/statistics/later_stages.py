"""Stages of selection after the first: units drawn within primary units, and what they add to a variance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.arrays import FloatArray, IntArray, as_codes, as_labels, as_numbers, frozen


@dataclass(frozen=True, eq=False)
class Stage:
    """A stage of selection within the units of the stage before.

    units (n,): labels of the units drawn, which may repeat from one unit of the stage before to another. fpc:
    per respondent (or one number) how many such units there are in the unit of the stage before, and in the
    stratum within it, or the fraction drawn when no value exceeds 1. strata (n,): labels within the unit of
    the stage before.
    """

    units: NDArray[Any]
    fpc: FloatArray
    strata: NDArray[Any] | None = None

    def __repr__(self) -> str:
        return f"stage of {len(self.units)} respondents, not displayed"

    def __init__(self, units: ArrayLike, fpc: ArrayLike, strata: ArrayLike | None = None) -> None:
        object.__setattr__(self, "units", frozen(as_labels(units)))
        object.__setattr__(self, "fpc", frozen(as_numbers(fpc, "stages: fpc")))
        object.__setattr__(self, "strata", None if strata is None else frozen(as_labels(strata)))

    def among(self, where: NDArray[np.bool_]) -> Stage:
        """The stage of the respondents in the mask `where` (n,)."""
        fpc = self.fpc if self.fpc.ndim == 0 else self.fpc[where]
        return Stage(self.units[where], fpc, None if self.strata is None else self.strata[where])


@dataclass(frozen=True, eq=False)
class DrawnUnits:
    """The units of one stage: unit (n,), the stratum of each unit, and by stratum their number, the fraction
    drawn, and the product of the fractions of the stages before."""

    unit: IntArray
    stratum: IntArray
    number: IntArray
    fraction: FloatArray
    before: FloatArray

    @property
    def lonely(self) -> NDArray[np.bool_]:
        """True for strata of one unit whose part in the variance cannot be known."""
        return np.asarray((self.number == 1) & (self.fraction < 1) & (self.before > 0))

    def covariance(self, weighted: FloatArray, adjusts: bool) -> FloatArray:
        """What the stage adds to the covariance (m, m) of sums of weighted scores (n, m): the part of it that
        the units of the stages before, of which not all were drawn, do not show.

        adjusts: whether the only unit of a stratum counts by its distance from 0.
        """
        size = len(self.stratum)
        totals = np.stack([np.bincount(self.unit, column, size) for column in weighted.T], axis=1)
        m = self.number.astype(float)
        sums = np.stack([np.bincount(self.stratum, column, len(m)) for column in totals.T], axis=1)
        usual = self.before * (1 - self.fraction) * m / np.maximum(m - 1, 1)
        spread = np.where((m == 1) & (not adjusts), 0.0, usual)
        centre = np.where(m == 1, 0.0, spread / m)
        squares = totals.T @ (totals * spread[self.stratum][:, None])
        return np.asarray(squares - sums.T @ (sums * centre[:, None]))


def drawn_units(
    stages: Sequence[Stage], unit: IntArray, unit_stratum: IntArray, fraction: FloatArray
) -> tuple[DrawnUnits, ...]:
    """The units of every stage after the first, whose units (n,), strata and fractions are given.

    ValueError for labels of other respondents, and naming the units within which a fraction is impossible.
    """
    found: list[DrawnUnits] = []
    before = fraction[unit_stratum]  # of each unit of the stage before
    for number, stage in enumerate(stages, start=2):
        n = len(unit)
        stratum, parent = unit, np.arange(unit.max() + 1)
        if stage.strata is not None:
            codes, labels = as_codes(stage.strata, f"stage {number}: strata", n)
            pairs, stratum = np.unique(unit * len(labels) + codes, return_inverse=True)
            parent = pairs // len(labels)
        codes, labels = as_codes(stage.units, f"stage {number}: units", n)
        pairs, own = np.unique(stratum * len(labels) + codes, return_inverse=True)
        of_unit = pairs // len(labels)
        drawn = np.bincount(of_unit, minlength=len(parent))
        names = np.array([f"unit {place + 1} of stage {number - 1}" for place in parent], dtype=object)
        part = drawn_fractions(stage.fpc, stratum, drawn, names, "unit and stratum within it")
        found.append(DrawnUnits(own, of_unit, drawn, part, before[parent]))
        unit, before = own, (before[parent] * part)[of_unit]
    return tuple(found)


def drawn_fractions(
    fpc: FloatArray, stratum: IntArray, drawn: IntArray, names: NDArray[Any], where: str = "stratum"
) -> FloatArray:
    """Fraction drawn in each stratum, from population sizes or fractions per respondent; ValueError naming
    strata where it is impossible."""
    per_respondent = np.broadcast_to(fpc, stratum.shape)
    largest, smallest = np.full(len(drawn), -np.inf), np.full(len(drawn), np.inf)
    np.maximum.at(largest, stratum, per_respondent)
    np.minimum.at(smallest, stratum, per_respondent)
    fraction = largest if fpc.max() <= 1 else drawn / largest
    wrong = (largest != smallest) | (fraction > 1) | (fraction < 0) | ~np.isfinite(fraction)
    if wrong.any():
        named = ", ".join(str(label) for label in names[wrong][:20])
        raise ValueError(
            f"fpc: expected one value per {where}, a fraction from 0 to 1 or at least the units drawn;"
            f" not so in {named}"
        )
    return fraction
