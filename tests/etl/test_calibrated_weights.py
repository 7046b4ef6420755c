"""Weights of the definitions: margins of every kind, methods of calibration, trimming, nonresponse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from analysis.etl.edition_respondents import weighing_on
from analysis.etl.respondent_files import audit_frame
from analysis.faults import DefinitionError
from analysis.sources.received import DataError
from analysis.statistics import Total, calibrate, rake
from tests.etl.sixty_respondents import AGE, ANSWERS, HAPPY, REGION, SEX, SEX_MARGIN, SHARES, WEIGHTS, Made, N

METHODS = [
    ("linear", "linear", None),
    ("raking_ratio", "raking", None),
    ("logit", "logit", (0.3, 3.0)),
    ("truncated", "truncated", (0.3, 3.0)),
]


@pytest.mark.parametrize(("key", "method", "bounds"), METHODS)
def test_each_method_of_calibration_is_reached_by_its_key(
    key: str, method: str, bounds: tuple[float, float] | None, made: Made
) -> None:
    limits = f"bounds = [{bounds[0]}, {bounds[1]}]" if bounds else ""
    total = SHARES + f"age,,,,{2500}\n"
    built = made(f'[weighting]\ncalibration = "{key}"\n{limits}', total)
    expected = calibrate(np.ones(N), [SEX_MARGIN], [Total("age", AGE, 2500)], None, method, bounds)
    assert built.weighted.design.weights == pytest.approx(expected.weights, rel=1e-12)
    assert built.weighted.design.weights @ AGE == pytest.approx(2500)
    rows = built.weighted.weighting.set_index(["variable", "measure"])["value"]
    assert rows["age", "total_before"] == AGE.sum()
    assert rows["age", "total_target"] == 2500
    assert rows["age", "total_after"] == pytest.approx(2500)


def test_counts_give_the_size_of_the_population(made: Made) -> None:
    built = made('[weighting]\ncalibration = "raking"', "variable,code,count\nsex,f,5500\nsex,m,4500\n")
    expected = rake(np.ones(N), [SEX_MARGIN], 10_000)
    assert built.weighted.design.weights == pytest.approx(expected.weights)
    assert built.weighted.design.weights.sum() == pytest.approx(10_000)


def test_a_crossed_margin_is_met_in_every_cell(made: Made) -> None:
    targets = {"f*a": 20, "f*b": 20, "f*c": 15, "m*a": 15, "m*b": 20, "m*c": 10}
    rows = "".join(f"sex*region,{code},{share}\n" for code, share in targets.items())
    built = made('[weighting]\ncalibration = "raking"', "variable,code,share\n" + rows)
    weights = built.weighted.design.weights
    for code, share in targets.items():
        sex, region = code.split("*")
        inside = ("fm".index(sex) == SEX) & ("abc".index(region) == REGION)
        assert 100 * weights[inside].sum() / weights.sum() == pytest.approx(share)


def test_three_questions_crossed_are_met_in_every_cell(made: Made) -> None:
    cells = [(s, r, h) for s in "fm" for r in "abc" for h in "10"]
    targets = dict(zip(cells, [5, 10, 5, 15, 10, 5, 8, 7, 12, 8, 9, 6], strict=True))
    rows = "".join(f"sex*region*happy,{'*'.join(cell)},{share}\n" for cell, share in targets.items())
    weights = made(
        '[weighting]\ncalibration = "raking"', "variable,code,share\n" + rows
    ).weighted.design.weights
    for (sex, region, happy), share in targets.items():
        inside = ("fm".index(sex) == SEX) & ("abc".index(region) == REGION) & (int(happy) == HAPPY)
        assert 100 * weights[inside].sum() / weights.sum() == pytest.approx(share)


def test_weights_of_0_stay_so_and_are_no_part_of_the_mean_that_others_are_trimmed_to(made: Made) -> None:
    none = ",".join(["f,a,40,1,0,1", "0,0,0,0"]) + "\n"
    built = made('[design]\nweight = "w"\n[weighting]\ntrim = [0.5, 1.5]', answers=ANSWERS + none * 20)
    without = made('[design]\nweight = "w"\n[weighting]\ntrim = [0.5, 1.5]')
    weights = built.weighted.design.weights
    assert weights[:N] == pytest.approx(without.weighted.design.weights)
    assert (weights[N:] == 0).all()
    measures = [each.weighted.weighting.set_index("measure")["value"] for each in (built, without)]
    assert measures[0]["trimmed"] == measures[1]["trimmed"] > 0
    assert measures[0]["zero_weights"] == 20


def test_start_weights_are_trimmed_to_multiples_of_their_mean(made: Made) -> None:
    built = made('[design]\nweight = "w"\n[weighting]\ntrim = [0.5, 1.5]')
    weights, mean = built.weighted.design.weights, WEIGHTS.mean()
    assert weights.sum() == pytest.approx(WEIGHTS.sum())
    assert weights.min() >= 0.5 * mean - 1e-12
    assert weights.max() <= 1.5 * mean + 1e-12
    changed = int((weights != WEIGHTS).sum())
    last = audit_frame(built.weighted).iloc[-1]
    assert (last["rule"], last["changed"]) == ("trimmed to multiples of their mean", changed)


def test_start_weights_are_divided_by_the_response_rate_of_their_class(made: Made) -> None:
    """Before calibration: of the regions a, b and c were drawn 100, 80 and 40."""
    drawn = "[weighting]\nnonresponse = 'region'\ndrawn = { a = 100, b = 80, c = 40 }"
    built = made(drawn)
    answered = np.bincount(REGION, minlength=3)
    np.testing.assert_allclose(built.weighted.design.weights, (np.array([100, 80, 40]) / answered)[REGION])
    measures = built.weighted.weighting.set_index("measure")["value"]
    assert measures["nonresponse_min"] == pytest.approx((np.array([100, 80, 40]) / answered).min())
    assert measures["nonresponse_max"] == pytest.approx((np.array([100, 80, 40]) / answered).max())
    raked = made(drawn + '\ncalibration = "raking"', SHARES).weighted.design.weights
    start = (np.array([100, 80, 40]) / answered)[REGION]
    np.testing.assert_allclose(raked, rake(start, [SEX_MARGIN]).weights)


ON: dict[tuple[str, ...], str] = {
    # what is kept of sex and the classes of nonresponse: as if the edition said this alone
    (): "",
    ("region",): "nonresponse = 'region'\ndrawn = { a = 100, b = 80, c = 40 }",
    ("sex",): 'calibration = "raking"\nvariables = ["sex"]',
}


@pytest.mark.parametrize("kept", ON)
def test_weights_on_some_of_the_variables_are_those_of_a_survey_that_has_them_alone(
    kept: tuple[str, ...], made: Made, tmp_path: Path
) -> None:
    both = "\n".join(["[weighting]", ON["region",], ON["sex",]])
    built = made(both, SHARES)
    survey, edition = built.survey, built.edition
    weighed = weighing_on(next(tmp_path.rglob("margins.csv")).parent, survey, edition, kept)
    expected = made("[weighting]\n" + ON[kept], SHARES) if kept else None
    found = weighed(built.weighted.cleaned).design.weights
    np.testing.assert_allclose(found, expected.weighted.design.weights if expected else np.ones(N))


REFUSED = [
    ("age,,,,1\nage,,,,2\n", "age is a number: expected one row with its total and no code"),
    ("sex*happy,f*1,50,,\n", "sex\\*happy: no share for 'f\\*0'"),
    ("region,a,,100,\nregion,b,,100,\nregion,c,,100,\nhappy,1,,200,\nhappy,0,,300,\n", "counts disagree"),
    (
        "region,a,50,100,\nregion,b,,100,\nregion,c,,100,\n",
        "expected a count of 0 or more in every row and no",
    ),
    ("region,a,,-1,\nregion,b,,100,\nregion,c,,100,\n", "found '-1'"),
]


@pytest.mark.parametrize(("rows", "message"), REFUSED)
def test_margins_that_are_none_are_refused_by_name(rows: str, message: str, made: Made) -> None:
    with pytest.raises(DataError, match=message):
        made('[weighting]\ncalibration = "linear"', SHARES + rows)


def test_more_respondents_than_were_drawn_are_refused_by_their_category(made: Made) -> None:
    with pytest.raises(DataError, match=r"class 0 .* more respondents than were drawn .*class 0 is 'f'"):
        made("[weighting]\nnonresponse = 'sex'\ndrawn = { f = 1, m = 900 }")


def test_raking_says_that_it_meets_no_total(made: Made) -> None:
    with pytest.raises(DataError, match=r"age: raking meets shares and counts, not totals of numbers"):
        made('[weighting]\ncalibration = "raking"', SHARES + "age,,,,2500\n")


CONTRADICTIONS = [
    ('[weighting]\ncalibration = "logit"', "weighting.bounds: calibration = .logit. keeps the ratio"),
    ('[weighting]\ncalibration = "raking"\nbounds = [0.3, 3]', "weighting.bounds: .raking. has none"),
    ("[weighting]\ntrim = [2, 3]", r"weighting.trim: expected a limit from 0 to below 1 and one above 1"),
    ("[weighting]\ntrim = 3", r"weighting.trim: expected a limit from 0 to below 1 and one above 1"),
    ('[weighting]\ncalibration = "raking"\nvariables = ["age"]', "age is a number, and raking meets shares"),
    ('[weighting]\nvariables = ["sex*nothing"]', "'sex[*]nothing' is not a variable with one code"),
    ("[weighting]\ndrawn = { a = 3 }", "weighting.drawn: counts of what"),
    ("[weighting]\nnonresponse = 'age'", "'age' is not a variable with one code per respondent"),
    ("[weighting]\nnonresponse = 'sex'\ndrawn = { f = 90 }", "each category of sex, f, m; found f"),
    ("[weighting]\nnonresponse = 'sex'\ndrawn = { f = -1, m = 9 }", "expected how many were drawn"),
]


@pytest.mark.parametrize(("settings", "message"), CONTRADICTIONS)
def test_settings_that_contradict_themselves_are_told(settings: str, message: str, made: Made) -> None:
    with pytest.raises(DefinitionError, match=message):
        made(settings)
