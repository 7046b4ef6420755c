"""Differences between the groups of many breakdowns, for every answer of many questions at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, one_thread, respondent_numbers
from analysis.statistics.coded_answers import (
    Categories,
    CodedAnswers,
    Ticks,
    checked_mask,
    items_of,
    layers_of,
)
from analysis.statistics.design import Design
from analysis.statistics.inference.comparison_sides import Against, compared_pairs, group_sides, item_sides
from analysis.statistics.inference.differences import (
    Differences,
    collected,
    difference_state,
    differences,
    joined,
    side_by_side_differences,
    tested,
)
from analysis.statistics.inference.group_sums import (
    GroupSums,
    SideScores,
    number_sums,
    share_sums,
    side_scores,
)
from analysis.statistics.moments import moments
from analysis.statistics.variance import quadratic

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
    apart: int = 1,
) -> list[GroupDifferences]:
    """Differences between the groups of every breakdown, for the answers of all questions side by side.

    ways: "pairs", "rest", or both. wanted (breakdowns, questions): which questions are compared in which
    breakdown; all without it. apart: how many sets of as many groups a breakdown has side by side, each
    compared within itself. The same numbers as `differences` gives one by one, without correction. Where each
    respondent is a primary unit and groups do not overlap, they follow from the tables that the shares follow
    from; sets apart are taken of these alone, ValueError of others.
    """
    chosen = np.ones((len(breakdowns), len(questions)), dtype=bool) if wanted is None else wanted
    is_quick = [follow_from_tables(design, groups) for groups in breakdowns]
    quick = [groups for groups, at_once in zip(breakdowns, is_quick, strict=True) if at_once]
    if apart > 1 and not all(is_quick):
        raise ValueError("apart: expected groups that do not overlap, and respondents who are primary units")
    found = from_tables(design, questions, quick, domain, apart)
    items = np.repeat(np.arange(len(questions)), [question.k for question in questions])
    rules = level, least
    return [
        group_differences(design, next(found), chosen[place, items], ways, *rules)
        if is_quick[place]
        else one_by_one(design, list(compress(questions, chosen[place])), groups, ways, domain, *rules)
        for place, groups in enumerate(breakdowns)
    ]


def follow_from_tables(design: Design, groups: CodedAnswers) -> bool:
    """Whether the differences between groups follow from sums of w and w²: each respondent is a primary unit,
    the groups do not overlap."""
    by_respondent = design.psu is None and design.replicates is None and not design.counts_alone
    return by_respondent and isinstance(groups, Categories)


def from_tables(
    design: Design,
    questions: Sequence[CodedAnswers],
    breakdowns: Sequence[CodedAnswers],
    domain: BoolArray | None,
    apart: int,
) -> Iterator[GroupSums]:
    """The sums of each breakdown, whose groups do not overlap, from one pass over the respondents."""
    if not breakdowns:
        return
    items = items_of(questions)
    layers = [layer for groups in breakdowns for layer in layers_of(groups, domain, design.n)]
    with one_thread():
        yield from (share_sums(design, each, items, apart) for each in moments(design, layers, items))


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
    if follow_from_tables(design, groups):
        assert isinstance(groups, Categories)
        sums = number_sums(design, respondent_numbers(y, design.n, "y"), groups, domain, below)
        return group_differences(design, sums, np.ones(1, dtype=bool), ways, level, least)
    return {way: differences(design, y, groups, way, domain, level, "none", least, below) for way in ways}


def group_and_rest_differences(
    design: Design,
    answers: CodedAnswers | ArrayLike,
    groups: CodedAnswers,
    paired: IntArray,
    domain: BoolArray | None = None,
    level: float = 0.95,
    least: int = 30,
) -> tuple[Differences, Differences]:
    """Differences between every two of the groups numbered in `paired`, and between each group and the rest.

    The numbers that `differences` gives one by one, without correction: of a number from the tables of its
    groups where they can be, else from one covariance of all sides.
    """
    pairs = paired[compared_pairs(len(paired), "pairs")]
    if follow_from_tables(design, groups) and not isinstance(answers, Categories | Ticks):
        assert isinstance(groups, Categories)
        sums = number_sums(design, respondent_numbers(answers, design.n, "answers"), groups, domain, None)
        own = side_scores(sums, np.eye(groups.k))
        rest = side_scores(sums, group_sides(groups.k, "rest")[groups.k :])
        each = np.repeat(np.arange(groups.k)[:, None], 2, axis=1)
        return (
            side_differences(design, sums, own, own, pairs, "pairs", level, least),
            side_differences(design, sums, own, rest, each, "rest", level, least),
        )
    inside = np.ones(design.n, dtype=bool) if domain is None else checked_mask(domain, design.n)
    sides = list(item_sides(design, answers, groups, inside, "rest"))
    return (
        side_by_side_differences(sides, pairs, "pairs", level, "none", least),
        side_by_side_differences(sides, compared_pairs(groups.k, "rest"), "rest", level, "none", least),
    )


def group_differences(
    design: Design, sums: GroupSums, wanted: BoolArray, ways: Ways, level: float, least: int
) -> GroupDifferences:
    """The differences between groups that do not overlap, for the items of the mask `wanted` (items,); those
    of sets of groups apart one after the other."""
    sums = sums.of(wanted)
    k = len(sums.n) // sums.apart
    starts = k * np.arange(sums.apart)[:, None, None]
    own = side_scores(sums, np.eye(k))
    found: GroupDifferences = {}
    for way in ways:
        other = own if way == "pairs" else side_scores(sums, group_sides(k, way)[k:])
        pairs = compared_pairs(k, "pairs") if way == "pairs" else np.repeat(np.arange(k)[:, None], 2, axis=1)
        every = (pairs + starts).reshape(-1, 2)
        found[way] = side_differences(design, sums, own, other, every, way, level, least)
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
    se = np.sqrt(quadratic(design, squares, squares, by_stratum, start, form) * sums.shared[first])
    state = difference_state(value, se, np.minimum(one.n[first], other.n[second]) < least)
    found = tested(value, se, sums.df[first], state, level)
    return collected(pairs, against, found, level, "none")
