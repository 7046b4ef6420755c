"""Population margins: what the shares of the weighted sample must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.answers import whole_numbers
from analysis.statistics.arrays import FloatArray, IntArray

ROUNDING = 0.002  # published percentages that sum to 99.8-100.2 are rounded, not wrong


class CalibrationError(ValueError):
    """Margins that no weights can meet, or that the method did not reach; the message names every
    offender."""


@dataclass(frozen=True, eq=False)
class Margin:
    """Shares of the population by category.

    codes (n,): 0..k-1, and -1 for a respondent whose category is not known. categories: k names. shares (k,):
    summing to 1 or to 100, up to the rounding of published figures (0.2 %), and then scaled to 1 exactly.
    """

    name: str
    codes: IntArray
    categories: tuple[str, ...]
    shares: FloatArray

    def __init__(self, name: str, codes: ArrayLike, categories: Sequence[str], shares: ArrayLike) -> None:
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "codes", whole_numbers(codes))
        object.__setattr__(self, "categories", tuple(categories))
        object.__setattr__(self, "shares", unit_shares(np.asarray(shares, dtype=float)))

    @property
    def labels(self) -> tuple[str, ...]:
        """The categories, and (unknown) where some respondents have none."""
        return (*self.categories, "(unknown)") if (self.codes < 0).any() else self.categories

    @property
    def column_codes(self) -> IntArray:
        """Codes with unknown as a last category of its own."""
        return np.where(self.codes < 0, len(self.categories), self.codes)

    def target_shares(self, start: FloatArray) -> FloatArray:
        """Target share of each of `labels`: the unknown keep their start share, the others divide the
        rest."""
        if len(self.labels) == len(self.categories):
            return self.shares
        unknown = start[self.codes < 0].sum() / start.sum()
        return np.append(self.shares * (1 - unknown), unknown)


def crossed_margin(name: str, first: Margin, second: Margin, shares: ArrayLike) -> Margin:
    """The margin of two crossed: shares (categories of the first, of the second); unknown where either is
    unknown."""
    table = np.asarray(shares, dtype=float)
    if table.shape != (len(first.categories), len(second.categories)):
        raise CalibrationError(
            f"{name}: expected one share for each pair of categories"
            f" ({len(first.categories)}, {len(second.categories)}), found {table.shape}"
        )
    known = (first.codes >= 0) & (second.codes >= 0)
    codes = np.where(known, first.codes * len(second.categories) + second.codes, -1)
    labels = [f"{one}, {two}" for one in first.categories for two in second.categories]
    return Margin(name, codes, labels, table.ravel())


def unit_shares(shares: FloatArray) -> FloatArray:
    """Shares scaled to 1 when they sum to 1 or 100 up to rounding; as they are otherwise (`problems_of` names
    them)."""
    total = shares.sum()
    for unit in (1.0, 100.0):
        if abs(total / unit - 1) <= ROUNDING:
            return np.asarray(shares / total)
    return shares


def check_margins(margins: Sequence[Margin], start: FloatArray) -> None:
    """CalibrationError naming everything in the margins that no weights can meet."""
    if not margins:
        raise CalibrationError("Calibration needs at least one margin.")
    problems = [problem for margin in margins for problem in problems_of(margin, start)]
    if problems:
        raise CalibrationError(
            "These margins cannot be met:\n" + "\n".join(f"- {problem}" for problem in problems)
        )


def problems_of(margin: Margin, start: FloatArray) -> list[str]:
    """What is impossible in one margin, in words."""
    k = len(margin.categories)
    if len(margin.shares) != k:
        return [f"{margin.name}: {k} categories but {len(margin.shares)} shares"]
    if len(margin.codes) != len(start):
        return [f"{margin.name}: {len(margin.codes)} codes for {len(start)} respondents"]
    if margin.codes.min() < -1 or margin.codes.max() >= k:
        return [
            f"{margin.name}: codes from {margin.codes.min()} to {margin.codes.max()}, expected -1 to {k - 1}"
        ]
    return [*problems_of_shares(margin), *problems_of_categories(margin, start)]


def problems_of_shares(margin: Margin) -> list[str]:
    """Shares that are negative, missing or do not sum."""
    if not np.isfinite(margin.shares).all() or (margin.shares < 0).any():
        return [f"{margin.name}: shares must be numbers of at least 0, found {margin.shares.tolist()}"]
    if abs(margin.shares.sum() - 1) > 1e-9:
        return [f"{margin.name}: shares sum to {margin.shares.sum():.6g}, expected 1 or 100"]
    return []


def problems_of_categories(margin: Margin, start: FloatArray) -> list[str]:
    """Categories with a target and nobody in them, and categories with respondents and a target of 0."""
    present = np.bincount(margin.column_codes, start, len(margin.categories)) > 0
    problems = []
    for category, share, found in zip(margin.categories, margin.shares, present, strict=False):
        if share > 0 and not found:
            problems.append(
                f"{margin.name} = {category}: target {share:.4%} but no respondent with a weight. Merge it."
            )
        if share == 0 and found:
            problems.append(f"{margin.name} = {category}: target 0 but it has respondents: merge it.")
    return problems
