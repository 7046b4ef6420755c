"""Variants of a figure without flagged respondents: those that may stand beside each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

Between = tuple[np.ndarray, Collection[str]]
"""The respondents (n,) of one base that another, in it or around it, has not, and the variants shown of that
other."""


def variants_apart(
    masks: Mapping[str, np.ndarray], in_base: np.ndarray, limit: int, between: Sequence[Between] = ()
) -> frozenset[str]:
    """The variants of a base that may be shown, taken in order.

    masks: variant -> whom it leaves out (n,); in_base (n,). The variants shown divide the base by who is left
    out of which: every part has nobody, or `limit` respondents and more, as sums and differences of the
    bases of all variants tell the number of each. So has every part of the respondents `between` two bases,
    by the variants that are shown of both.
    """
    shown: list[str] = []
    for name in masks:
        both = [
            (where, [each for each in (*shown, name) if each in of]) for where, of in between if name in of
        ]
        if all(_least(masks, names, where) >= limit for where, names in [(in_base, [*shown, name]), *both]):
            shown.append(name)
    return frozenset(shown)


def _least(masks: Mapping[str, np.ndarray], names: Sequence[str], where: np.ndarray) -> float:
    """The respondents of the smallest part, of those in which anybody is, into which variants divide some."""
    parts = np.zeros(int(where.sum()), dtype=np.intp)
    for name in names:
        parts = np.unique(2 * parts + masks[name][where], return_inverse=True)[1]
    return float(np.bincount(parts).min()) if len(parts) else np.inf
