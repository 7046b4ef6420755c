"""Shares from sums by cell and stratum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.answers import Question
from analysis.statistics.arrays import FloatArray
from analysis.statistics.banner import Banner
from analysis.statistics.design import SinglePsu
from analysis.statistics.estimates import Estimates
from analysis.statistics.layers import Items, Layer, check_length, items_of
from analysis.statistics.moments import Moments, cell_tables, layer_moments, pack_limit
from analysis.statistics.packs import packed
from analysis.statistics.partitions.parts import Edges, Groups, Part, Strata, moved, united
from analysis.statistics.shares import layer_shares
from analysis.statistics.threads import one_thread


@dataclass(frozen=True, eq=False)
class ShareSums:
    """The sums by cell and stratum from which shares follow; `a + b` are those of the respondents of both.

    labels, drawn (H,): strata and their respondents. tables (4, H, G, C): respondents, w, w² and respondents
    of positive weight, for the groups of all breakdowns side by side, and all answers followed by the base of
    each question. edges, spans: first and last + 1 of each breakdown's groups, of each question's answers.
    """

    labels: NDArray[Any]
    drawn: FloatArray
    tables: FloatArray
    edges: Edges
    spans: Edges

    def __add__(self, other: ShareSums) -> ShareSums:
        if (self.edges, self.spans) != (other.edges, other.spans):
            raise ValueError("sums: the two are not of the same questions and breakdowns")
        labels, own, others = united(self.labels, other.labels)
        size = len(labels)
        return ShareSums(
            labels,
            moved(self.drawn, own, size, 0) + moved(other.drawn, others, size, 0),
            moved(self.tables, own, size, 1) + moved(other.tables, others, size, 1),
            self.edges,
            self.spans,
        )

    def banner(self, single_psu: SinglePsu = "fail", level: float = 0.95, method: str = "logit") -> Banner:
        """The shares of every question by every breakdown, as `statistics.banner` has them of the whole."""
        design = Strata(self.labels, self.drawn, single_psu)
        tables = tuple(self._shares(design, *edge, level, method) for edge in self.edges)
        return Banner(tables, self.spans)

    def _shares(self, design: Strata, first: int, last: int, level: float, method: str) -> Estimates:
        items = counted_items(self.spans)
        table = self.tables[:, self.drawn > 0, first:last]
        return layer_shares(design, table_moments(design, table, items), items, None, level, method)


def share_sums(part: Part, questions: Sequence[Question], groups: Groups) -> ShareSums:
    """The sums of a part for the answers of all questions in all groups."""
    for question in questions:
        check_length(question, part.n)
    items, strata = items_of(questions), len(part.labels)
    weights = [None, part.exact_weights, part.exact_weight_squares]
    if part.positive is not None:
        weights.append(part.positive)
    with one_thread():
        answers = list(packed(items.axes(), pack_limit(part.n)))
        found = [
            cell_tables(part.stratum, strata, rows, answers, items, weights)
            for rows in groups.packs(max(pack.size for pack in answers))
        ]
    tables = np.concatenate(found, axis=2)
    if part.positive is None:
        tables = np.concatenate([tables, tables[:1]])
    return ShareSums(part.labels, part.drawn, tables, groups.edges, items.spans)


def counted_items(spans: Edges) -> Items:
    """The columns of questions that have been counted, without the respondents."""
    total = spans[-1][1]
    sizes = [last - first for first, last in spans]
    return Items((), np.repeat(np.arange(len(spans)) + total, sizes), (), spans)


def table_moments(design: Strata, table: FloatArray, items: Items) -> Moments:
    """The moments of the groups of a table (4, H, G, C)."""
    groups = Layer(np.zeros(0, dtype=np.intp), table.shape[2])
    return layer_moments(design, groups, items, table, None, None)
