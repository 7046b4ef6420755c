"""Designs of the definitions: replicates, finite populations, households, later stages, units alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from analysis.faults import DefinitionError
from analysis.indicators.estimation import estimate
from analysis.pipeline import process
from analysis.sources.received import DataError
from analysis.statistics import Design, Replicates, Stage, bootstrap, rake, shares
from analysis.statistics.coded_answers import Categories
from analysis.steps.results_files import Built
from tests.etl.sixty_respondents import (
    ANSWERS,
    HAPPY,
    HOMES,
    OF_HOMES,
    REGION,
    REPLICATES,
    SEX,
    SEX_MARGIN,
    SHARES,
    SURVEY,
    WEIGHTS,
    Made,
    N,
)


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
    ('[design]\nreplicates = { type = "Fay" }', ".Fay. replicates come with the file; name their columns"),
    (
        '[design]\nreplicates = { type = "JKn", columns = "r*" }',
        "rscales: JKn has a factor for each replicate",
    ),
    ('[design]\nreplicates = { type = "other", columns = "r*" }', "no scale follows from the type"),
    ('[design]\nreplicates = { type = "BRR", rho = 0.3 }', "rho: only type = .Fay. has one"),
    ('[design]\nreplicates = { type = "bootstrap", count = 1 }', "expected how many replicates are drawn"),
]


@pytest.mark.parametrize(("settings", "said"), CONTRADICTIONS)
def test_a_design_that_contradicts_itself_is_refused(made: Made, settings: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        made(settings, answers=OF_HOMES)


def test_a_unit_alone_in_a_group_counts_by_the_policy_that_is_asked_for(made: Made) -> None:
    design = '[design]\npsu = "home"\nstrata = "town"\nsingle_psu = "adjust"\n'
    plain, asked = (
        made(design + more, answers=OF_HOMES).weighted.design for more in ("", "alone_in_domain = true\n")
    )
    young = np.arange(N) >= 8
    before, after = (shares(each, Categories(HAPPY, 2), domain=young).se[0, 0] for each in (plain, asked))
    assert before != pytest.approx(after)


def test_replicate_columns_that_are_not_there_are_named(made: Made) -> None:
    with pytest.raises(DataError, match=r"design.replicates: no column 'x\*' in the file"):
        made('[design]\nreplicates = { type = "BRR", columns = "x*" }')
