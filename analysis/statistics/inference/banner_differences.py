"""Differences between the groups of many breakdowns, for every answer of many questions at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, add_up, one_thread
from analysis.statistics.coded_answers import Categories, CodedAnswers, Items, items_of, layers_of
from analysis.statistics.design import Design
from analysis.statistics.estimates.estimates import limited_df
from analysis.statistics.estimates.means import base_counts, in_base, numbers
from analysis.statistics.inference.comparison_sides import Against, compared_pairs, group_sides
from analysis.statistics.inference.differences import (
    Differences,
    collected,
    difference_state,
    differences,
    joined,
    tested,
)
from analysis.statistics.moments import Moments, moments
from analysis.statistics.variance import crossed_sums, group_sums, quadratic, score_products, shared_out

Ways = tuple[Literal["pairs", "rest"], ...]
GroupDifferences = dict[Against, Differences]
"""The differences of one breakdown's groups: "pairs", every two of them; "rest", each with the rest."""


def banner_differences(
    design: Design,
    questions: Sequence[CodedAnswers],
    breakdowns: Sequence[CodedAnswers],
    ways: Ways = ("pairs", "rest"),
    domain: BoolArray | None = None,
    level: float = 0.95,
    least: int = 30,
    wanted: BoolArray | None = None,
) -> list[GroupDifferences]:
    """Differences between the groups of every breakdown, for the answers of all questions side by side.

    ways: "pairs", "rest", or both. wanted (breakdowns, questions): which questions are compared in which
    breakdown; all without it. The same numbers as `differences` gives one by one, without correction. Where
    each respondent is a primary unit and groups do not overlap, they follow from the tables that the shares
    follow from.
    """
    chosen = np.ones((len(breakdowns), len(questions)), dtype=bool) if wanted is None else wanted
    is_simple = design.psu is None and design.replicates is None
    is_quick = [is_simple and isinstance(groups, Categories) for groups in breakdowns]
    quick = [groups for groups, at_once in zip(breakdowns, is_quick, strict=True) if at_once]
    found = from_tables(design, questions, quick, domain)
    items = np.repeat(np.arange(len(questions)), [question.k for question in questions])
    rules = level, least
    return [
        group_differences(design, next(found), chosen[place, items], ways, *rules)
        if is_quick[place]
        else one_by_one(design, list(compress(questions, chosen[place])), groups, ways, domain, *rules)
        for place, groups in enumerate(breakdowns)
    ]


def from_tables(
    design: Design,
    questions: Sequence[CodedAnswers],
    breakdowns: Sequence[CodedAnswers],
    domain: BoolArray | None,
) -> Iterator[GroupSums]:
    """The sums of each breakdown, whose groups do not overlap, from one pass over the respondents."""
    if not breakdowns:
        return
    items = items_of(questions)
    layers = [layer for groups in breakdowns for layer in layers_of(groups, domain, design.n)]
    with one_thread():
        yield from (share_sums(design, each, items) for each in moments(design, layers, items))


def one_by_one(
    design: Design,
    questions: Sequence[CodedAnswers],
    groups: CodedAnswers,
    ways: Ways,
    domain: BoolArray | None,
    level: float,
    least: int,
) -> GroupDifferences:
    """The differences question by question, whatever the design and the groups."""
    return {
        way: joined([differences(design, q, groups, way, domain, level, "none", least) for q in questions])
        for way in ways
    }


def number_differences(
    design: Design,
    y: ArrayLike,
    groups: CodedAnswers,
    ways: Ways = ("pairs", "rest"),
    domain: BoolArray | None = None,
    below: ArrayLike | None = None,
    level: float = 0.95,
    least: int = 30,
) -> GroupDifferences:
    """Differences between groups of the mean of y (n,), or of its ratio to `below`, without correction."""
    if design.psu is None and design.replicates is None and isinstance(groups, Categories):
        sums = number_sums(design, numbers(design, y, "y"), groups, domain, below)
        return group_differences(design, sums, np.ones(1, dtype=bool), ways, level, least)
    return {way: differences(design, y, groups, way, domain, level, "none", least, below) for way in ways}


@dataclass(frozen=True, eq=False)
class GroupSums:
    """The sums over groups that do not overlap from which their differences follow, for every item.

    A figure is a ratio of two weighted totals, and its score has two parts: for a share those who gave the
    answer (1 - p) and the others in the base (-p); for a mean or a ratio R the number y (1) and its
    denominator x (-R). `is_share` says which. sums (2, H, G, items): of the parts by stratum. squares (3, G,
    items): the variance's sums of squares of the first, of the second, and of their product. start, form (2,
    q, G, items): cross-products with the calibration columns, None without calibration. n (G, items); df and
    shared (items,): degrees of freedom and the factor of the policy "average" of all groups together. origin
    (items,): the number that y is counted from.
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

    def of(self, items: BoolArray) -> GroupSums:
        """The same for some of the items."""
        if items.all():
            return self
        arrays = {name: value for name in ITEMWISE if (value := getattr(self, name)) is not None}
        return replace(self, **{name: value[..., items] for name, value in arrays.items()})


ITEMWISE = ("sums", "squares", "start", "form", "n", "df", "shared", "origin")


def share_sums(design: Design, found: Moments, items: Items) -> GroupSums:
    """The sums of one breakdown for all answers, from its moments."""
    k, base = items.n_items, items.base
    own, whole = found.squares[:, :k], found.squares[:, base]
    in_strata = found.sums[:, :, base].sum(axis=1) > 0
    strata = add_up(in_strata.astype(float))
    alone = add_up((in_strata & design.lonely[:, None]).astype(float))
    units = found.units[:, items.question].sum(axis=0)
    return GroupSums(
        is_share=True,
        sums=answered_and_not(found.sums, k, base),
        squares=np.stack([own, whole - own, np.zeros_like(own)]),
        start=None if found.start is None else answered_and_not(found.start, k, base),
        form=None if found.form is None else answered_and_not(found.form, k, base),
        n=found.n[:, base].astype(np.intp),
        df=limited_df(design, units - strata),
        shared=shared_out(design, strata, alone),
        origin=np.zeros(k),
    )


def answered_and_not(table: FloatArray, k: int, base: IntArray) -> FloatArray:
    """The sums (2, ..., items) of those who gave each answer, and of the others in its base."""
    return np.stack([table[:, :, :k], table[:, :, base] - table[:, :, :k]])


def number_sums(
    design: Design, y: FloatArray, groups: Categories, domain: BoolArray | None, below: ArrayLike | None
) -> GroupSums:
    """The sums of one breakdown for a mean, or for a ratio to `below`."""
    x = np.where(np.isnan(y), np.nan, 1.0) if below is None else numbers(design, below, "below")
    absent = np.isnan(y) | np.isnan(x)
    (layer,) = layers_of(groups, domain, design.n)
    codes, size = in_base(layer, np.where(absent, np.nan, y)), layer.size
    y, x = (np.where(codes < size, values, 0.0) for values in (y, x))
    total = design.weights @ x
    origin = design.weights @ y / total if total else 0.0
    parts = (y - origin * x, x)
    start, form = zip(*(score_products(design, part, codes, size) for part in parts), strict=True)
    _, _, df, shared = base_counts(design, np.where(codes < size, 0, 1), 1)
    strata = len(design.spread)
    products = (parts[0] ** 2, parts[1] ** 2, parts[0] * parts[1])
    return GroupSums(
        is_share=False,
        sums=np.stack(
            [crossed_sums(design.stratum, strata, codes, size, design.weights * part) for part in parts]
        )[..., None],
        squares=np.stack([group_sums(codes, size, design.exact_squares * part) for part in products])[
            ..., None
        ],
        start=None if start[0] is None else np.stack(start)[..., None],
        form=None if form[0] is None else np.stack(form)[..., None],
        n=np.bincount(codes, minlength=size + 1)[:size, None],
        df=df,
        shared=shared,
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
    """The sides of which each holds some groups: `holds` (sides, groups) of 0 and 1."""
    together = np.einsum("sg,pgi->psi", holds, sums.sums.sum(axis=1))
    base = together.sum(axis=0) if sums.is_share else together[1]
    some = np.where(base != 0, base, np.nan)
    ratio = together[0] / some
    first = (1 - ratio if sums.is_share else 1.0) / some
    both = np.nan_to_num(np.stack([first, -ratio / some]))

    def scored(table: FloatArray | None) -> FloatArray | None:
        held = None if table is None else np.einsum("sg,phgi->phsi", holds, table)
        return None if held is None else (both[:, None] * held).sum(axis=0)

    one, two, mixed = np.einsum("sg,pgi->psi", holds, sums.squares)
    squares = both[0] ** 2 * one + both[1] ** 2 * two + 2 * both[0] * both[1] * mixed
    by_stratum = scored(sums.sums)
    assert by_stratum is not None
    n = (holds @ sums.n).astype(np.intp)
    return SideScores(ratio + sums.origin, squares, by_stratum, scored(sums.start), scored(sums.form), n)


def group_differences(
    design: Design, sums: GroupSums, wanted: BoolArray, ways: Ways, level: float, least: int
) -> GroupDifferences:
    """The differences between groups that do not overlap, for the items of the mask `wanted` (items,)."""
    sums = sums.of(wanted)
    k = len(sums.n)
    own = side_scores(sums, np.eye(k))
    found: GroupDifferences = {}
    for way in ways:
        other = own if way == "pairs" else side_scores(sums, group_sides(k, way)[k:])
        pairs = compared_pairs(k, "pairs") if way == "pairs" else np.repeat(np.arange(k)[:, None], 2, axis=1)
        found[way] = side_differences(design, sums, own, other, pairs, way, level, least)
    return found


def side_differences(
    design: Design,
    sums: GroupSums,
    one: SideScores,
    other: SideScores,
    pairs: IntArray,
    against: Against,
    level: float,
    least: int,
) -> Differences:
    """The differences (pairs, items) of sides without a respondent in common."""
    first, second = pairs.T
    value = one.value[first] - other.value[second]
    squares = one.squares[first] + other.squares[second]

    def apart(own: FloatArray | None, others: FloatArray | None) -> FloatArray | None:
        return None if own is None or others is None else own[:, first] - others[:, second]

    by_stratum = apart(one.sums, other.sums)
    assert by_stratum is not None
    start, form = apart(one.start, other.start), apart(one.form, other.form)
    se = np.sqrt(quadratic(design, squares, squares, by_stratum, start, form) * sums.shared)
    state = difference_state(value, se, np.minimum(one.n[first], other.n[second]) < least)
    found = tested(value, se, np.broadcast_to(sums.df, value.shape), state, level)
    return collected(pairs, against, found, level, "none")
