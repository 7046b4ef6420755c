"""Weights, given or calibrated: what weighting.csv says of them, by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.pipeline import process
from analysis.sources.received import DataError
from analysis.steps.results_files import Built

WEIGHTED = '[themes.t]\n[design]\nweight = "w"\n[questions.q]\ntype = "single"\ncodes = { 1 = "a" }\n'
RAKED = (
    '[themes.t]\n[weighting]\ncalibration = "raking"\n'
    '[questions.sex]\ntype = "single"\ncodes = { f = "F", m = "M" }\n'
)
# Of 10 respondents 6 women, 2 men, 2 unknown: before 75 % and 25 % of those known.
ANSWERS = "sex,x\n" + "f,1\n" * 6 + "m,1\n" * 2 + ",1\n" * 2
MARGINS = "variable,code,share,source\nsex,f, 49.8 ,recensement\nsex,m,49.8,recensement\n"

DESCRIBED = [
    ("respondents", 4),
    ("zero_weights", 1),
    ("sum", 8),
    ("kish_deff", 4 * (1 + 9 + 16) / 64),
    ("n_effective", 64 / 26),
    ("weight_min", 0),
    ("weight_max", 2),
]


@pytest.mark.parametrize(("measure", "value"), DESCRIBED)
def test_given_weights_are_described(measure: str, value: float, processed: Callable[..., Built]) -> None:
    rows = processed(WEIGHTED, "w,q\n1,1\n3,1\n4,1\n0,1\n").weighted.weighting.set_index("measure")
    assert rows.loc[measure, "value"] == pytest.approx(value)


RAKING = [
    ("f", "n", 6),
    ("f", "before", 75),
    ("m", "before", 25),
    ("f", "target", 50),
    ("f", "after", 50),
    ("(unknown)", "n", 2),
]


@pytest.mark.parametrize(("code", "measure", "value"), RAKING)
def test_margins_are_met_among_those_whose_category_is_known(
    code: str, measure: str, value: float, write_survey: Callable
) -> None:
    built = process(write_survey(RAKED, answers_csv=ANSWERS, margins_csv=MARGINS))
    rows = built.weighted.weighting.set_index(["variable", "code", "measure"])["value"]
    assert rows["sex", code, measure] == pytest.approx(value)
    weights = built.weighted.design.weights
    assert weights.sum() == pytest.approx(10)
    assert weights[:6].sum() == pytest.approx(weights[6:8].sum())
    assert weights[8:].sum() == pytest.approx(2)


def test_an_edition_may_set_calibration_aside(write_survey: Callable) -> None:
    edition = '[file]\nname = "answers.csv"\n[weighting]\ncalibration = "none"\n'
    built = process(write_survey(RAKED, edition, answers_csv=ANSWERS))
    assert set(built.weighted.design.weights) == {1.0}


REFUSED = [
    (WEIGHTED, "w,q\n1,1\n", "one respondent is kept"),
    (WEIGHTED, "w,q\n0,1\n0,1\n", "every weight is 0"),
    (WEIGHTED, "w,q\n1e200,1\n1e200,1\n", "no usable weight"),
]


@pytest.mark.parametrize(("survey", "answers", "message"), REFUSED)
def test_weights_that_cannot_serve_are_refused(
    survey: str, answers: str, message: str, write_survey: Callable
) -> None:
    with pytest.raises(DataError, match=message):
        process(write_survey(survey, answers_csv=answers))


SHARES = [("49.4", "49.8", "sum to 99.2"), ("-1", "101", "the share of f"), ("0.5", "0.5", "55, not 0.55")]


@pytest.mark.parametrize(("women", "men", "message"), SHARES)
def test_shares_that_are_no_shares_are_refused(
    women: str, men: str, message: str, write_survey: Callable
) -> None:
    margins = f"variable,code,share\nsex,f,{women}\nsex,m,{men}\n"
    with pytest.raises(DataError, match=message):
        process(write_survey(RAKED, answers_csv=ANSWERS, margins_csv=margins))


def test_blank_strata_and_units_are_removed_and_noted(processed: Callable[..., Built]) -> None:
    survey = WEIGHTED.replace('weight = "w"', 'strata = "s"\npsu = "c"')
    built = processed(survey, "s,c,q\na,1,1\na,2,1\n,3,1\na,,1\nb,1,1\nb,2,1\n")
    assert built.weighted.cleaned.removed["row"].tolist() == [3, 4]
    assert set(built.weighted.cleaned.problems["problem"]) == {"blank in the sampling design"}
    assert built.weighted.design.strata is not None
