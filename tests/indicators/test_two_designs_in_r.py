"""Two samples in one survey, each by its own design: the values are those that two_designs.R has of R."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import process
from analysis.steps.results_files import tables

REFERENCE = Path(__file__).parents[1] / "reference"
EXPECTED = json.loads((REFERENCE / "two_designs.json").read_text("utf-8"))["designs"]


def codes(name: str) -> str:
    values = {
        "mode": "pq",
        "answer": "abcd",
        "m2": "rst",
    }
    listed = ", ".join(f'{code} = "{code}"' for code in values[name])
    column = 'column = "m1"\n' if name == "mode" else ""
    return f'[questions.{name}]\ntype = "single"\n{column}codes = {{ {listed} }}\n'


def of_design(mode: str) -> str:
    return f"""
[populations.those_of_{mode}]
design = "{mode}"
[indicators.share_{mode}]
theme = "t"
variable = "answer"
answers = ["b"]
population = "those_of_{mode}"
[indicators.mean_{mode}]
theme = "t"
variable = "y"
statistic = "mean"
population = "those_of_{mode}"
"""


SURVEY = f"""
breakdowns = ["group"]
[themes.t]
{codes("mode")}{codes("answer")}{codes("m2")}
[questions.group]
type = "single"
codes = {{ g1 = "g1", g2 = "g2", g3 = "g3" }}
[questions.y]
type = "numeric"
[publication]
confidential_below = 1
reliability = "none"
[designs.p]
among = {{ mode = ["p"] }}
weight = "w"
strata = "stratum"
psu = "psu"
[designs.q]
among = {{ mode = ["q"] }}
weight = "z"
weighting = {{ calibration = "raking", variables = ["m2"] }}
{of_design("p")}{of_design("q")}
"""
MARGINS = "variable,code,share,design\nm2,r,30,q\nm2,s,45,q\nm2,t,25,q\n"


@pytest.fixture(scope="module")
def indicators(write_shared: Callable) -> pd.DataFrame:
    answers = (REFERENCE / "data" / "made.csv").read_text("utf-8")
    return tables(process(write_shared(SURVEY, answers_csv=answers, margins_csv=MARGINS)))["indicators.csv"]


def figure(indicators: pd.DataFrame, name: str, group: str, scale: float) -> list[float]:
    """The value of one figure and its standard error."""
    row = indicators[(indicators["indicator"] == name) & (indicators["group"] == group)]
    (found,) = row[["value", "se"]].astype(float).to_numpy() / scale
    return list(found)


@pytest.mark.parametrize("mode", ["p", "q"])
def test_each_of_two_designs_has_the_figures_of_r(mode: str, indicators: pd.DataFrame) -> None:
    expected = EXPECTED[mode]
    found = {
        "share": figure(indicators, f"share_{mode}", "all", 100),
        "mean": figure(indicators, f"mean_{mode}", "all", 1),
    }
    groups = {group: figure(indicators, f"share_{mode}", group, 100) for group in expected["groups"]}
    assert found["share"] == pytest.approx(expected["share"], rel=1e-6)
    assert found["mean"] == pytest.approx(expected["mean"], rel=1e-6)
    for group, values in expected["groups"].items():
        assert groups[group] == pytest.approx(values, rel=1e-6)
