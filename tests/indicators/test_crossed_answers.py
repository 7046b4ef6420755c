"""The table of one answer of several where a group is all of one kind: who is counted in it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.steps.results_files import Built
from tests.conftest import processed_under
from tests.indicators.compared_rows import of, pick

SURVEY = """
breakdowns = ["g"]
[publication]
reliability = "none"
[themes.t]
[questions.g]
type = "single"
codes = { a = "A", b = "B", c = "C" }
[questions.m]
type = "multiple"
codes = { w = "W", x = "X" }
[indicators.m]
theme = "t"
"""
ALL_OF_A = ["a,1,1"] * 40
HALF_OF_B = ["b,1,0"] * 24 + ["b,0,1"] * 24


def p_value(folder: Path, rows: list[str]) -> float:
    built: Built = processed_under(folder, SURVEY, "g,m_w,m_x\n" + "\n".join(rows) + "\n")
    (row,) = pick(of(built), indicator="m", item="w", comparison="table").to_dict("records")
    assert (row["status"], row["test"]) == ("tested", "rao-scott")
    return float(row["p_value"])


BESIDE: dict[str, list[str]] = {
    "who did not answer": ["b,,"] * 20,
    "a group of few": ["c,1,0"] * 20,
    "who is in no group": [",0,1"] * 20,
}


@pytest.mark.parametrize("case", BESIDE)
def test_who_is_not_compared_moves_no_test(case: str, tmp_path: Path) -> None:
    """Counted among those who gave the answer, or in another group, they would move it by a power of ten."""
    own = p_value(tmp_path / "own", ALL_OF_A + HALF_OF_B)
    beside = p_value(tmp_path / "beside", ALL_OF_A + HALF_OF_B + BESIDE[case])
    assert np.log10(beside) == pytest.approx(np.log10(own), abs=0.3)
