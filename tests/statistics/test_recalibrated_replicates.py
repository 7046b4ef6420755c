"""Replicates that are calibrated again: those of unknown category keep the share that they have in each.

What is crossed at once, and parts of groups.
"""

from __future__ import annotations

import numpy as np
import pytest

from analysis.statistics import CalibrationError, Design, Margin, calibrate, jackknife
from analysis.statistics.coded_answers import Layer
from analysis.statistics.crossed_codes import pack_limit

N = 36
SEX = Margin("sex", np.arange(N) % 3 - 1, "fm", [0.55, 0.45])
AGE = Margin("age", np.arange(N) // 3 % 4 - 1, "abc", [0.3, 0.3, 0.4])
START = 1.0 + np.arange(N) % 5 / 5


@pytest.mark.parametrize("method", ["raking", "linear"])
def test_the_unknown_of_each_margin_keep_their_share_of_each_replicate(method: str) -> None:
    """Without one of 36, the others weigh 36/35; the known divide what the unknown leave."""
    fixed = calibrate(START, [SEX, AGE], method=method)  # type: ignore[arg-type]
    replicates = jackknife(Design(START).calibrated(fixed), recalibrate=True).replicates
    assert replicates is not None
    for left_out, weights in enumerate(replicates.weights.T):
        start = np.where(np.arange(N) == left_out, 0, START * N / (N - 1))
        for margin in (SEX, AGE):
            codes = np.asarray(margin.codes)
            unknown = start[codes < 0].sum() / start.sum()
            found = [weights[codes == code].sum() / weights.sum() for code in range(len(margin.shares))]
            assert weights[codes < 0].sum() / weights.sum() == pytest.approx(unknown)
            assert found == pytest.approx([share * (1 - unknown) for share in margin.shares])


def test_the_replicate_that_cannot_be_calibrated_is_counted_from_1() -> None:
    """The third respondent alone is of category b: it is the third replicate that lacks her."""
    alone = Margin("x", [0, 0, 1, 0, 0], "ab", [0.8, 0.2])
    design = Design(np.ones(5)).calibrated(calibrate(np.ones(5), [alone]))
    with pytest.raises(CalibrationError, match=r"^Replicate 3: "):
        jackknife(design, recalibrate=True)


def test_more_questions_are_crossed_at_once_from_50_000_respondents_on() -> None:
    assert [pack_limit(n) for n in (1, 49_999, 50_000)] == [36, 36, 216]


def test_a_part_of_groups_has_the_others_in_none_of_them() -> None:
    part = Layer(np.array([0, 1, 2, 3, 4, 5]), 5).part(1, 4)
    assert part.size == 3 and part.codes.tolist() == [3, 0, 1, 2, 3, 3]
