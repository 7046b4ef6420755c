"""Two years of the American Time Use Survey as two files of one edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.pipeline import process
from analysis.workspace import Place

SURVEY = """
breakdowns = ["year"]
[design]
weight = "wt"
[questions.year]
type = "single"
codes = { 2015 = "2015", 2016 = "2016" }
[questions.min_tv]
type = "numeric"
[themes.t]
[indicators.min_tv]
theme = "t"
statistic = "mean"
"""
EDITION = "".join(
    f'[[files]]\nname = "atus_{year}_respondents.csv"\nconstants = {{ year = "{year}" }}\n'
    for year in (2015, 2016)
)


def test_two_years_pool_to_their_weighted_mean(microdata: Path, write_survey: Callable[..., Place]) -> None:
    names = [f"atus_{year}_respondents.csv" for year in (2015, 2016)]
    contents = {name.replace(".csv", "_csv"): (microdata / "atus_2016" / name).read_bytes() for name in names}
    built = process(write_survey(SURVEY, EDITION, **contents))
    frames = [pd.read_csv(microdata / "atus_2016" / name) for name in names]
    pooled = pd.concat(frames)
    figures = built.indicators.set_index("group")["value"]
    assert len(built.weighted.cleaned.keys) == 10905 + 10493
    assert figures["all"] == pytest.approx(np.average(pooled["min_tv"], weights=pooled["wt"]))
    for frame, year in zip(frames, ("2015", "2016"), strict=True):
        assert figures[year] == pytest.approx(np.average(frame["min_tv"], weights=frame["wt"]))
