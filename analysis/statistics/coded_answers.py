"""Answers to a question, and groups of respondents, as codes: one answer each, or several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from numbers import Integral, Number
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.statistics.arrays import BoolArray, FloatArray, IntArray, frozen, unmasked
from analysis.statistics.crossed_codes import Axis, axis_of


@dataclass(frozen=True, eq=False)
class Categories:
    """One answer per respondent: codes (n,) in 0..k-1, and -1 for a respondent who is not in the base.

    ValueError when a code is outside -1..k-1, with the codes found.
    """

    codes: IntArray
    k: int

    def __init__(self, codes: ArrayLike, k: int) -> None:
        if not isinstance(k, Integral) or k < 0:
            raise ValueError(f"Categories: expected a whole number of answers, found {k!r}")
        object.__setattr__(self, "codes", whole_numbers(codes))
        object.__setattr__(self, "k", int(k))
        if self.codes.size and (self.codes.min() < -1 or self.codes.max() >= k):
            odd = np.unique(self.codes[(self.codes < -1) | (self.codes >= k)])
            raise ValueError(
                f"Categories: expected codes from -1 (not in the base) to {k - 1}, found {odd.tolist()}"
            )

    @property
    def n(self) -> int:
        return len(self.codes)

    @property
    def in_base(self) -> BoolArray:
        """True for respondents who have an answer."""
        return self.codes >= 0

    def chose(self, item: int) -> BoolArray:
        """True for respondents who gave this answer."""
        return np.asarray(self.codes == item)


@dataclass(frozen=True, eq=False)
class Ticks:
    """Several answers per respondent: matrix (n, k) of ticks, and answered (n,), the respondents in the base.

    A net ("at least one of") is a Ticks with one column. ValueError when the shapes disagree, and for
    anything but True and False, or 1 and 0.
    """

    matrix: BoolArray
    answered: BoolArray

    def __init__(self, matrix: ArrayLike, answered: ArrayLike) -> None:
        ticks, base = marks(matrix, "ticks"), marks(answered, "answered")
        if ticks.ndim != 2 or base.shape != ticks.shape[:1]:
            raise ValueError(
                f"Ticks: expected a matrix (n, k) and answered (n,), found {ticks.shape} and {base.shape}"
            )
        object.__setattr__(self, "matrix", frozen(ticks & base[:, None]))
        object.__setattr__(self, "answered", frozen(base))

    @property
    def k(self) -> int:
        return int(self.matrix.shape[1])

    @property
    def n(self) -> int:
        return len(self.answered)

    @property
    def in_base(self) -> BoolArray:
        """True for respondents who answered, with or without a tick."""
        return self.answered

    def chose(self, item: int) -> BoolArray:
        """True for respondents who ticked this answer."""
        return self.matrix[:, item]


CodedAnswers = Categories | Ticks


def whole_numbers(codes: ArrayLike) -> IntArray:
    """Codes (n,) as integers; ValueError when they are not whole numbers in one dimension."""
    given = np.asarray(unmasked(codes))
    if given.dtype.kind == "O" and all(isinstance(code, Integral) for code in given.ravel()):
        given = given.astype(np.int64)
    if given.ndim != 1 or given.dtype.kind not in "iub":
        raise ValueError(
            f"Expected whole-number codes (n,), found {given.dtype} of shape {given.shape};"
            " -1 is the code of a respondent without one"
        )
    limits = np.iinfo(np.int32)
    if given.size and (given.min() < limits.min or given.max() > limits.max):
        raise ValueError(
            f"Expected codes from {limits.min} to {limits.max}, found {given.min()} to {given.max()}"
        )
    return frozen(given.astype(np.int32))


def marks(given: ArrayLike, name: str) -> BoolArray:
    """The values as True and False; ValueError for a value that is neither, nor 1 or 0."""
    values = np.asarray(unmasked(given))
    if values.dtype.kind == "b":
        return values
    is_mark = np.isin(values, (0, 1)) if values.dtype.kind in "iuf" else objects_are_marks(values)
    if not is_mark.all():
        odd = values[~is_mark].tolist()
        raise ValueError(
            f"Ticks: {name} must be True or False, found {len(odd)} other values ({told(odd)})."
            " Say which answers are ticks, and leave a missing one out by `answered`."
        )
    return np.asarray(values, dtype=bool)


def objects_are_marks(values: NDArray[Any]) -> BoolArray:
    """True where an object is True, False, 1 or 0."""
    found = [isinstance(value, Number | np.bool_) and value in (0, 1) for value in values.ravel()]
    return np.array(found, dtype=bool).reshape(values.shape)


def told(values: list[object]) -> str:
    """The first distinct values, written for an error message."""
    return ", ".join(list(dict.fromkeys(map(repr, values)))[:5])


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


def layers_of(groups: CodedAnswers | None, domain: BoolArray | None, n: int) -> list[Layer]:
    """The groups as layers, within which no two overlap: one layer of categories, one layer for each item of
    a multiple answer, one group of everyone for None.

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
    mask = np.asarray(unmasked(domain))
    if mask.shape != (n,) or mask.dtype != bool:
        raise ValueError(f"domain: expected {n} True or False, found {mask.dtype} of shape {mask.shape}")
    return mask


def check_length(question: CodedAnswers, n: int) -> None:
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

    def answered(self, item: int) -> tuple[BoolArray, BoolArray]:
        """Who gave an answer (n,), and who is in the base of its question (n,)."""
        own = next(slot for slot in self.slots if 0 <= item - slot.start < slot.size)
        base = next((slot for slot in self.slots if slot.start == self.base[item]), own)
        return np.asarray(own.codes == item - own.start), np.asarray(base.codes >= 0)

    def add_bases(self, table: FloatArray) -> None:
        """Fill in the base columns of a table (..., columns) that are the sum of their answers."""
        starts = [first for first, _ in self.spans]
        sums = np.add.reduceat(table[..., : self.n_items], starts, axis=-1)
        columns = [column for _, _, column in self.sums]
        table[..., columns] = sums[..., [column - self.n_items for column in columns]]

    @cached_property
    def multiplied(self) -> IntArray:
        """The columns that a matrix product has to count; the others follow from these by addition or
        subtraction."""
        left = [last - 1 for _, last, _ in self.complete]
        return np.setdiff1d(np.arange(self.n_columns), [*left, *(column for _, _, column in self.sums)])

    @cached_property
    def complete(self) -> tuple[tuple[int, int, int], ...]:
        """The entries of `sums` whose question everyone answered."""
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


def items_of(questions: Sequence[CodedAnswers]) -> Items:
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
