"""Rows of trend.csv and points.csv as records: figures that are compared over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.results.csv_files import figure_of, read_rows
from analysis.results.schema import CHANGE_STATUSES, WHOLE, ChangeStatus, decimals_of, one_of, significance

FigureKey = tuple[str, str]
"""(indicator, item) of the whole sample."""


@dataclass(frozen=True)
class Change:
    """A figure of the whole sample in two editions, and what can be said of their difference.

    `step` is what the difference is a multiple of; where that would contradict the two figures there is no
    difference. `p` is corrected over the question, `p_alone` not, `p_report` over the report: None for what
    is never a finding. `equal_value`, with its interval and the p-value of what is left of the difference, is
    the later figure at the ages of the earlier edition. `break_fr` and `break_en` say why a series is broken,
    fixed or no trend. `alike_from` and `alike_to` are the two figures weighted on the variables `alike_on`
    alone, codes separated by ";" ("all": not weighted), where the editions are weighted otherwise.
    """

    indicator: str
    item: str
    earlier: str
    later: str
    value_from: float | None
    value_to: float | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_report: float | None = None
    low_from: float | None = None
    high_from: float | None = None
    low_to: float | None = None
    high_to: float | None = None
    start_from: str = ""
    end_from: str = ""
    start_to: str = ""
    end_to: str = ""
    equal_value: float | None = None
    equal_low: float | None = None
    equal_high: float | None = None
    equal_p: float | None = None
    alike_on: str = ""
    alike_from: float | None = None
    alike_to: float | None = None
    alike_p: float | None = None
    status: ChangeStatus = "tested"
    break_fr: str = ""
    break_en: str = ""
    step: float | None = None
    p_alone: float | None = None

    @property
    def cell(self) -> FigureKey:
        """The indicator and the item of the figure."""
        return self.indicator, self.item

    @property
    def shown_difference(self) -> float:
        """The difference; 0 where there is none to show."""
        return self.difference or 0.0

    def no_finer(self, decimals: int) -> int:
        """As many decimals, or fewer where the difference is no multiple of so small a number."""
        return decimals if self.step is None else min(decimals, decimals_of(self.step))

    def finds(self, level: float) -> bool:
        """Whether the test finds a change, be it too slight for the figures to show."""
        return self.status == "tested" and self.p is not None and self.p < significance(level)

    def holds(self, level: float) -> bool:
        """Whether the test finds a change that is known to be a rise or a fall."""
        return self.finds(level) and self.shown_difference != 0

    def denies(self, level: float) -> bool:
        """Whether the test finds none, even uncorrected: only then may it be said that there is none."""
        p = self.p if self.p_alone is None else self.p_alone
        return not self.finds(level) and (p is None or p >= significance(level))


def read_changes(path: Path) -> list[Change]:
    """The rows of `path`, a trend.csv, that are of the whole sample; none where the file is not there."""
    return [change_of(row) for row in read_rows(path) if row["breakdown"] == WHOLE]


def change_of(row: Mapping[str, str]) -> Change:
    """The record of one row of a trend.csv, whatever the group it is of."""
    return Change(
        indicator=row["indicator"],
        item=row["item"],
        earlier=row["edition_from"],
        later=row["edition_to"],
        value_from=figure_of(row["value_from"]),
        value_to=figure_of(row["value_to"]),
        difference=figure_of(row["difference"]),
        low=figure_of(row["ci_low"]),
        high=figure_of(row["ci_high"]),
        p=figure_of(row["p_adjusted"]),
        p_report=figure_of(row["p_report"]),
        p_alone=figure_of(row["p"]),
        low_from=figure_of(row["ci_low_from"]),
        high_from=figure_of(row["ci_high_from"]),
        low_to=figure_of(row["ci_low_to"]),
        high_to=figure_of(row["ci_high_to"]),
        start_from=row["start_from"],
        end_from=row["end_from"],
        start_to=row["start_to"],
        end_to=row["end_to"],
        equal_value=figure_of(row["equal_value"]),
        equal_low=figure_of(row["equal_low"]),
        equal_high=figure_of(row["equal_high"]),
        equal_p=figure_of(row["equal_p"]),
        alike_on=row["alike_on"],
        alike_from=figure_of(row["alike_from"]),
        alike_to=figure_of(row["alike_to"]),
        alike_p=figure_of(row["alike_p"]),
        status=one_of(CHANGE_STATUSES, row["status"]),
        break_fr=row["break_fr"],
        break_en=row["break_en"],
        step=figure_of(row.get("step")),
    )


@dataclass(frozen=True)
class Published:
    """A figure of the whole sample that others published for another year."""

    year: int
    period: str
    value: float
    source: str
    note: str = ""
    indicator: str = ""
    item: str = ""

    @property
    def cell(self) -> FigureKey:
        """The indicator and the item of the figure."""
        return self.indicator, self.item


def read_points(path: Path) -> list[Published]:
    """The figures in `path`, a points.csv, that are of the whole sample and were published as a number."""
    return [
        Published(
            year=int(row["year"]),
            period=row["period"],
            value=value,
            source=row["source"],
            note=row["note"],
            indicator=row["indicator"],
            item=row["item"],
        )
        for row in read_rows(path)
        if row["breakdown"] == WHOLE and (value := figure_of(row["value"])) is not None
    ]
