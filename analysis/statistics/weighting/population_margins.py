"""Population margins: the shares that the weighted sample must have, and why some cannot be met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, as_numbers, frozen
from analysis.statistics.coded_answers import whole_numbers

ROUNDING = 0.002  # published percentages that sum to 99.8-100.2 are rounded, not wrong
DUST = 1e-12  # what a sum of 100.2 may miss it by, as computers count

ADVICE = "Merge small categories, leave out a margin, or widen the bounds."


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
        object.__setattr__(self, "shares", frozen(unit_shares(as_numbers(shares, name))))

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
    table = as_numbers(shares, name)
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
        if abs(total / unit - 1) <= ROUNDING + DUST:
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


def indicator_matrix(members: IntArray, sizes: Sequence[int]) -> FloatArray:
    """The categories (cells, margins) as columns of 0 and 1 (cells, q)."""
    return np.concatenate([np.eye(size)[members[:, i]] for i, size in enumerate(sizes)], axis=1)


def column_names(margins: Sequence[Margin]) -> list[str]:
    """margin = category, in the order of the columns."""
    return [f"{margin.name} = {label}" for margin in margins for label in margin.labels]


def explain_cells(
    totals: FloatArray,
    factor: FloatArray,
    members: IntArray,
    margins: Sequence[Margin],
    targets: Sequence[FloatArray],
    steps: int,
) -> str:
    """The message for a raking that did not converge: contradictory categories if there are, else the worst
    one."""
    matrix = indicator_matrix(members, [len(target) for target in targets])
    wanted = np.concatenate(targets)
    offenders = unmet(matrix, totals, wanted, 0.0, np.inf, column_names(margins))
    if offenders:
        return f"These margins cannot be met together:\n{offenders}\n{ADVICE}"
    found = matrix.T @ (totals * factor)
    worst = int((np.abs(found - wanted) / np.maximum(wanted, 1e-12)).argmax())
    return not_reached("Raking", found, wanted, column_names(margins), steps, worst)


def not_reached(
    what: str, found: FloatArray, wanted: FloatArray, names: Sequence[str], steps: int, worst: int
) -> str:
    """The message that names the worst column, with its total and its target."""
    return (
        f"{what} did not converge in {steps} iterations: {names[worst]} is at {found[worst]:.6g},"
        f" target {wanted[worst]:.6g}. {ADVICE}"
    )


def unmet(
    matrix: FloatArray, start: FloatArray, wanted: FloatArray, low: float, high: float, names: Sequence[str]
) -> str:
    """One line per column that no weights between low and high times the start can bring to its target; "" if
    none.

    The linear programme that leaves the least total gap; columns (units, q), start (units,), wanted (q,).
    """
    gap = least_gaps(matrix, start, wanted, low, high)
    lines = [
        f"- {name}: target {target:.6g}, the nearest possible is {target + off:.6g}"
        for name, target, off in zip(names, wanted, gap, strict=True)
        if abs(off) > 1e-9 * abs(target) + 1e-12
    ]
    return "\n".join(lines)


def least_gaps(
    matrix: FloatArray, start: FloatArray, wanted: FloatArray, low: float, high: float
) -> FloatArray:
    """Distance (q,) from each target of the totals that leave the least gap in all; zeros when all can be
    met."""
    from scipy.optimize import linprog

    q, scale = len(wanted), np.maximum(np.abs(wanted), np.abs(matrix).T @ start)
    scale = np.where(scale > 0, scale, 1.0)
    share, gaps = (matrix * start[:, None] / scale).T, np.eye(q)
    cost = np.concatenate([np.zeros(len(start)), np.ones(2 * q)])
    limits = [(low, None if np.isinf(high) else high)] * len(start) + [(0, None)] * (2 * q)
    found = linprog(cost, A_eq=np.hstack([share, gaps, -gaps]), b_eq=wanted / scale, bounds=limits)
    if found.x is None or found.fun is None or found.fun < 1e-8:
        return np.zeros(q)
    short, over = found.x[len(start) :].reshape(2, q)
    return np.asarray((over - short) * scale)


def contradictory(normal: FloatArray, wanted: FloatArray, names: Sequence[str], shown: FloatArray) -> str:
    """The columns whose targets contradict each other though the columns add up; "" if none.

    normal (q, q): cross-products of the columns. Its null vectors are the sums that hold for every
    respondent; the targets must have them too. shown (q,): the targets in the units that they are known in.
    """
    size = np.sqrt(np.maximum(np.diag(normal), 1e-300))
    values, vectors = np.linalg.eigh(normal / np.outer(size, size))
    null = vectors[:, values < 1e-10 * values.max()] / size[:, None]
    off = np.abs(null.T @ wanted) > 1e-7 * (np.abs(null).T @ np.abs(wanted))
    if not off.any():
        return ""
    involved: BoolArray = np.asarray(np.abs(null[:, off]) * size[:, None] > 1e-6).any(axis=1).reshape(-1)
    lines = [
        f"- {name}: target {target:.6g}" for name, target, i in zip(names, shown, involved, strict=True) if i
    ]
    return "\n".join(lines)
