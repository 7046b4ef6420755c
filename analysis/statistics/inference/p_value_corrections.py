"""Corrections of p-values for the number of tests."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.statistics.arrays import FloatArray, IntArray

Correction = Callable[[FloatArray], FloatArray]


def holm(p: FloatArray) -> FloatArray:
    """p-values (m, ...) corrected along the first axis by Holm's method (1979): one false claim among all is
    unlikely. NaN is not counted."""
    return along_first(p, holm_column)


def benjamini_hochberg(p: FloatArray) -> FloatArray:
    """p-values (m, ...) corrected along the first axis by Benjamini and Hochberg's method (1995): few of the
    claims are false. NaN is not counted."""
    return along_first(p, benjamini_hochberg_column)


def uncorrected(p: FloatArray) -> FloatArray:
    """The p-values themselves."""
    return p


CORRECTIONS: dict[str, Correction] = {
    "holm": holm,
    "benjamini-hochberg": benjamini_hochberg,
    "none": uncorrected,
}


def within_families(p: FloatArray, families: IntArray, correct: Correction = holm) -> FloatArray:
    """p-values (m,) corrected family by family; families (m,): the code of each one's family."""
    corrected = np.full(p.shape, np.nan)
    order = np.argsort(families, kind="stable")
    edges = np.flatnonzero(np.diff(families[order])) + 1
    for places in np.split(order, edges):
        corrected[places] = correct(p[places])
    return corrected


def along_first(p: FloatArray, correct: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Each column corrected by itself, without its NaN."""
    corrected = np.full(p.shape, np.nan)
    for column in np.ndindex(p.shape[1:]):
        tested = ~np.isnan(p[(slice(None), *column)])
        corrected[(tested, *column)] = correct(p[(tested, *column)])
    return corrected


def holm_column(p: FloatArray) -> FloatArray:
    """Holm's step-down correction of one family."""
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1)
    return corrected


def benjamini_hochberg_column(p: FloatArray) -> FloatArray:
    """Benjamini and Hochberg's step-up correction of one family."""
    order = np.argsort(-p, kind="stable")
    stepped = np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1))
    corrected = np.empty_like(p)
    corrected[order] = np.minimum(stepped, 1)
    return corrected
