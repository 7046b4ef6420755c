"""Rows of comparisons.csv as records: the differences and tests of an edition."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from sys import intern
from typing import NamedTuple

from analysis.results.csv_files import figure_of, plain_cell
from analysis.results.schema import (
    COMPARISON_KINDS,
    COMPARISON_STATUSES,
    WHOLE,
    ComparisonKind,
    ComparisonStatus,
    one_of,
    significance,
)

TESTED: ComparisonStatus = "tested"
"""Status of a difference that has a test."""

WORDS = ("comparison", "status")
TEXTS = ("item", "population", "group", "against_group", "against_item")
FIGURES = ("difference", "se", "p_value", "p_adjusted", "p_report")
Cells = Sequence[str]
"""What is kept of one row of the file, as text: WORDS, TEXTS, then FIGURES."""
TableKey = tuple[str, str]
"""An indicator and a breakdown."""


class Comparison(NamedTuple):
    """One difference with its test; None where there is none, or where a figure compared is hidden.

    comparison: "groups" (two groups of a breakdown), "rest" (a group and the others), "whole" (a group and
    everyone), "answers" (two answers of one question), "table" (all groups of a breakdown at once), "trend"
    (the step from one group to the next, of groups in an order). `p` is uncorrected, `p_adjusted` corrected
    over the family, `p_report` over the report: None for what is never a finding.
    """

    comparison: ComparisonKind
    indicator: str
    item: str
    population: str
    breakdown: str
    group: str
    against_group: str
    against_item: str
    difference: float | None
    se: float | None
    p: float | None
    p_adjusted: float | None
    p_report: float | None
    status: ComparisonStatus

    @property
    def shown_difference(self) -> float:
        """The difference; 0 where there is none to show."""
        return self.difference or 0.0

    @property
    def is_tested(self) -> bool:
        """Whether the difference has a test."""
        return self.status == TESTED and self.p is not None

    def holds(self, level: float) -> bool:
        """Whether the test finds a difference, after its correction."""
        return self.is_tested and self.p_adjusted is not None and self.p_adjusted < significance(level)

    def denies(self, level: float) -> bool:
        """Whether the test finds none, even uncorrected: only then may it be said that there is none."""
        return self.is_tested and self.p is not None and self.p >= significance(level)


@dataclass(frozen=True)
class Comparisons:
    """The comparisons of one edition, found by indicator and breakdown; a record is made when it is asked
    for."""

    rows: Mapping[TableKey, Sequence[Cells]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Comparisons({sum(map(len, self.rows.values()))} rows)"

    def of(
        self, indicator: str, breakdown: str, comparison: ComparisonKind, item: str
    ) -> Sequence[Comparison]:
        """The comparisons of one kind that a figure enters, in the order of the file."""
        key = (indicator, breakdown, comparison, item)
        if key not in self._records:
            cells = self._of_table(indicator, breakdown).get((comparison, item), ())
            self._records[key] = [_record(indicator, breakdown, each) for each in cells]
        return self._records[key]

    def groups(self, indicator: str, item: str, breakdown: str) -> Sequence[Comparison]:
        """Every two groups of a breakdown that are compared with a test."""
        return [each for each in self.of(indicator, breakdown, "groups", item) if each.is_tested]

    def with_whole(self, indicator: str, item: str, breakdown: str, group: str) -> Comparison | None:
        """A group compared with everyone."""
        found = self.of(indicator, breakdown, "whole", item)
        return next((each for each in found if each.group == group), None)

    def answers(self, indicator: str, item: str, other: str) -> Comparison | None:
        """Two answers of one question compared, in the order of the questionnaire or the other."""
        for one, two in ((item, other), (other, item)):
            for each in self.of(indicator, WHOLE, "answers", one):
                if each.against_item == two:
                    return each
        return None

    def table(self, indicator: str, breakdown: str, item: str = "") -> Comparison | None:
        """All groups of a breakdown compared at once."""
        return next(iter(self.of(indicator, breakdown, "table", item)), None)

    def trend(self, indicator: str, breakdown: str, item: str = "") -> Comparison | None:
        """A figure along groups that are in an order."""
        return next(iter(self.of(indicator, breakdown, "trend", item)), None)

    @cached_property
    def _records(self) -> dict[tuple[str, str, str, str], Sequence[Comparison]]:
        """The records that were asked for: so few of all that making them all takes longer than the rest."""
        return {}

    @cached_property
    def _tables(self) -> dict[TableKey, Mapping[tuple[str, str], Sequence[Cells]]]:
        return {}

    def _of_table(self, indicator: str, breakdown: str) -> Mapping[tuple[str, str], Sequence[Cells]]:
        """(comparison, item) -> the cells of an indicator in a breakdown."""
        if (indicator, breakdown) not in self._tables:
            found: dict[tuple[str, str], list[Cells]] = {}
            for cells in self.rows.get((indicator, breakdown), ()):
                found.setdefault((cells[0], plain_cell(cells[len(WORDS)])), []).append(cells)
            self._tables[indicator, breakdown] = found
        return self._tables[indicator, breakdown]


def _record(indicator: str, breakdown: str, cells: Cells) -> Comparison:
    comparison, status, *rest = cells
    item, population, group, against_group, against_item = map(plain_cell, rest[: len(TEXTS)])
    difference, se, p, p_adjusted, p_report = map(figure_of, rest[len(TEXTS) :])
    return Comparison(
        comparison=one_of(COMPARISON_KINDS, comparison),
        indicator=indicator,
        item=item,
        population=population,
        breakdown=breakdown,
        group=group,
        against_group=against_group,
        against_item=against_item,
        difference=difference,
        se=se,
        p=p,
        p_adjusted=p_adjusted,
        p_report=p_report,
        status=one_of(COMPARISON_STATUSES, status),
    )


def read_comparisons(path: Path) -> Comparisons:
    """The comparisons in `path`, a comparisons.csv; none where there is no such file."""
    if not path.exists():
        return Comparisons()
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        return gathered(next(rows), rows)


def gathered(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Comparisons:
    """The rows by indicator and breakdown, in which a text that comes again is kept once."""
    place = {name: number for number, name in enumerate(header)}
    table, words, figures = (
        itemgetter(*(place[name] for name in names))
        for names in (("indicator", "breakdown"), (*WORDS, *TEXTS), FIGURES)
    )
    written: dict[TableKey, list[Cells]] = {}
    for row in rows:
        written.setdefault(table(row), []).append((*map(intern, words(row)), *figures(row)))
    found: dict[TableKey, list[Cells]] = {}
    for (indicator, breakdown), cells in written.items():
        found.setdefault((plain_cell(indicator), plain_cell(breakdown)), []).extend(cells)
    return Comparisons(found)
