"""Rows of indicators.csv as records: what is hidden leaves no trace, codes stay text."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.results.indicator_rows import IndicatorRows, indicator_row, read_indicator_rows

FULL = {"indicator": "a", "value": "91.7", "se": "1", "ci_low": "90", "ci_high": "93", "n": "7"}
STATUSES = [
    ({"status": "shown"}, 91.7, ""),
    ({"status": "footnote"}, 91.7, "footnote"),
    ({"status": "caution"}, 91.7, "caution"),
    ({"status": "suppressed"}, None, "suppressed"),
    ({"status": "empty"}, None, "empty"),
    ({"status": "unheard of"}, None, "suppressed"),
    ({"status": "hidden"}, None, "confidential"),
]


@pytest.mark.parametrize(("given", "value", "mark"), STATUSES)
def test_a_figure_that_may_not_be_shown_is_dropped_on_reading(
    given: dict[str, str], value: float | None, mark: str
) -> None:
    found = indicator_row(FULL | given)
    assert (found.value, found.mark) == (value, mark)
    if value is None:
        assert (found.se, found.low, found.high) == (None, None, None)


def test_a_confidential_row_keeps_no_base() -> None:
    assert indicator_row(FULL | {"status": "hidden"}).n is None
    assert indicator_row(FULL | {"status": "suppressed"}).n == 7


def test_codes_stay_text_and_lose_only_the_apostrophe_of_spreadsheets(tmp_path: Path) -> None:
    path = tmp_path / "indicators.csv"
    path.write_text(
        "indicator,item,group,value,statistic\na,01,'=b,1.5,mean\na,2A,'c,,mean\n", encoding="utf-8"
    )
    rows = read_indicator_rows(path)
    assert [(row.item, row.group) for row in rows] == [("01", "=b"), ("2A", "'c")]
    assert [row.value for row in rows] == [1.5, None]


def test_rows_are_found_by_indicator_and_breakdown() -> None:
    whole = indicator_row({"indicator": "a", "value": "1"})
    group = indicator_row({"indicator": "a", "breakdown": "age", "group": "01", "value": "2"})
    estimates = IndicatorRows((whole, group, indicator_row({"indicator": "b"})))
    assert estimates.whole("a") == [whole]
    assert estimates.by_group("a") == {"age": [group]}
    assert estimates.of("none") == []
