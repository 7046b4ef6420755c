"""Dates with months in words, clocks of twelve hours and time zones."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.questionnaire.reading.written_dates import dates_in

CASES = [
    ("%d %B %Y", "lundi 4 mars 2024", "2024-03-04"),
    ("%d %B %Y", "1er août 2024", "2024-08-01"),
    ("%d %B %Y", "12 déc. 2024", "2024-12-12"),
    ("%B %d, %Y", "March 4th, 2024", "2024-03-04"),
    ("%d-%b-%Y", "12-Mar-2024", "2024-03-12"),
    ("%d/%m/%Y %I:%M%p", "4/3/2024 11:30pm", "2024-03-04"),
    ("%Y/%m/%d %I:%M:%S %p", "2024/03/01 11:59:59 PM EET", "2024-03-01"),
    ("%d/%m/%Y %H:%M:%S", "04/03/2024 23:30:00 UTC+2", "2024-03-04"),
    ("%d/%m/%Y", "04-03-2024", None),
    (None, "2024-03-01T23:30:00+01:00", "2024-03-01"),
    (None, "2024-03-01 23:30:00 UTC", "2024-03-01"),
    (None, "2024-03-01 (draft)", None),
    ("%d/%m/%Y", "2024-03-01", "2024-03-01"),
    ("%m/%Y", "03/2024", "2024-03-01"),
]


@pytest.mark.parametrize(("written", "text", "day"), CASES)
def test_a_date_is_the_day_on_the_clock_of_the_respondent(
    written: str | None, text: str, day: str | None
) -> None:
    found = dates_in(pd.Series([text], dtype="object"), written)[0]
    assert (None if pd.isna(found) else str(found.date())) == day
