"""Labels of two parts of a file in a row: each stays what it is."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics.partitions.respondent_parts import joined_labels

JOINED = [
    # the labels of each part; of both, with the kind of their array
    ([1, 2], [3], [1, 2, 3], "i"),
    ([1, 2], [1.5], [1.0, 2.0, 1.5], "f"),
    ([True], [2], [1, 2], "i"),
    (["a"], ["bcd"], ["a", "bcd"], "U"),
    ([10], ["10"], [10, "10"], "O"),
]


@pytest.mark.parametrize(("one", "other", "both", "kind"), JOINED)
def test_labels_in_a_row_are_each_what_they_were(
    one: list[object], other: list[object], both: list[object], kind: str
) -> None:
    found = joined_labels(np.array(one), np.array(other))
    assert (found.tolist(), found.dtype.kind) == (both, kind)
