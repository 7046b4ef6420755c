"""What [modelled] asks for and cannot have, each with its message."""

from __future__ import annotations

from collections.abc import Callable

import pytest

SURVEY = """
territories = ["region"]
[themes.t]
[questions.region]
type = "single"
codes = { a = "A", b = "B" }
[questions.age]
type = "single"
codes = { y = "Young", o = "Old" }
[questions.hours]
type = "numeric"
[indicators.old]
theme = "t"
variable = "age"
answers = ["o"]
[indicators.age]
theme = "t"
[indicators.here]
theme = "t"
variable = "region"
answers = ["a"]
[indicators.median]
theme = "t"
variable = "hours"
statistic = "median"
[indicators.hours]
theme = "t"
statistic = "mean"
"""
ASKED = [
    ('[modelled.region]\nindicators = ["old", "hours"]\ncovariates = ["age*o", "dense"]', []),
    (
        '[modelled.age]\nindicators = ["old"]\ncovariates = ["dense"]',
        [
            "modelled.age: age is not one of the survey's territories: region",
            "modelled.age.indicators: old is of the territory itself",
        ],
    ),
    (
        "[modelled.region]\n",
        [
            "modelled.region.indicators: expected the names of the indicators that are modelled",
            "modelled.region.covariates: expected what is known of each territory: a covariate of",
        ],
    ),
    (
        '[modelled.region]\nindicators = ["age", "median", "nobody", "here"]\ncovariates = ["dense"]',
        [
            "modelled.region.indicators: age is a share; a share with `answers`, a mean or a balance",
            "modelled.region.indicators: median is a median; a share with",
            "modelled.region.indicators: no",
            "modelled.region.indicators: here is of the territory itself",
        ],
    ),
    (
        '[modelled.region]\nindicators = ["old"]\n'
        'covariates = ["age*z", "hours*1", "region*a", "dense", "dense"]',
        [
            "modelled.region.covariates: dense is listed 2 times",
            "modelled.region.covariates: 'z' is not an answer to age: y, o",
            "modelled.region.covariates: 'hours' is not another variable with one code per respondent",
            "modelled.region.covariates: 'region' is not another variable with one code per respondent",
        ],
    ),
]


@pytest.mark.parametrize(("asked", "faults"), ASKED)
def test_each_contradiction_of_a_model_has_its_message(
    asked: str, faults: list[str], faults_of: Callable[[str], list[str]]
) -> None:
    found = faults_of(SURVEY + asked)
    assert len(found) == len(faults), found
    assert all(said.startswith(start) for said, start in zip(found, faults, strict=True)), found
