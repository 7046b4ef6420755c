"""docs/indicators.md names the columns, statuses, verdicts and variants that the program writes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.indicators.measures.balances import NARROW, NOTICEABLE
from analysis.results import BACKTEST, COMPARISONS, PUBLISHED, SENSITIVITY, TREND
from analysis.results.schema import VERDICTS

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "indicators.md").read_text("utf-8")
LISTS = [tuple(re.split(r",\s+", found)) for found in re.findall(r"`(\w+(?:,\s+\w+)+)`", TEXT)]


@pytest.mark.parametrize("columns", [SENSITIVITY.names, COMPARISONS.names, TREND.names, BACKTEST.names])
def test_the_columns_of_a_file_are_listed_in_their_order(columns: tuple[str, ...]) -> None:
    assert columns in LISTS


def test_every_column_of_published_figures_is_named() -> None:
    section = TEXT.partition("## backtest.csv and published.csv")[2].partition("is left out")[0]
    named = re.findall(r"`(\w+)`", section)
    assert set(named) == set(PUBLISHED.names)
    assert named[: len(PUBLISHED.needed)] == list(PUBLISHED.needed)


def test_the_verdicts_are_described_with_their_limits() -> None:
    described = re.findall(r"`(\w+)`", TEXT.partition("| `verdict` | when |")[2].partition("\n\n")[0])
    assert sorted(described) == sorted(VERDICTS)
    assert f"at most {NARROW:g} points" in TEXT and f"{NOTICEABLE:g} % or more" in TEXT
