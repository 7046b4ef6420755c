"""Which rows of a frame stand in one table."""

from __future__ import annotations

import pandas as pd

from analysis.indicators.rows_by_table import rows_by_table


def test_rows_are_found_by_indicator_and_breakdown_as_these_are_met() -> None:
    frame = pd.DataFrame(
        {"indicator": list("abbaab"), "breakdown": ["all", "all", "sex", "sex", "all", "all"]}
    )
    found = {table: rows.tolist() for table, rows in rows_by_table(frame).items()}
    assert list(found.items()) == [
        (("a", "all"), [0, 4]),
        (("a", "sex"), [3]),
        (("b", "all"), [1, 5]),
        (("b", "sex"), [2]),
    ]


def test_a_frame_without_rows_has_no_tables() -> None:
    assert rows_by_table(pd.DataFrame({"indicator": [], "breakdown": []})) == {}
