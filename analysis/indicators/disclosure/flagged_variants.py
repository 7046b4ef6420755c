"""Variants of a figure without flagged respondents: those that may stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np


def variants_apart(masks: Mapping[str, np.ndarray], in_base: np.ndarray, limit: int) -> frozenset[str]:
    """The variants of a base that may be shown, taken in order.

    masks: variant -> whom it leaves out (n,); in_base (n,). The variants shown divide the base by who is left
    out of which: every part has nobody, or `limit` respondents and more, as sums and differences of the
    bases of all variants tell the number of each.
    """
    shown: list[str] = []
    parts = np.zeros(int(in_base.sum()), dtype=np.intp)
    for name, mask in masks.items():
        divided = 2 * parts + mask[in_base]
        _, parts_of, sizes = np.unique(divided, return_inverse=True, return_counts=True)
        if sizes.min(initial=limit) >= limit:
            shown.append(name)
            parts = parts_of
    return frozenset(shown)
