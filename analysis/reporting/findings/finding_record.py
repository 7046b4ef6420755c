"""What a finding is, and when a difference is one: evidence, size, base, and never by construction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from analysis.questionnaire import Indicator
from analysis.results.comparison_rows import Comparison
from analysis.results.indicator_rows import IndicatorRow
from analysis.results.schema import SURE
from analysis.results.trend_rows import Change

MOVED, APART, FAR_APART = 5.0, 8.0, 10.0
"""Points from which a share has moved, two groups differ, and two groups of which one is small."""
MEAN_APART = 0.3
"""Standard deviations of everyone's answers from which the means of two groups differ."""
FEWEST, SMALL_GROUP = 100, 200
"""Respondents that each figure rests on, and under which a group is small."""
OF_LESS_EVIDENCE, OF_HEADLINE, OF_NEWS, OF_SOME = 0.7, 2.0, 1.5, 0.7
"""What the rank is multiplied by where p is not under SURE, for a headline of the survey, for what is new
since the edition before, and for what only those were asked who gave an answer to another question."""


@dataclass(frozen=True)
class Finding:
    """One difference that is worth a page's top: a change over time, or two groups.

    `name` calls it in findings.toml; `whole` is the figure of everyone; `groups` are those of a breakdown
    in its order, `ends` the two that are compared, the higher first; `climbs`, whether a test finds that the
    share follows that order. `before` is the figure of everyone in the earlier edition.
    """

    indicator: Indicator
    item: str
    whole: IndicatorRow
    rank: float
    change: Change | None = None
    contrast: Comparison | None = None
    groups: Sequence[IndicatorRow] = ()
    ends: tuple[IndicatorRow, ...] = ()
    climbs: bool = False
    before: IndicatorRow | None = None
    question: str = ""
    """The one question that the figure is of; its variable where it is made of several."""

    @property
    def name(self) -> str:
        """INDICATOR, INDICATOR/ITEM, INDICATOR/ITEM/BREAKDOWN."""
        breakdown = self.contrast.breakdown if self.contrast else ""
        return "/".join(part for part in (self.indicator.name, self.item, breakdown) if part)

    @property
    def spans(self) -> bool:
        """Whether the two that are compared are the lowest and the highest of all groups."""
        values = [row.value for row in self.groups if row.value is not None]
        return bool(self.ends and values) and (
            self.ends[0].value == max(values) and self.ends[1].value == min(values)
        )

    @property
    def is_along(self) -> bool:
        """Whether the two that are compared are the first group and the last of an order a test finds."""
        first_and_last = {self.groups[0].group, self.groups[-1].group} if self.groups else set()
        return self.climbs and {row.group for row in self.ends} == first_and_last

    @property
    def is_steady(self) -> bool:
        """Whether, along groups in an order, the share never turns: it only goes up, or only down."""
        values = [row.shown_value for row in self.groups]
        is_long = self.is_along and len(values) > 2
        return is_long and values in (sorted(values), sorted(values, reverse=True))

    @property
    def theme(self) -> str:
        """The theme it belongs to."""
        return self.indicator.theme


def rank_of(
    size: float,
    threshold: float,
    p: float,
    is_headline: bool,
    is_news: bool = False,
    is_of_some: bool = False,
) -> float:
    """How much a difference weighs: its size in thresholds, its evidence, what the survey is about, what is
    new, and whether it is of everyone."""
    factors = (
        1.0 if p < SURE else OF_LESS_EVIDENCE,
        OF_HEADLINE if is_headline else 1.0,
        OF_NEWS if is_news else 1.0,
        OF_SOME if is_of_some else 1.0,
    )
    return abs(size) / threshold * prod(factors)
