"""Sums over groups that do not overlap, from which the differences of every answer follow at once."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, add_up, on_grid, respondent_numbers
from analysis.statistics.coded_answers import Categories, Items, layers_of
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import limited_df
from analysis.statistics.estimates.means import base_counts, in_base
from analysis.statistics.moments import Moments
from analysis.statistics.variance import crossed_sums, group_sums, score_products, shared_out

ITEMWISE = ("sums", "squares", "start", "form", "n", "df", "shared", "origin")


@dataclass(frozen=True, eq=False)
class GroupSums:
    """The sums over groups that do not overlap from which their differences follow, for every item.

    A figure is a ratio of two weighted totals, and its score has two parts: for a share those who gave the
    answer (1 - p) and the others in the base (-p); for a mean or a ratio R the number y (1) and its
    denominator x (-R). `is_share` says which. sums (2, H, G, items): of the parts by stratum. squares (3, G,
    items): the variance's sums of squares of the first, of the second, and of their product. start, form (2,
    q, G, items): cross-products with the calibration columns, None without calibration. n (G, items); df and
    shared (G, items): degrees of freedom and the factor of the policy "average" of all groups that a group is
    compared with. origin (items,): the number that y is counted from. apart: how many sets of as many groups
    stand side by side, compared within each set alone.
    """

    is_share: bool
    sums: FloatArray
    squares: FloatArray
    start: FloatArray | None
    form: FloatArray | None
    n: IntArray
    df: FloatArray
    shared: FloatArray
    origin: FloatArray
    apart: int = 1

    def of(self, items: BoolArray) -> GroupSums:
        """The same for some of the items."""
        if items.all():
            return self
        arrays = {name: value for name in ITEMWISE if (value := getattr(self, name)) is not None}
        return replace(self, **{name: value[..., items] for name, value in arrays.items()})


def share_sums(design: Design, found: Moments, items: Items, apart: int = 1) -> GroupSums:
    """The sums of one breakdown for all answers, from its moments; of `apart` sets of groups side by side."""
    k, base = items.n_items, items.base
    own, whole = found.squares[:, :k], found.squares[:, base]
    size = len(own) // apart
    in_strata = found.sums[:, :, base].reshape(-1, apart, size, k).sum(axis=2) > 0
    strata = add_up(in_strata.astype(float))
    alone = add_up((in_strata & design.lonely[:, None, None]).astype(float))
    units = found.units[:, items.question].reshape(apart, size, k).sum(axis=1)
    return GroupSums(
        is_share=True,
        sums=answered_and_not(found.sums, k, base),
        squares=np.stack([own, whole - own, np.zeros_like(own)]),
        start=None if found.start is None else answered_and_not(found.start, k, base),
        form=None if found.form is None else answered_and_not(found.form, k, base),
        n=found.n[:, base].astype(np.intp),
        df=np.repeat(limited_df(design, units - strata), size, axis=0),
        shared=np.repeat(shared_out(design, strata, alone), size, axis=0),
        origin=np.zeros(k),
        apart=apart,
    )


def answered_and_not(table: FloatArray, k: int, base: IntArray) -> FloatArray:
    """The sums (2, ..., items) of those who gave each answer, and of the others in its base."""
    return np.stack([table[:, :, :k], table[:, :, base] - table[:, :, :k]])


def number_sums(
    design: Design, y: FloatArray, groups: Categories, domain: BoolArray | None, below: ArrayLike | None
) -> GroupSums:
    """The sums of one breakdown for a mean, or for a ratio to `below`."""
    x = np.where(np.isnan(y), np.nan, 1.0) if below is None else respondent_numbers(below, design.n, "below")
    absent = np.isnan(y) | np.isnan(x)
    (layer,) = layers_of(groups, domain, design.n)
    codes, size = in_base(layer, np.where(absent, np.nan, y)), layer.size
    y, x = (np.where(codes < size, values, 0.0) for values in (y, x))
    total = design.weights @ x
    mean = float(on_grid(design.weights * y).sum() / total) if total else 0.0
    origin = float(np.float32(mean))  # a short number near the mean: the same in any order of the rows
    parts = (y - origin * x, x)
    start, form = zip(*(score_products(design, part, codes, size) for part in parts), strict=True)
    _, _, df, shared = base_counts(design, np.where(codes < size, 0, 1), 1)
    strata = len(design.spread)
    products = (parts[0] ** 2, parts[1] ** 2, parts[0] * parts[1])
    return GroupSums(
        is_share=False,
        sums=np.stack(
            [
                crossed_sums(design.stratum, strata, codes, size, on_grid(design.weights * part))
                for part in parts
            ]
        )[..., None],
        squares=np.stack(
            [group_sums(codes, size, on_grid(design.exact_squares * part)) for part in products]
        )[..., None],
        start=None if start[0] is None else np.stack(start)[..., None],
        form=None if form[0] is None else np.stack(form)[..., None],
        n=np.bincount(codes, minlength=size + 1)[:size, None],
        df=np.tile(df, (size, 1)),
        shared=np.tile(shared, (size, 1)),
        origin=np.array([origin]),
    )


@dataclass(frozen=True, eq=False)
class SideScores:
    """The figures (sides, items) of some sides, and the sums of their scores; see GroupSums."""

    value: FloatArray
    squares: FloatArray
    sums: FloatArray
    start: FloatArray | None
    form: FloatArray | None
    n: IntArray


def side_scores(sums: GroupSums, holds: FloatArray) -> SideScores:
    """The figures of the sides and the sums of their scores; `holds` (sides, groups), of 0 and 1, says which
    groups make up a side, of each set of groups that is compared apart."""

    def held(table: FloatArray | IntArray) -> FloatArray:
        *outer, groups, items = table.shape
        split = table.reshape(*outer, sums.apart, groups // sums.apart, items)
        return np.asarray(np.einsum("sg,...gi->...si", holds, split).reshape(*outer, -1, items))

    together = held(sums.sums.sum(axis=1))
    base = together.sum(axis=0) if sums.is_share else together[1]
    some = np.where(base != 0, base, np.nan)
    ratio = together[0] / some
    first = (1 - ratio if sums.is_share else 1.0) / some
    both = np.nan_to_num(np.stack([first, -ratio / some]))

    def scored(table: FloatArray | None) -> FloatArray | None:
        return None if table is None else (both[:, None] * held(table)).sum(axis=0)

    one, two, mixed = held(sums.squares)
    squares = both[0] ** 2 * one + both[1] ** 2 * two + 2 * both[0] * both[1] * mixed
    by_stratum = scored(sums.sums)
    assert by_stratum is not None
    n = held(sums.n).astype(np.intp)
    return SideScores(ratio + sums.origin, squares, by_stratum, scored(sums.start), scored(sums.form), n)
