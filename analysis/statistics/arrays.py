"""Array types, sums whose last digit does not depend on the order of the rows, products on one thread."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
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

    numpy adds a lone column in another order than a column among others; the difference is in the last digit,
    and the promise is that an item alone and the same item in a banner agree to the last digit.
    """
    if len(stack) == 0:
        return np.zeros(stack.shape[1:])
    if stack[0].size <= 1:
        return np.add.accumulate(stack, axis=0)[-1]
    return np.asarray(np.add.reduce(stack, axis=0))


def combine(matrix: FloatArray, stack: FloatArray) -> FloatArray:
    """The product matrix (r, q) by stack (q, ...), as (r, ...), added in the order of q whatever the width of
    the stack."""
    flat = stack.reshape(len(stack), -1)
    width = flat.shape[1]
    blocks = -(-width // BLOCK)
    padded = np.zeros((len(stack), blocks * BLOCK))
    padded[:, :width] = flat
    product = matrix @ padded.reshape(len(stack), blocks, BLOCK).transpose(1, 0, 2)
    return np.asarray(product.transpose(1, 0, 2).reshape(len(matrix), -1)[:, :width]).reshape(
        -1, *stack.shape[1:]
    )


def on_grid(values: FloatArray) -> FloatArray:
    """The values rounded to 2^-52 of the sum of their sizes, so that any of their sums is exact, in any
    order.

    A table can then be added up in the order that is quickest, and an item alone, in a list, in a domain, in
    a breakdown and in a banner has the same number to the last digit. Values so uneven that the smallest
    would lose more than a millionth of itself stay as they are.
    """
    total = float(np.abs(values).sum())
    if total == 0 or not np.isfinite(total):
        return values
    exponent = int(np.ceil(np.log2(total))) - 52
    smallest = float(np.min(np.abs(values), where=values != 0, initial=np.inf))
    if np.ldexp(1.0, exponent) > 1e-6 * smallest:
        return values
    return np.asarray(np.ldexp(np.rint(np.ldexp(values, -exponent)), exponent))


def as_codes(labels: ArrayLike, name: str, n: int) -> tuple[IntArray, NDArray[Any]]:
    """(codes 0.., distinct labels in order) of one label per respondent; ValueError for a wrong length or a
    missing label."""
    given = np.asarray(labels)
    if given.shape != (n,):
        raise ValueError(
            f"{name}: expected one label for each of the {n} respondents, found shape {given.shape}"
        )
    missing = missing_labels(given)
    if missing.any():
        raise ValueError(
            f"{name}: {int(missing.sum())} of {n} respondents have no label. Give them one or leave them out."
        )
    distinct, codes = np.unique(given, return_inverse=True)
    return codes.astype(np.intp), distinct


def missing_labels(given: NDArray[Any]) -> BoolArray:
    """True where a label is None or NaN."""
    if given.dtype.kind == "f":
        return np.isnan(given)
    if given.dtype.kind == "O":
        return np.array([label is None or label != label for label in given], dtype=bool)
    return np.zeros(given.shape, dtype=bool)


@cache
def controller() -> Any:
    """The libraries whose threads can be limited, found once."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

    return ThreadpoolController()


def one_thread() -> AbstractContextManager[Any]:
    """A context in which matrix products use one thread."""
    limited: AbstractContextManager[Any] = controller().limit(limits=1)
    return limited
