"""The rows of comparisons.csv as records: the differences and tests of an edition, by what is compared."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from analysis.results.csv_files import figure_of, plain_cell
from analysis.results.indicator_columns import COMPARISONS
from analysis.results.schema import (
    COMPARISON_KINDS,
    COMPARISON_STATUSES,
    WHOLE,
    ComparisonKind,
    ComparisonStatus,
    one_of,
)

TESTED: ComparisonStatus = "tested"
"""Status of a difference that has a test."""


class Comparison(NamedTuple):
    """One difference with its test; None where there is none, or where a figure compared is hidden.

    comparison: "groups" (two groups of a breakdown), "rest" (a group and the others), "whole" (a group and
    everyone), "answers" (two answers of one question), "table" (all groups of a breakdown at once).
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
    p: float | None
    p_adjusted: float | None
    status: ComparisonStatus

    @property
    def is_tested(self) -> bool:
        """Whether the difference has a test."""
        return self.status == TESTED and self.p is not None

    def holds(self, level: float) -> bool:
        """Whether the test supports a difference, after its correction."""
        return self.is_tested and self.p_adjusted is not None and self.p_adjusted < 1 - level


TEXTS = (
    "indicator",
    "item",
    "population",
    "breakdown",
    "group",
    "against_group",
    "against_item",
)
Cells = Sequence[str]
"""One row of the file as text, in the order of its columns."""


@dataclass(frozen=True)
class Comparisons:
    """The comparisons of one edition, found by indicator and breakdown; records are made when asked for.

    rows: (indicator, breakdown) -> its rows as text, the columns in the order of `header`.
    """

    header: Sequence[str] = COMPARISONS.names
    rows: Mapping[tuple[str, str], Sequence[Cells]] = field(default_factory=dict)

    def of(
        self, indicator: str, breakdown: str, comparison: ComparisonKind, item: str
    ) -> Sequence[Comparison]:
        """The comparisons of one kind that a figure enters, in the order of the file."""
        return self._found(indicator, breakdown).get((comparison, item), ())

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

    @cached_property
    def _records(self) -> dict[tuple[str, str], Mapping[tuple[str, str], Sequence[Comparison]]]:
        return {}

    def _found(self, indicator: str, breakdown: str) -> Mapping[tuple[str, str], Sequence[Comparison]]:
        """(comparison, item) -> the records of an indicator in a breakdown."""
        key = indicator, breakdown
        if key not in self._records:
            found: dict[tuple[str, str], list[Comparison]] = {}
            for cells in self.rows.get(key, ()):
                record = _record(dict(zip(self.header, cells, strict=True)))
                found.setdefault((record.comparison, record.item), []).append(record)
            self._records[key] = found
        return self._records[key]


def _record(row: Mapping[str, str]) -> Comparison:
    texts = {name: plain_cell(row[name]) for name in TEXTS}
    difference, p, adjusted = (figure_of(row[name]) for name in ("difference", "p_value", "p_adjusted"))
    kind = one_of(COMPARISON_KINDS, row["comparison"])
    status = one_of(COMPARISON_STATUSES, row["status"])
    return Comparison(kind, **texts, difference=difference, p=p, p_adjusted=adjusted, status=status)


def read_comparisons(path: Path) -> Comparisons:
    """The comparisons in `path`, a comparisons.csv; none where there is no such file."""
    if not path.exists():
        return Comparisons()
    found: dict[tuple[str, str], list[Cells]] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.reader(lines)
        header = next(rows)
        indicator, breakdown = header.index("indicator"), header.index("breakdown")
        for cells in rows:
            found.setdefault((plain_cell(cells[indicator]), plain_cell(cells[breakdown])), []).append(cells)
    return Comparisons(header, found)
