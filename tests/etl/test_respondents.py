"""respondents.parquet: written some respondents at a time, it is the frame of all of them."""

from __future__ import annotations

import io
from collections.abc import Callable

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis.etl.respondent_files import parquet_bytes, respondents_frame, respondents_frames
from analysis.steps.results_files import Built

SURVEY = """
identifier = "id"
[themes.t]
[questions.id]
type = "text"
[questions.s]
type = "single"
codes = { a = "A", b = "B", never = "Never given" }
[questions.n]
type = "numeric"
[questions.d]
type = "date"
[questions.m]
type = "multiple"
delimiter = ";"
codes = { x = "X", y = "Y" }
[privacy]
keep = { id = "made up" }
"""
ANSWERS = """id,s,n,d,m
k1,,,,
k2,a,1.5,2009-03-10,x
k3,b,,2009-03-11,x;y
k4,a,2,,y
k5,z,3,2009-03-12,
"""


@pytest.mark.parametrize("rows", [1, 2, 5, 100])
def test_groups_of_rows_hold_the_frame_of_all(
    rows: int, processed: Callable[..., Built], monkeypatch: pytest.MonkeyPatch
) -> None:
    weighted = processed(SURVEY, ANSWERS).weighted
    monkeypatch.setattr("analysis.etl.respondent_files.ROWS_TOGETHER", rows)
    written = parquet_bytes(respondents_frames(weighted))
    assert pq.ParquetFile(io.BytesIO(written)).num_row_groups == -(-5 // rows)
    read = pd.read_parquet(io.BytesIO(written)).astype({"d": "datetime64[s]"})  # Parquet has no seconds
    pd.testing.assert_frame_equal(read, respondents_frame(weighted))
