"""All questions by all breakdowns in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from analysis.statistics.answers import Question
from analysis.statistics.arrays import BoolArray
from analysis.statistics.design import Design
from analysis.statistics.estimates import Estimates, stacked
from analysis.statistics.layers import check_length, items_of, layers_of
from analysis.statistics.shares import share_tables


@dataclass(frozen=True, eq=False)
class Row(Sequence[Estimates]):
    """One question by every breakdown: row[breakdown] is its Estimates (groups, answers)."""

    tables: Sequence[Estimates]
    first: int
    last: int

    def __len__(self) -> int:
        return len(self.tables)

    def __getitem__(self, breakdown):  # type: ignore[no-untyped-def]
        if isinstance(breakdown, slice):
            return Row(self.tables[breakdown], self.first, self.last)
        return self.tables[breakdown].items(self.first, self.last)


@dataclass(frozen=True, eq=False)
class Banner(Sequence[Row]):
    """All questions by all breakdowns: banner[question][breakdown] is Estimates (groups, answers).

    tables: per breakdown, the Estimates (groups, answers of all questions side by side). spans: first and
    last + 1 of each question's answers among them.
    """

    tables: tuple[Estimates, ...]
    spans: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.spans)

    def __getitem__(self, question):  # type: ignore[no-untyped-def]
        if isinstance(question, slice):
            return Banner(self.tables, self.spans[question])
        return Row(self.tables, *self.spans[question])

    def __iter__(self) -> Iterator[Row]:
        return (Row(self.tables, first, last) for first, last in self.spans)


def banner(
    design: Design,
    questions: Sequence[Question],
    breakdowns: Sequence[Question | None] = (None,),
    domain: BoolArray | None = None,
    level: float = 0.95,
    method: str = "logit",
) -> Banner:
    """Shares of every answer of every question by every breakdown: banner[question][breakdown] is Estimates
    (groups, answers).

    The same numbers, to the last digit, as `shares` one by one: every share and its variance follow from the
    tables of w and w² that a pass over the respondents gives for several questions and breakdowns at once.
    """
    for question in questions:
        check_length(question, design.n)
    items = items_of(questions)
    by_breakdown = [layers_of(groups, domain, design.n) for groups in breakdowns]
    layers = [layer for found in by_breakdown for layer in found]
    tables = list(share_tables(design, layers, items, level, method))
    edges = np.cumsum([0, *(len(found) for found in by_breakdown)]).tolist()
    return Banner(tuple(stacked(tables[a:b]) for a, b in pairwise(edges)), items.spans)
