"""Groups of a breakdown and answers of questions, as codes that tables are counted from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from analysis.statistics.answers import Categories, Question
from analysis.statistics.arrays import BoolArray, FloatArray, IntArray
from analysis.statistics.packs import Axis, axis_of


@dataclass(frozen=True, eq=False)
class Layer:
    """Groups that do not overlap: codes (n,) in 0..size-1, and `size` for a respondent in none of them."""

    codes: IntArray
    size: int

    def part(self, start: int, stop: int) -> Layer:
        """The groups from start to before stop; the others are none of them."""
        inside = (self.codes >= start) & (self.codes < stop)
        return Layer(np.where(inside, self.codes - start, stop - start), stop - start)

    def axis(self, start: int) -> Axis:
        """The groups as an axis of contingency tables, from column `start`."""
        return axis_of(np.where(self.codes == self.size, -1, self.codes), self.size, start)


def layers_of(groups: Question | None, domain: BoolArray | None, n: int) -> list[Layer]:
    """The groups as layers: one for categories, one per item for a multiple answer, one group of all for
    None.

    ValueError when the groups or the domain are not of n respondents.
    """
    outside = np.zeros(n, dtype=bool) if domain is None else ~checked_mask(domain, n)
    if groups is None:
        return [Layer(outside.astype(np.intp), 1)]
    check_length(groups, n)
    if isinstance(groups, Categories):
        return [Layer(np.where(outside | ~groups.in_base, groups.k, groups.codes), groups.k)]
    return [Layer((outside | ~groups.chose(item)).astype(np.intp), 1) for item in range(groups.k)]


def checked_mask(domain: BoolArray, n: int) -> BoolArray:
    """The domain as booleans (n,); ValueError otherwise."""
    mask = np.asarray(domain)
    if mask.shape != (n,) or mask.dtype != bool:
        raise ValueError(f"domain: expected {n} True or False, found {mask.dtype} of shape {mask.shape}")
    return mask


def check_length(question: Question, n: int) -> None:
    """ValueError when a question or a breakdown has another number of respondents than the design."""
    if question.n != n:
        raise ValueError(f"Expected answers of the {n} respondents of the design, found {question.n}")


@dataclass(frozen=True, eq=False)
class Slot:
    """Answers that exclude each other: codes (n,) in 0..size-1, -1 for none; their columns start at
    `start`."""

    codes: IntArray
    size: int
    start: int


@dataclass(frozen=True, eq=False)
class Items:
    """The answers of a list of questions as columns, followed by one column per question for its base.

    base (items,): the column of each item's base. sums: for questions whose base is the sum of their answers,
    the columns to add and the base column. spans: first and last column + 1 of every question.
    """

    slots: tuple[Slot, ...]
    base: IntArray
    sums: tuple[tuple[int, int, int], ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def n_items(self) -> int:
        return len(self.base)

    @property
    def n_columns(self) -> int:
        return len(self.base) + len(self.spans)

    @property
    def question(self) -> IntArray:
        """Number of the question of each item."""
        return self.base - self.n_items

    def axes(self) -> Iterator[Axis]:
        """The slots as axes of contingency tables, made as they are asked for."""
        return (axis_of(slot.codes, slot.size, slot.start) for slot in self.slots)

    def add_bases(self, table: FloatArray) -> None:
        """Fill in the base columns of a table (..., columns) that are the sum of their answers."""
        starts = [first for first, _ in self.spans]
        sums = np.add.reduceat(table[..., : self.n_items], starts, axis=-1)
        columns = [column for _, _, column in self.sums]
        table[..., columns] = sums[..., [column - self.n_items for column in columns]]

    @cached_property
    def multiplied(self) -> IntArray:
        """The columns that a matrix product must find: the others are sums, or what is left of everyone."""
        left = [last - 1 for _, last, _ in self.complete]
        return np.setdiff1d(np.arange(self.n_columns), [*left, *(column for _, _, column in self.sums)])

    @cached_property
    def complete(self) -> tuple[tuple[int, int, int], ...]:
        """Those of `sums` that everyone answered."""
        answered = {slot.start for slot in self.slots if slot.codes.size and slot.codes.min() >= 0}
        return tuple(span for span in self.sums if span[0] in answered)

    def indicators(self, start: int, stop: int) -> FloatArray:
        """The columns `multiplied` of respondents start to before stop as 0 and 1, and a last one of 1."""
        where = np.full(self.n_columns + 1, len(self.multiplied) + 1)
        where[self.multiplied] = np.arange(len(self.multiplied))
        columns = np.zeros((stop - start, len(self.multiplied) + 2))
        rows = np.arange(stop - start)
        for slot in self.slots:
            codes = slot.codes[start:stop]
            columns[rows, where[np.where(codes >= 0, slot.start + codes, self.n_columns)]] = 1.0
        columns[:, -2] = 1.0
        return columns[:, :-1]

    def completed(self, products: FloatArray) -> FloatArray:
        """All columns (G, columns, r) from the products (G, multiplied + 1, r) of the indicators."""
        table = np.zeros((len(products), self.n_columns, products.shape[2]))
        table[:, self.multiplied] = products[:, :-1]
        for first, last, column in self.sums:
            if (first, last, column) in self.complete:
                table[:, column] = products[:, -1]
                table[:, last - 1] = products[:, -1] - table[:, first : last - 1].sum(axis=1)
            else:
                table[:, column] = table[:, first:last].sum(axis=1)
        return table


def items_of(questions: Sequence[Question]) -> Items:
    """The columns of some questions."""
    starts = np.cumsum([0, *(question.k for question in questions)]).tolist()
    total = starts[-1]
    slots: list[Slot] = []
    sums = []
    for number, (question, start) in enumerate(zip(questions, starts, strict=False)):
        if isinstance(question, Categories):
            slots.append(Slot(question.codes, question.k, start))
            sums.append((start, start + question.k, total + number))
        else:
            slots += [Slot(question.chose(i).astype(np.int8) - 1, 1, start + i) for i in range(question.k)]
            slots.append(Slot(question.in_base.astype(np.int8) - 1, 1, total + number))
    base = np.repeat(np.arange(len(questions)) + total, [question.k for question in questions])
    return Items(tuple(slots), base, tuple(sums), tuple(pairwise(starts)))
