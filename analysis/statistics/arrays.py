"""Arrays as the statistics take them: checked, frozen, and added up to the same last digit in any order of
rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.integer[Any]]
BoolArray = NDArray[np.bool_]
TextArray = NDArray[np.str_]

BLOCK = 64


def add_up(stack: FloatArray) -> FloatArray:
    """The sum over the first axis, always added from first to last.

    numpy adds one column alone in another order than the same column of a table, and the last digit differs.
    An item alone and the same item in a banner must agree to the last digit.
    """
    if len(stack) == 0:
        return np.zeros(stack.shape[1:])
    if stack[0].size <= 1:
        return np.asarray(np.add.accumulate(stack, axis=0)[-1])
    return np.asarray(np.add.reduce(stack, axis=0))


def combine(matrix: FloatArray, stack: FloatArray) -> FloatArray:
    """The matrix product of `matrix` (r, q) and `stack` (q, ...): an array (r, ...).

    A column of it is the same to the last digit however many other columns the stack has.
    """
    flat = stack.reshape(len(stack), -1)
    width = flat.shape[1]
    if width == 0:
        return np.zeros((len(matrix), *stack.shape[1:]))
    blocks = -(-width // BLOCK)
    padded = np.zeros((len(stack), blocks * BLOCK))
    padded[:, :width] = flat
    product = matrix @ padded.reshape(len(stack), blocks, BLOCK).transpose(1, 0, 2)
    return np.asarray(product.transpose(1, 0, 2).reshape(len(matrix), -1)[:, :width]).reshape(
        -1, *stack.shape[1:]
    )


def on_grid(values: FloatArray) -> FloatArray:
    """The values rounded so that their sums are exact: weighted sums do not depend on the order of the rows.

    The step is 2^-52 of the sum of absolute values. A table can then be added up in the order that is
    quickest, and an item alone, in a list, in a domain, in a breakdown and in a banner has the same number to
    the last digit. Values are left as they are when the smallest would lose more than a millionth of itself.
    """
    total = float(np.abs(values).sum())
    if total == 0 or not np.isfinite(total):
        return values
    exponent = int(np.ceil(np.log2(total))) - 52
    smallest = float(np.min(np.abs(values), where=values != 0, initial=np.inf))
    if np.ldexp(1.0, exponent) > 1e-6 * smallest:
        return values
    return np.asarray(np.ldexp(np.rint(np.ldexp(values, -exponent)), exponent))


def frozen(given: ArrayLike) -> NDArray[Any]:
    """A copy of the array that nobody can write to; the array itself where it is already such a copy.

    Later changes of the caller's array have no effect on it.
    """
    array = np.asarray(given)
    if array.flags.writeable or array.base is not None:
        array = array.copy()
        array.setflags(write=False)
    return array


def as_numbers(given: ArrayLike, name: str) -> FloatArray:
    """The values as floats, NaN where one is missing (None, NaN, pandas.NA or masked); ValueError for what is
    no number: dates and durations, whose unit nobody knows, complex numbers."""
    values = np.asarray(unmasked(given))
    if values.dtype.kind in "mMc":
        raise ValueError(f"{name}: expected numbers, found {values.dtype.name}")
    try:
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError, OverflowError):
        values = values.astype(object)
    try:
        return np.where(missing_labels(values), np.nan, values).astype(float)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{name}: expected numbers, found {error}") from None


def unmasked(given: ArrayLike) -> ArrayLike:
    """The values, None in place of those that a masked array hides: a mask is how numpy marks what is
    missing."""
    if not isinstance(given, np.ma.MaskedArray):
        return given
    kept: NDArray[Any] = given.data.astype(object)
    kept[np.ma.getmaskarray(given)] = None
    return kept


def respondent_numbers(given: ArrayLike, n: int, name: str) -> FloatArray:
    """One number for each of n respondents, NaN where it is missing; ValueError for another length or an
    infinite value."""
    values = as_numbers(given, name)
    if values.shape != (n,):
        raise ValueError(f"{name}: expected one number for each of the {n} respondents, found {values.shape}")
    if np.isinf(values).any():
        raise ValueError(
            f"{name}: {int(np.isinf(values).sum())} values are infinite; expected numbers or NaN"
        )
    refuse_beyond(name, values)
    return values


LEAST, GREATEST = 1e-100, 1e100
"""Sizes of numbers whose squares can be told from 0 and from infinity, times squares of weights too."""


def refuse_beyond(name: str, values: FloatArray) -> None:
    """Raise ValueError where the greatest of numbers, NaN left out, cannot be squared: the variance would
    be 0, or infinite."""
    size = float(np.nanmax(np.abs(values), initial=0.0))
    if size > GREATEST or 0 < size < LEAST:
        raise ValueError(
            f"{name}: the greatest in size is {size:g}, whose square cannot be told from "
            f"{'0' if size < 1 else 'infinity'}; expected {LEAST:g} to {GREATEST:g}. Take another unit."
        )


def as_labels(given: ArrayLike) -> NDArray[Any]:
    """The labels as an array in which missing ones stay missing: among texts numpy would write them as "nan"
    or "None"."""
    array = np.asarray(unmasked(given))
    if array.dtype.kind in "US" and not isinstance(given, np.ndarray):
        kept = np.asarray(given, dtype=object)
        return array if all(isinstance(label, str | bytes) for label in kept.ravel()) else kept
    return array


def as_codes(labels: ArrayLike, name: str, n: int) -> tuple[IntArray, NDArray[Any]]:
    """The code 0, 1, ... of each respondent's label, and the distinct labels in order; ValueError for a wrong
    length or a missing label."""
    given = as_labels(labels)
    if given.shape != (n,):
        raise ValueError(
            f"{name}: expected one label for each of the {n} respondents, found shape {given.shape}"
        )
    missing = missing_labels(given)
    if missing.any():
        raise ValueError(
            f"{name}: {int(missing.sum())} of {n} respondents have no label. Give them one or leave them out."
        )
    distinct = distinct_labels(given)
    return places_of(given, distinct), distinct


def distinct_labels(given: NDArray[Any]) -> NDArray[Any]:
    """The distinct labels in order: numbers, then texts and others as they are written."""
    if given.dtype.kind != "O":
        return np.unique(given)
    by_size = sorted(dict.fromkeys(given.tolist()), key=rank)
    ordered = np.empty(len(by_size), dtype=object)
    ordered[:] = by_size
    return ordered


def rank(label: Any) -> tuple[bool, float, str, str]:
    """The sort key of a label: numbers by value, then texts and other labels as they are written."""
    is_number = isinstance(label, Real)
    return not is_number, float(label) if is_number else 0.0, str(label), type(label).__name__


def places_of(labels: NDArray[Any], among: NDArray[Any]) -> IntArray:
    """The place of each label among distinct labels in order."""
    if "O" not in (labels.dtype.kind, among.dtype.kind):
        return np.searchsorted(among, labels).astype(np.intp)
    place = {label: number for number, label in enumerate(among.tolist())}
    return np.array([place[label] for label in labels.tolist()], dtype=np.intp)


def missing_labels(given: NDArray[Any]) -> BoolArray:
    """True where a label is None, NaN, NaT or pandas.NA."""
    if given.dtype.kind == "f":
        return np.asarray(np.isnan(given))
    if given.dtype.kind in "mM":
        return np.asarray(np.isnat(given))
    if given.dtype.kind == "O":
        return np.array([is_missing(label) for label in given.ravel()], dtype=bool).reshape(given.shape)
    return np.zeros(given.shape, dtype=bool)


def is_missing(label: Any) -> bool:
    """Whether a label is None, does not equal itself, or cannot tell whether it does (pandas.NA)."""
    try:
        return label is None or not bool(label == label)
    except TypeError:
        return True


@cache
def controller() -> Any:
    """The libraries whose threads can be limited, found once."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()


_IS_LIMITED: ContextVar[bool] = ContextVar("one_thread", default=False)
"""Whether matrix products use one thread already: to ask the libraries takes as long as a small product."""


@contextmanager
def one_thread() -> Iterator[None]:
    """A context in which matrix products use one thread."""
    if _IS_LIMITED.get():
        yield
        return
    _IS_LIMITED.set(True)
    try:
        with controller().limit(limits=1):
            yield
    finally:
        _IS_LIMITED.set(False)
