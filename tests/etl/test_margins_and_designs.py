"""Margins of every kind, methods of calibration, trimming, replicates: from the definitions to the design."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.etl.respondent_files import audit_frame
from analysis.faults import DefinitionError
from analysis.indicators.estimation import estimate
from analysis.pipeline import process
from analysis.sources.received import DataError
from analysis.statistics import Design, Margin, Replicates, Stage, Total, bootstrap, calibrate, rake, shares
from analysis.statistics.coded_answers import Categories
from analysis.steps.results_files import Built

N = 60
RNG = np.random.default_rng(7)
SEX, REGION, AGE = RNG.integers(0, 2, N), RNG.integers(0, 3, N), RNG.integers(18, 80, N)
HAPPY = RNG.integers(0, 2, N)
WEIGHTS = RNG.integers(1, 9, N) / 2
REPLICATES = WEIGHTS[:, None] * RNG.integers(0, 3, (N, 4))
SURVEY = """
title = "Essai"
[questions.sex]
type = "single"
codes = { f = "Femme", m = "Homme" }
[questions.region]
type = "single"
codes = { a = "A", b = "B", c = "C" }
[questions.age]
type = "numeric"
[questions.happy]
type = "single"
codes = { 1 = "Oui", 0 = "Non" }
[themes.t]
title = "T"
[indicators.happy]
title = "Heureux"
theme = "t"
variable = "happy"
answers = ["1"]
"""
ROWS = [
    f"{'fm'[s]},{'abc'[r]},{a},{h},{w},{1 + r},{','.join(map(str, reps))}"
    for s, r, a, h, w, reps in zip(SEX, REGION, AGE, HAPPY, WEIGHTS, REPLICATES, strict=True)
]
ANSWERS = "sex,region,age,happy,w,size,r1,r2,r3,r4\n" + "\n".join(ROWS) + "\n"
SEX_MARGIN = Margin("sex", SEX, ("f", "m"), [0.55, 0.45])

Made = Callable[..., Built]


@pytest.fixture
def made(write_survey: Callable) -> Made:
    def make(settings: str, margins: str = "", answers: str = ANSWERS) -> Built:
        files = {"margins_csv": margins} if margins else {}
        return process(write_survey(SURVEY + settings, answers_csv=answers, **files))

    return make


SHARES = "variable,code,share,count,total\nsex,f,55,,\nsex,m,45,,\n"
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


def standard_error(built: Built) -> float:
    rows = estimate(built.weighted, built.survey, built.edition)
    return float(rows.loc[rows["indicator"] == "happy", "se"].iloc[0])


def test_replicate_weights_of_the_file_give_the_variance(made: Made) -> None:
    settings = '[design]\nweight = "w"\nreplicates = { type = "bootstrap", columns = "r[1-4]" }'
    design = Design(WEIGHTS).with_replicates(Replicates(REPLICATES, 1 / 4))
    expected = shares(design, Categories(HAPPY, 2))
    assert standard_error(made(settings)) == pytest.approx(100 * expected.se[0, 1], rel=1e-9)


SCALES = [
    ("bootstrap", "", 1 / 4),
    ("JK1", "", 3 / 4),
    ("JKn", "rscales = [1, 1, 1, 1],", 1.0),
    ("BRR", "", 1 / 4),
    ("Fay", "rho = 0.5,", 1.0),
    ("other", "scale = 0.3,", 0.3),
]


@pytest.mark.parametrize(
    ("kind", "more", "scale"),
    [*SCALES, ("successive_difference", "", 1.0), ("Fay", "rho = 0.3,", 1 / (4 * 0.49))],
)
def test_the_scale_follows_from_the_type_of_replicates(
    kind: str, more: str, scale: float, made: Made
) -> None:
    built = made(f'[design]\nweight = "w"\nreplicates = {{ {more} type = "{kind}", columns = "r[1-4]" }}')
    replicates = built.weighted.design.replicates
    assert replicates is not None
    assert replicates.scale == pytest.approx(scale)


def test_replicates_of_a_calibrated_survey_meet_the_margins_each_for_itself(made: Made) -> None:
    settings = '[design]\nreplicates = { type = "bootstrap", count = 20, seed = 3 }\n'
    built = made(settings + '[weighting]\ncalibration = "raking"', SHARES)
    drawn = bootstrap(Design(np.ones(N)).calibrated(rake(np.ones(N), [SEX_MARGIN])), 20, 3, True)
    replicates = built.weighted.design.replicates
    assert replicates is not None and drawn.replicates is not None
    assert replicates.weights == pytest.approx(drawn.replicates.weights)
    women = replicates.weights[SEX == 0].sum(axis=0) / replicates.weights.sum(axis=0)
    assert women == pytest.approx(np.full(20, 0.55))


@pytest.mark.parametrize("kind", ["JK1", "BRR"])
def test_jackknife_and_half_samples_are_drawn_from_the_design(kind: str, write_survey: Callable) -> None:
    answers = "s,c,happy\n" + "".join(
        f"{h},{2 * h + u},{(h + u + k) % 2}\n" for h in range(4) for u in (0, 1) for k in range(3)
    )
    strata = 'strata = "s"\n' if kind == "BRR" else ""
    text = SURVEY + f'[design]\n{strata}psu = "c"\nreplicates = {{ type = "{kind}" }}\n'
    survey = text.replace("[questions.sex]", "[questions.sex]\nrequired = false")
    replicates = process(write_survey(survey, answers_csv=answers)).weighted.design.replicates
    assert replicates is not None
    assert replicates.weights.shape == (24, 8)


def test_the_finite_population_takes_its_part_off_the_variance(made: Made) -> None:
    infinite = standard_error(made('[design]\nstrata = "region"'))
    survey = '[design]\nstrata = "region"\nfpc = "size"'
    with pytest.raises(DataError, match="fpc: expected one value per stratum"):
        made(survey)
    sizes = {code: 2 * int((place == REGION).sum()) for place, code in enumerate("abc")}
    header, *rows = ANSWERS.splitlines()
    answers = "\n".join([header + ",n", *(f"{row},{sizes[row.split(',')[1]]}" for row in rows)]) + "\n"
    finite = standard_error(made(survey.replace('"size"', '"n"'), answers=answers))
    assert finite == pytest.approx(infinite * np.sqrt(0.5))


HOMES = N // 2
OF_HOMES = (
    "sex,region,age,happy,home,town,towns,homes\n"
    + "\n".join(
        f"{'fm'[SEX[i]]},{'abc'[REGION[i]]},{AGE[i]},{HAPPY[i]},{i // 2},{i // 10},12,{10 + i // 10}"
        for i in range(N)
    )
    + "\n"
)


def test_the_members_of_a_household_have_one_weight_that_meets_the_margins_of_persons(made: Made) -> None:
    settings = '[design]\npsu = "home"\nhousehold = "home"\n[weighting]\ncalibration = "raking"\n'
    built = made(settings, "variable,code,share,source\nsex,f,55,\nsex,m,45,\n", OF_HOMES)
    design = built.weighted.design
    pairs = design.weights.reshape(HOMES, 2)
    assert pairs[:, 0] == pytest.approx(pairs[:, 1]) and len(set(design.weights.round(9))) > 1
    assert design.weights[SEX == 0].sum() / N == pytest.approx(0.55)
    found = shares(design, Categories(SEX, 2))
    assert found.se[0].tolist() == [0, 0] and found.state[0].tolist() == ["margin", "margin"]
    after = built.weighted.weighting.set_index(["variable", "code", "measure"])["value"]
    assert after["sex", "f", "after"] == pytest.approx(55)
    drawn = bootstrap(design, 20, 3, recalibrate=True).replicates
    assert drawn is not None
    assert drawn.weights[SEX == 0].sum(axis=0) / drawn.weights.sum(axis=0) == pytest.approx(np.full(20, 0.55))


def test_homes_drawn_within_towns_add_to_the_variance(made: Made) -> None:
    first = '[design]\npsu = "town"\nfpc = "towns"\n'
    one, two = (made(first + more, answers=OF_HOMES).weighted.design for more in ("", STAGES))
    town, home = np.arange(N) // 10, np.arange(N) // 2
    expected = Design(np.ones(N), psus=town, fpc=12.0, stages=[Stage(home, 10.0 + town)])
    found = [shares(each, Categories(HAPPY, 2)).se[0, 0] for each in (one, two, expected)]
    assert found[1] == pytest.approx(found[2]) and found[1] > found[0]


STAGES = 'stages = [{ unit = "home", fpc = "homes" }]\n'
CONTRADICTIONS = [
    (f'[design]\npsu = "home"\n{STAGES}', "design.stages: units drawn within primary units"),
    ("[design]\nalone_in_domain = true", 'design.alone_in_domain: single_psu = "fail"'),
    ('[design]\nhousehold = "home"', "design.household: a calibration gives one weight"),
    (
        f'[design]\npsu = "town"\nfpc = "towns"\n{STAGES}replicates = {{ type = "JK1" }}',
        "design.stages: replicates drawn from primary units do not count",
    ),
    ('[design]\nstages = [{ unit = "home" }]', "design.stages.1.fpc"),
]


@pytest.mark.parametrize(("settings", "said"), CONTRADICTIONS)
def test_a_design_that_contradicts_itself_is_refused(made: Made, settings: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said.replace("[", r"\[")):
        made(settings, answers=OF_HOMES)


def test_a_unit_alone_in_a_group_counts_by_the_policy_that_is_asked_for(made: Made) -> None:
    design = '[design]\npsu = "home"\nstrata = "town"\nsingle_psu = "adjust"\n'
    plain, asked = (
        made(design + more, answers=OF_HOMES).weighted.design for more in ("", "alone_in_domain = true\n")
    )
    young = np.arange(N) >= 8
    before, after = (shares(each, Categories(HAPPY, 2), domain=young).se[0, 0] for each in (plain, asked))
    assert before != pytest.approx(after)


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
    ('[design]\nreplicates = { type = "Fay" }', ".Fay. replicates come with the file; name their columns"),
    (
        '[design]\nreplicates = { type = "JKn", columns = "r*" }',
        "rscales: JKn has a factor for each replicate",
    ),
    ('[design]\nreplicates = { type = "other", columns = "r*" }', "no scale follows from the type"),
    ('[design]\nreplicates = { type = "BRR", rho = 0.3 }', "rho: only type = .Fay. has one"),
    ('[design]\nreplicates = { type = "bootstrap", count = 1 }', "expected how many replicates are drawn"),
]


@pytest.mark.parametrize(("settings", "message"), CONTRADICTIONS)
def test_settings_that_contradict_themselves_are_told(settings: str, message: str, made: Made) -> None:
    with pytest.raises(DefinitionError, match=message):
        made(settings)


def test_replicate_columns_that_are_not_there_are_named(made: Made) -> None:
    with pytest.raises(DataError, match=r"design.replicates: no column 'x\*' in the file"):
        made('[design]\nreplicates = { type = "BRR", columns = "x*" }')
