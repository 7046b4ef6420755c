"""What respondents answered, as codes: one answer each (Categories) or any number of answers (Ticks)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analysis.statistics.arrays import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Categories:
    """One answer per respondent: codes (n,) in 0..k-1, and -1 for a respondent who is not in the base.

    ValueError when a code is outside -1..k-1, with the codes found.
    """

    codes: IntArray
    k: int

    def __init__(self, codes: ArrayLike, k: int) -> None:
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
        return self.codes == item


@dataclass(frozen=True, eq=False)
class Ticks:
    """Several answers per respondent: matrix (n, k) of ticks, and answered (n,), the respondents in the base.

    A net ("at least one of") is a Ticks with one column. ValueError when the shapes disagree.
    """

    matrix: BoolArray
    answered: BoolArray

    def __init__(self, matrix: ArrayLike, answered: ArrayLike) -> None:
        ticks = np.asarray(matrix, dtype=bool)
        base = np.asarray(answered, dtype=bool)
        if ticks.ndim != 2 or base.shape != ticks.shape[:1]:
            raise ValueError(
                f"Ticks: expected a matrix (n, k) and answered (n,), found {ticks.shape} and {base.shape}"
            )
        object.__setattr__(self, "matrix", ticks & base[:, None])
        object.__setattr__(self, "answered", base)

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


Question = Categories | Ticks


def whole_numbers(codes: ArrayLike) -> IntArray:
    """Codes (n,) as integers; ValueError when they are not whole numbers in one dimension."""
    given = np.asarray(codes)
    if given.ndim != 1 or given.dtype.kind not in "iub":
        raise ValueError(f"Expected whole-number codes (n,), found {given.dtype} of shape {given.shape}")
    return given.astype(np.int32)
