"""Which lines of a nested table must be hidden, so that no small cell follows from the totals beside it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def hidden_lines(n: NDArray[np.float64], limit: int) -> NDArray[np.bool_]:
    """Mask (lines,) of the lines that are hidden whole; n (lines, groups): the respondents of each cell.

    A line with a cell under the limit is hidden, and the smallest lines follow it: its cells would follow
    from the totals of the groups less the other lines. They follow until two are hidden and together hold the
    limit in each group where one of them has anybody. Lines that are hidden whole leave no cell hidden beside
    one that is shown, so that no chain of subtractions begins.
    """
    small = (n > 0) & (n < limit)
    hidden: NDArray[np.bool_] = np.asarray(small.any(axis=1))
    if not hidden.any():
        return hidden
    for line in np.argsort(n.sum(axis=1), kind="stable"):
        if _is_safe(n[hidden], limit):
            break
        hidden[line] = True
    return hidden


def _is_safe(hidden: NDArray[np.float64], limit: int) -> bool:
    """Whether the hidden lines (lines, groups) are two or more, and their sums are nobody or enough."""
    together = hidden.sum(axis=0)
    in_each = (hidden > 0).sum(axis=0)
    return len(hidden) > 1 and bool(((together == 0) | ((together >= limit) & (in_each > 1))).all())
