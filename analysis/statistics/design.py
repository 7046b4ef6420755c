"""The sampling design: the weight of each respondent, and how respondents were drawn.

A design is frozen, and a sub-population is a mask (n,): respondents outside it still count in the variance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.arrays import FloatArray, IntArray, as_codes, as_labels, as_numbers, frozen, on_grid
from analysis.statistics.crossed_codes import Axis, Pack, packed
from analysis.statistics.later_stages import DrawnUnits, Stage, drawn_fractions, drawn_units
from analysis.statistics.replicate_weights import Averaged, Replicates
from analysis.statistics.weighting.calibration import Calibration
from analysis.statistics.weighting.calibration_residuals import Residuals, residuals_of
from analysis.statistics.weighting.given_weights import checked_weights

SinglePsu = Literal["fail", "adjust", "average", "certainty"]


@dataclass(frozen=True, eq=False)
class Design:
    """A design of n respondents: weights, strata, primary units (PSUs), population sizes, calibration,
    replicate weights.

    weights (n,): finite, at least 0. strata, psus (n,): labels; PSU labels may repeat across strata; without
    PSUs each respondent is one. fpc: per respondent (or one number) the population of PSUs in the stratum, or
    the fraction drawn when no value exceeds 1. single_psu: what a stratum with one PSU gives to the variance,
    as R's survey.lonely.psu: "fail" refuses it by name, "certainty" gives 0, "adjust" takes its distance from
    the grand mean, "average" gives it the mean of the other strata. alone_in_domain: whether a stratum of
    which one PSU alone has respondents in a base is treated so as well, as R's survey.adjust.domain.lonely;
    under "adjust" and "average", without calibration, whose residuals every PSU has. stages: the selection
    within PSUs; without it one stage is counted, the usual "ultimate cluster" variance.
    calibration: its residuals enter every variance; its weights must be these weights. What is given is
    copied: the design does not follow later changes of the caller's arrays.

    ValueError names the respondents, labels or strata that cannot be used.
    """

    weights: FloatArray
    strata: NDArray[Any] | None = None
    psus: NDArray[Any] | None = None
    fpc: FloatArray | None = None
    single_psu: SinglePsu = "fail"
    calibration: Calibration | None = None
    replicates: Replicates | None = None
    alone_in_domain: bool = False
    stages: tuple[Stage, ...] = ()

    def __repr__(self) -> str:
        return f"design of {self.n} respondents, not displayed"

    def __init__(
        self,
        weights: ArrayLike,
        strata: ArrayLike | None = None,
        psus: ArrayLike | None = None,
        fpc: ArrayLike | None = None,
        single_psu: SinglePsu = "fail",
        calibration: Calibration | None = None,
        replicates: Replicates | None = None,
        alone_in_domain: bool = False,
        stages: Sequence[Stage] = (),
    ) -> None:
        given: dict[str, Any] = {
            "weights": checked_weights(weights),
            "strata": None if strata is None else frozen(as_labels(strata)),
            "psus": None if psus is None else frozen(as_labels(psus)),
            "fpc": None if fpc is None else frozen(as_numbers(fpc, "fpc")),
            "single_psu": single_psu,
            "calibration": calibration,
            "replicates": replicates,
            "alone_in_domain": bool(alone_in_domain),
            "stages": tuple(stages),
        }
        for name, value in given.items():
            object.__setattr__(self, name, value)
        check_attached(self)
        check_single_psus(self)
        check_stages(self)

    @property
    def n(self) -> int:
        """Number of respondents, in and out of any domain."""
        return len(self.weights)

    def calibrated(self, calibration: Calibration) -> Design:
        """The same design with the weights of a calibration, whose residuals then enter every variance.

        ValueError when the calibration is of other respondents, or made weights negative.
        """
        if len(calibration.weights) != self.n:
            raise ValueError(f"calibration: expected {self.n} weights, found {len(calibration.weights)}")
        negative = int((calibration.weights < 0).sum())
        if negative:
            raise ValueError(
                f"calibration: method {calibration.method!r} made {negative} weights negative."
                ' Use "truncated" or "logit" with bounds.'
            )
        return replace(self, weights=calibration.weights, calibration=calibration)

    def weighted_otherwise(self, weights: FloatArray) -> Design:
        """The same sample with other weights (n,), which nothing calibrates or replicates."""
        return replace(self, weights=weights, calibration=None, replicates=None)

    def with_replicates(self, replicates: Replicates) -> Design:
        """The same design with replicate weights attached: variances then come from them."""
        return replace(self, replicates=replicates)

    @cached_property
    def stratum(self) -> IntArray:
        """Code of the stratum (n,), 0 everywhere without strata."""
        return self._strata[0]

    @cached_property
    def stratum_labels(self) -> NDArray[Any]:
        """Label of each stratum, in the order of the codes."""
        return self._strata[1]

    @cached_property
    def _strata(self) -> tuple[IntArray, NDArray[Any]]:
        if self.strata is None:
            return np.zeros(self.n, dtype=np.intp), np.array(["(all)"])
        return as_codes(self.strata, "strata", self.n)

    @cached_property
    def psu(self) -> IntArray | None:
        """Code of the primary unit (n,), ordered by stratum; None when every respondent is a unit."""
        return None if self.psus is None else self._psus[0]

    @cached_property
    def psu_stratum(self) -> IntArray:
        """Code of the stratum of each primary unit."""
        return self.stratum if self.psus is None else self._psus[1]

    @cached_property
    def _psus(self) -> tuple[IntArray, IntArray]:
        within, labels = as_codes(self.psus if self.psus is not None else [], "psus", self.n)
        pairs, codes = np.unique(self.stratum * len(labels) + within, return_inverse=True)
        return codes.astype(np.intp), pairs // len(labels)

    @cached_property
    def psus_per_stratum(self) -> IntArray:
        """Number of primary units drawn in each stratum."""
        return np.bincount(self.psu_stratum, minlength=len(self.stratum_labels))

    @cached_property
    def fraction(self) -> FloatArray:
        """Fraction of the primary units drawn in each stratum; 0 where the population is taken as
        infinite."""
        return (
            np.zeros(len(self.stratum_labels))
            if self.fpc is None
            else drawn_fractions(self.fpc, self.stratum, self.psus_per_stratum, self.stratum_labels)
        )

    @cached_property
    def lonely(self) -> NDArray[np.bool_]:
        """True for strata with one primary unit that were not taken whole."""
        return np.asarray((self.psus_per_stratum == 1) & (self.fraction < 1))

    @cached_property
    def later_units(self) -> tuple[DrawnUnits, ...]:
        """The units of every stage after the first."""
        if not self.stages:
            return ()
        unit = np.arange(self.n) if self.psu is None else self.psu
        return drawn_units(self.stages, unit, self.psu_stratum, self.fraction)

    @property
    def counts_alone(self) -> bool:
        """Whether strata of which one unit alone is in a base have a variance of their own kind."""
        is_linearised = self.calibration is None and self.replicates is None
        return self.alone_in_domain and is_linearised and self.single_psu in ("adjust", "average")

    @property
    def is_simple(self) -> bool:
        """Whether variances follow from sums of w and w² alone: one stage, strata as they were drawn, and a
        calibration of respondents."""
        of_households = self.calibration is not None and self.calibration.households is not None
        return not self.stages and not self.counts_alone and not of_households

    @property
    def averaged(self) -> Averaged:
        """The strata that the policy "average" averages over: "base" those of the base, "all", or "" for
        none.

        After calibration it is all, because every stratum has residuals in whatever domain.
        """
        if self.single_psu != "average":
            return ""
        if self.replicates is not None:
            return self.replicates.averaged
        return "base" if self.calibration is None else "all"

    @cached_property
    def spread(self) -> FloatArray:
        """Per stratum, the factor of the sum of squares: (1 - f) m / (m - 1), or what the single-PSU policy
        says."""
        m = self.psus_per_stratum.astype(float)
        usual = (1 - self.fraction) * m / np.maximum(m - 1, 1)
        if self.single_psu == "adjust":
            return np.asarray(usual)
        return np.where(m == 1, 0.0, usual)

    @cached_property
    def centre(self) -> FloatArray:
        """Per stratum, the factor of the squared sum: spread / m, 0 for a stratum that is not centred at its
        own mean."""
        return np.where(self.psus_per_stratum == 1, 0.0, self.spread / np.maximum(self.psus_per_stratum, 1))

    @cached_property
    def residuals(self) -> Residuals | None:
        """What the variance needs of the calibration; None without one."""
        return None if self.calibration is None else residuals_of(self, self.calibration)

    @cached_property
    def exact_weights(self) -> FloatArray:
        """The weights (n,), rounded so that their sums are exact."""
        return on_grid(self.weights)

    @cached_property
    def exact_squares(self) -> FloatArray:
        """The terms spread · weight² (n,), rounded so that their sums are exact: where each respondent is a
        primary unit, they add up to the variance of a sum."""
        return on_grid(self.spread[self.stratum] * self.weights**2)

    @cached_property
    def exact_weight_squares(self) -> FloatArray:
        """The squared weights (n,), rounded so that their sums are exact."""
        return on_grid(self.weights**2)

    @cached_property
    def all_positive(self) -> bool:
        """True when no weight is 0."""
        return bool((self.weights > 0).all())

    @cached_property
    def margin_packs(self) -> list[Pack]:
        """The categories of the calibration's margins, several crossed at a time."""
        if self.calibration is None:
            return []
        columns = self.calibration.columns
        parts = zip(columns.codes, columns.sizes, columns.offsets, strict=True)
        return list(packed([Axis(code.astype(np.int32), np.arange(at, at + k)) for code, k, at in parts], 48))

    @cached_property
    def exact_start(self) -> FloatArray:
        """The weights before calibration (n,), rounded so that their sums are exact."""
        return self.exact_weights if self.calibration is None else on_grid(self.calibration.start_weights)


def check_attached(design: Design) -> None:
    """ValueError when an attached calibration or replicate weights are not those of these weights."""
    calibration, replicates = design.calibration, design.replicates
    if calibration is not None and not np.array_equal(calibration.weights, design.weights):
        raise ValueError(
            "calibration: its weights are not the weights of the design. Use design.calibrated(calibration)."
        )
    if replicates is not None and len(replicates.weights) != design.n:
        raise ValueError(f"replicates: expected {design.n} rows, found {len(replicates.weights)}")


def check_single_psus(design: Design) -> None:
    """ValueError naming the strata with one primary unit, under the policy "fail", and for a policy that is
    not known."""
    known = ("fail", "adjust", "average", "certainty")
    if design.single_psu not in known:
        raise ValueError(f"single_psu: expected one of {', '.join(known)}, found {design.single_psu!r}")
    if design.single_psu == "fail" and design.lonely.any():
        named = ", ".join(str(label) for label in design.stratum_labels[design.lonely][:20])
        raise ValueError(
            f"strata: {int(design.lonely.sum())} of {len(design.stratum_labels)} have a single primary"
            f" unit ({named}): their variance cannot be estimated. Merge them, or set single_psu"
            ' to "adjust", "average" or "certainty".'
        )


def check_stages(design: Design) -> None:
    """ValueError for stages without primary units or their population, and for single units that the policy
    leaves without a variance."""
    if not design.stages:
        return
    if design.psus is None or design.fpc is None:
        raise ValueError(
            "stages: expected psus and fpc with them; what is drawn within a unit counts by the part of the"
            " units that was drawn. Give both, or leave stages out for the variance between primary units"
        )
    alone = sum(int(units.lonely.sum()) for units in design.later_units)
    if alone and design.single_psu not in ("adjust", "certainty"):
        raise ValueError(
            f"stages: {alone} units have a single unit drawn within them: its variance cannot be estimated."
            ' Set single_psu to "adjust" or "certainty"'
        )
