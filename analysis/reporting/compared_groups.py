"""What the tests say of a figure in the groups of a breakdown: read from comparisons.csv, never computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Literal

from analysis.questionnaire import Survey
from analysis.questionnaire.kinds.answer_marks import aside_of
from analysis.results.comparison_rows import Comparison, Comparisons
from analysis.results.indicator_rows import IndicatorRow

Claim = Literal["up", "down", "tends_up", "tends_down", "highest", "lowest", "pair", "whole"]
"""What a test supports: a figure goes up or down along groups in order, all the way or on the whole; one
group is above or below each of the others; two differ; the groups differ, and no two of them surely."""
Silence = Literal["alike", "unclear", "apart", "hidden"]
"""Why nothing is claimed: no test finds a difference; one does before its correction and not after; too few
respondents in the groups; figures that are not published."""
SILENCES: tuple[Silence, ...] = ("unclear", "alike", "apart", "hidden")


@dataclass(frozen=True)
class GroupFinding:
    """What the tests say of a figure in the groups of a breakdown.

    high, low: the groups that the claim speaks of. left_out: groups with respondents that could not be
    compared. beside: groups such as "other" that differ from another, where no two groups that are named do.
    p: of the test that the claim rests on, corrected.
    """

    rows: tuple[IndicatorRow, ...]
    kind: Claim | Silence
    high: IndicatorRow | None = None
    low: IndicatorRow | None = None
    left_out: tuple[IndicatorRow, ...] = ()
    beside: tuple[IndicatorRow, ...] = ()
    p: float = 1.0

    @property
    def is_claim(self) -> bool:
        """Whether the groups differ."""
        return self.kind not in SILENCES


def group_finding(survey: Survey, rows: Sequence[IndicatorRow], comparisons: Comparisons) -> GroupFinding:
    """What the tests say of one figure in the groups `rows` of a breakdown, in their order.

    The test of the whole breakdown, or that of a trend, decides whether there is a difference, corrected over
    the report; two groups are then named where their own test holds, corrected within the breakdown. Groups
    such as "other" are compared with nothing.
    """
    key = rows[0].indicator, rows[0].breakdown, rows[0].item
    named = [row for row in rows if _is_named(survey, row)]
    pairs = _pairs(named, comparisons)
    inside = {row.group for pair in pairs for row in (pair.higher, pair.lower)}
    compared = [row for row in named if row.group in inside]
    elsewhere = {code for row in rows for code in row.counted_with}
    left_out = tuple(row for row in named if row.group not in inside | elsewhere and row.mark != "empty")
    table, trend = comparisons.table(*key) or comparisons.table(*key[:2]), comparisons.trend(*key)
    if not pairs or table is None or not table.is_tested:
        published = [row for row in named if row.is_shown and not row.is_fixed]
        return GroupFinding(tuple(rows), "apart" if len(published) > 1 else "hidden")
    aside = [row for row in rows if row not in named and row.is_shown and not row.is_fixed]
    found = _claim(compared, aside, pairs, table, trend)
    if found is None:
        found = GroupFinding((), _silence(rows[0].level, table, trend))
    beside = _differing([*compared, *aside], aside, comparisons) if found.kind == "whole" else ()
    return replace(found, rows=tuple(rows), left_out=left_out, beside=beside)


@dataclass(frozen=True)
class _Pair:
    higher: IndicatorRow
    lower: IndicatorRow
    holds: bool
    is_denied: bool

    @property
    def gap(self) -> float:
        return self.higher.shown_value - self.lower.shown_value


def _is_named(survey: Survey, row: IndicatorRow) -> bool:
    """Whether a group may be spoken of: it does not stand aside, and no weighting fixes its figure."""
    question = survey.questions.get(row.breakdown)
    return not row.is_fixed and (question is None or aside_of(question, row.group) is None)


def _pairs(rows: Sequence[IndicatorRow], comparisons: Comparisons) -> list[_Pair]:
    """Every two groups that were tested."""
    if not rows:
        return []
    of = {row.group: row for row in rows}
    found = []
    for each in comparisons.groups(rows[0].indicator, rows[0].item, rows[0].breakdown):
        if each.group in of and each.against_group in of:
            a, b = of[each.group], of[each.against_group]
            higher, lower = (a, b) if a.shown_value >= b.shown_value else (b, a)
            found.append(_Pair(higher, lower, each.holds(a.level), each.denies(a.level)))
    return found


def _differing(
    rows: Sequence[IndicatorRow], aside: Sequence[IndicatorRow], comparisons: Comparisons
) -> tuple[IndicatorRow, ...]:
    """The groups `aside` that surely differ from another of `rows`."""
    clear = [pair for pair in _pairs(rows, comparisons) if pair.holds]
    return tuple(row for row in aside if any(row in (pair.higher, pair.lower) for pair in clear))


def _claim(
    compared: Sequence[IndicatorRow],
    aside: Sequence[IndicatorRow],
    pairs: Sequence[_Pair],
    table: Comparison,
    trend: Comparison | None,
) -> GroupFinding | None:
    """The strongest claim that holds: a trend, a group apart from all others, two groups, the whole.

    No group is the highest or lowest of all where one that stands `aside` is beyond it.
    """
    level = compared[0].level
    if trend is not None and trend.holds(level) and (along := _along(compared, pairs, trend)):
        return along
    if not table.holds(level):
        return None
    p = table.p_adjusted or 0.0
    clear = [pair for pair in pairs if pair.holds]
    if not clear:
        return GroupFinding((), "whole", p=p)
    ordered = sorted(compared, key=lambda row: row.shown_value)
    others = len(ordered) - 1
    every = sorted([*ordered, *aside], key=lambda row: row.shown_value)
    is_highest, is_lowest = every[-1] is ordered[-1], every[0] is ordered[0]
    if is_highest and others > 1 and sum(pair.higher is ordered[-1] for pair in clear) == others:
        return GroupFinding((), "highest", ordered[-1], ordered[0], p=p)
    if is_lowest and others > 1 and sum(pair.lower is ordered[0] for pair in clear) == others:
        return GroupFinding((), "lowest", ordered[-1], ordered[0], p=p)
    widest = max(clear, key=lambda pair: pair.gap)
    return GroupFinding((), "pair", widest.higher, widest.lower, p=p)


def _along(
    compared: Sequence[IndicatorRow], pairs: Sequence[_Pair], trend: Comparison
) -> GroupFinding | None:
    """What a trend says of the first and the last group; None where two groups contradict it.

    These are the first and the last, where they go the other way, and any two that go the other way by more
    than noise: a test, even uncorrected, finds a difference, or there is none.
    """
    values = [row.shown_value for row in compared]
    is_up = trend.shown_difference > 0
    if trend.shown_difference == 0 or (values[-1] > values[0]) != is_up or values[-1] == values[0]:
        return None
    is_steady = all((after > before) == is_up and after != before for before, after in pairwise(values))
    if not is_steady and _is_contradicted(compared, pairs, is_up):
        return None
    kind: Claim = ("up" if is_steady else "tends_up") if is_up else ("down" if is_steady else "tends_down")
    high, low = (compared[-1], compared[0]) if is_up else (compared[0], compared[-1])
    return GroupFinding((), kind, high, low, p=trend.p_adjusted or 0.0)


def _is_contradicted(compared: Sequence[IndicatorRow], pairs: Sequence[_Pair], is_up: bool) -> bool:
    """Whether two groups in an order go against it by more than noise."""
    within_noise = {frozenset((pair.higher.group, pair.lower.group)) for pair in pairs if pair.is_denied}
    turned = (
        {before.group, after.group}
        for before, after in combinations(compared, 2)
        if before.shown_value != after.shown_value and (after.shown_value > before.shown_value) != is_up
    )
    return any(groups not in within_noise for groups in turned)


def _silence(level: float, table: Comparison, trend: Comparison | None) -> Silence:
    """Nothing differs only where no test finds a difference, corrected or not."""
    tests = [test for test in (table, trend) if test is not None and test.is_tested]
    return "alike" if all(test.denies(level) for test in tests) else "unclear"


def has_groups(rows: Sequence[IndicatorRow]) -> bool:
    """Whether two groups or more have respondents and a figure that may be compared, once published."""
    comparable = [row for row in rows if row.mark != "empty" and not row.is_fixed]
    return len({row.group for row in comparable if row.form.is_compared}) > 1


def group_findings(
    survey: Survey, breakdowns: Mapping[str, Sequence[IndicatorRow]], comparisons: Comparisons
) -> list[GroupFinding]:
    """What the tests say of a figure in each breakdown: the clearest difference first, then those without."""
    found = [_of_breakdown(survey, rows, comparisons) for rows in breakdowns.values() if has_groups(rows)]
    claims = sorted((each for each in found if each.is_claim), key=lambda each: each.p)
    return claims + [each for each in found if not each.is_claim]


def _of_breakdown(survey: Survey, rows: Sequence[IndicatorRow], comparisons: Comparisons) -> GroupFinding:
    """The finding of a figure; of a question with a figure for each answer, that of its most telling answer.

    That is the answer given most where it makes a claim that names groups, else the clearest that does.
    """
    by_item: dict[str, list[IndicatorRow]] = {}
    for row in rows:
        by_item.setdefault(row.item, []).append(row)
    found = [group_finding(survey, of_item, comparisons) for of_item in _spoken_of(survey, by_item)]
    telling = [each for each in found if each.is_claim and each.high is not None]
    if telling and telling[0] is not found[0]:
        return min(telling, key=lambda each: each.p)
    claims = telling or [each for each in found if each.is_claim]
    unclear = [each for each in found if each.kind == "unclear"]
    return next(iter([*claims, *unclear, *found]))


def _spoken_of(survey: Survey, by_item: Mapping[str, list[IndicatorRow]]) -> list[list[IndicatorRow]]:
    """The rows of each answer that may be spoken of, the answer given most first."""
    (first, *_) = by_item.values()
    indicator = survey.indicators.get(first[0].indicator)
    question = survey.questions.get(indicator.variable) if indicator else None
    named = [rows for item, rows in by_item.items() if question is None or aside_of(question, item) is None]
    return sorted(named or [first], key=lambda rows: -sum(row.shown_value for row in rows))
