"""What a balance of opinions says, by a stated rule."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NOTICEABLE = 20.0
"""Share, in %, from which the answers of a side are more than a few dissenting voices."""
NARROW = 10.0
"""Half the width, in points, up to which an interval is narrow enough to say that the sides are close."""


def verdicts(
    value: NDArray[np.float64],
    ci_low: NDArray[np.float64],
    ci_high: NDArray[np.float64],
    opinions: NDArray[np.float64],
) -> NDArray[np.object_]:
    """The verdict on each balance, in points; `opinions` is the share, in %, of who took a side.

    favourable, unfavourable: the interval excludes 0. divided: it holds 0, is narrow, and the smaller of the
    two sides is noticeable. undecided: it holds 0 otherwise, as the sample is too small to tell the sides
    apart, or few take one. Empty where there is no interval.
    """
    smaller_side = (opinions - np.abs(value)) / 2
    is_close = (ci_high - ci_low) / 2 <= NARROW
    conditions = [
        ~np.isfinite(ci_low + ci_high),
        ci_low > 0,
        ci_high < 0,
        is_close & (smaller_side >= NOTICEABLE - 1e-9),
    ]
    return np.select(conditions, ["", "favourable", "unfavourable", "divided"], "undecided").astype(object)
