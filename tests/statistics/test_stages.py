"""Several stages of selection, and strata of which one unit alone is in a domain: R's values are made by
tests/reference/stages.R, each under the call that gave it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest
from survey_reference import FOLDER, coded, frame, pair

from analysis.statistics import (
    Categories,
    Design,
    Margin,
    Stage,
    answer_columns,
    bootstrap,
    contrasts,
    differences,
    jackknife,
    means,
    rake,
    rao_scott,
    ratios,
    shares,
    standard_deviations,
    totals,
    vcov,
)


@cache
def expected() -> dict[str, Any]:
    return json.loads((FOLDER / "stages.json").read_text())


def drawn(name: str) -> Design:
    """Towns, homes within towns, and for "three" persons within homes; "raked" to a margin."""
    data = frame("stages")
    stages = [Stage(data.home, data.homes)]
    if name == "three":
        stages.append(Stage(data.person, data.people))
    found = Design(data.w, data.stratum, data.town, data.towns, "adjust", stages=stages)
    if name != "raked":
        return found
    return found.calibrated(rake(data.w, [Margin("m", coded("stages", "m").codes, "pq", [0.55, 0.45])]))


def few() -> np.ndarray:
    return frame("stages").few.to_numpy() == 1


DESIGNS = ("two", "three", "raked")


@pytest.mark.parametrize("name", DESIGNS)
def test_means_totals_and_ratios_of_several_stages_are_those_of_r(name: str) -> None:
    """svymean(~y), svytotal(~y), svyratio(~y, ~x), svymean(~y, subset(d, few)) of
    svydesign(~town + home, fpc = ~towns + homes)."""
    design, data, r = drawn(name), frame("stages"), expected()["stages"][name]
    np.testing.assert_allclose(pair(means(design, data.y)), r["mean"], rtol=1e-8)
    np.testing.assert_allclose(pair(totals(design, data.y)), r["total"], rtol=1e-8)
    np.testing.assert_allclose(pair(ratios(design, data.y, data.x)), r["ratio"], rtol=1e-8)
    np.testing.assert_allclose(pair(means(design, data.y, domain=few())), r["domain"], rtol=1e-8)


@pytest.mark.parametrize("name", DESIGNS)
def test_shares_of_several_stages_are_those_of_r(name: str) -> None:
    """svymean(~answer), of everyone and of a domain; the same from the columns of the answers."""
    design, answers, r = drawn(name), coded("stages", "answer"), expected()["stages"][name]
    for domain, wanted in ((None, r["shares"]), (few(), r["domain_shares"])):
        found = shares(design, answers, domain=domain)
        np.testing.assert_allclose([*found.value[0], *found.se[0]], wanted, rtol=1e-8)
    joint = vcov(design, answer_columns(answers))
    np.testing.assert_allclose(np.sqrt(np.diag(joint.covariance)), r["shares"][3:], rtol=1e-8)


@pytest.mark.parametrize("name", DESIGNS)
def test_groups_and_tests_of_several_stages_are_those_of_r(name: str) -> None:
    """svyby(~y, ~group, svymean), their difference, and svychisq(~answer + group)."""
    design, data, r = drawn(name), frame("stages"), expected()["stages"][name]
    groups = coded("stages", "group")
    found = means(design, data.y, groups)
    np.testing.assert_allclose([*found.value[:, 0], *found.se[:, 0]], r["groups"], rtol=1e-8)
    apart = differences(design, data.y, groups)
    np.testing.assert_allclose([apart.value[0, 0], apart.se[0, 0]], r["difference"], rtol=1e-8)
    columns = np.where(groups.codes[:, None] == [0, 1], data.y.to_numpy()[:, None], np.nan)
    np.testing.assert_allclose(contrasts(vcov(design, columns), [1, -1]).se, r["difference"][1], rtol=1e-8)
    test = rao_scott(design, coded("stages", "answer"), groups)
    np.testing.assert_allclose([test.statistic, test.df1, test.df2, test.p_value], r["F"], rtol=1e-7)


def test_difference_of_shares_is_that_of_their_columns() -> None:
    """Two ways to one number: the cells of a table, and the scores of each respondent."""
    design, answers, groups = drawn("raked"), coded("stages", "answer"), coded("stages", "group")
    found = differences(design, answers, groups)
    for item in range(3):
        y = np.where(groups.codes[:, None] == [0, 1], answers.chose(item)[:, None], np.nan)
        wanted = contrasts(vcov(design, y), [1, -1])
        np.testing.assert_allclose(found.se[0, item], wanted.se, rtol=1e-10)


def test_a_stage_of_which_everything_was_drawn_adds_nothing() -> None:
    data = frame("stages")
    one = Design(data.w, data.stratum, data.town, data.towns)
    whole = Design(data.w, data.stratum, data.town, data.towns, stages=[Stage(data.home, 1.0)])
    assert pair(means(whole, data.y)) == pytest.approx(pair(means(one, data.y)), rel=1e-12)
    larger = Design(data.w, data.stratum, data.town, data.towns, "adjust", stages=[Stage(data.home, 0.5)])
    assert means(larger, data.y).se[0, 0] > means(one, data.y).se[0, 0]


STAGES_REFUSED = [
    ({"psus": None}, "stages: expected psus and fpc"),
    ({"fpc": None}, "stages: expected psus and fpc"),
    ({"stages": [Stage([0, 0, 0, 1], 0.5)]}, "stages: 1 units have a single unit drawn within them"),
    ({"stages": [Stage([0, 1, 0, 1], [2, 3, 2, 2])]}, "not so in unit 1 of stage 1"),
    ({"stages": [Stage([0, 1, 0], 0.5)]}, "stage 2: units: expected one label for each of the 4"),
]


@pytest.mark.parametrize(("given", "said"), STAGES_REFUSED)
def test_stages_that_cannot_be_are_refused(given: dict[str, Any], said: str) -> None:
    keys = {"psus": [0, 0, 1, 1], "fpc": 4.0, "stages": [Stage([0, 1, 0, 1], 4.0)]} | given
    with pytest.raises(ValueError, match=said):
        Design([1.0, 1, 1, 1], **keys)


def test_replicates_are_not_drawn_from_several_stages() -> None:
    for draw in (bootstrap, jackknife):
        with pytest.raises(ValueError, match="do not count the stages"):
            draw(drawn("two"))


def alone(name: str, policy: Any, alone_in_domain: bool = True) -> Design:
    data = frame("stages")
    if name == "towns":
        return Design(data.w, data.stratum, data.town, None, policy, alone_in_domain=alone_in_domain)
    return Design(data.w, data.stratum, None, data.towns * 10, policy, alone_in_domain=alone_in_domain)


@pytest.mark.parametrize("policy", ["adjust", "average", "certainty"])
@pytest.mark.parametrize("name", ["towns", "people"])
def test_a_unit_alone_in_a_domain_counts_as_in_r(name: str, policy: str) -> None:
    """options(survey.adjust.domain.lonely = TRUE, survey.lonely.psu = policy): svymean(~y), svytotal(~y),
    svymean(~answer) of a subset with one unit of stratum 1."""
    data, r = frame("stages"), expected()["alone"][policy][name]
    domain = few()
    if name == "people":
        domain = np.array(data.stratum != 1)
        domain[np.flatnonzero(~domain)[2]] = True
    design, answers = alone(name, policy), coded("stages", "answer")
    np.testing.assert_allclose(pair(means(design, data.y, domain=domain)), r["mean"], rtol=1e-9)
    np.testing.assert_allclose(pair(totals(design, data.y, domain=domain)), r["total"], rtol=1e-9)
    found = shares(design, answers, domain=domain)
    np.testing.assert_allclose([*found.value[0], *found.se[0]], r["shares"], rtol=1e-9)


def test_a_unit_alone_counts_otherwise_only_where_it_is_asked_for() -> None:
    data, domain = frame("stages"), few()
    plain, asked = (
        means(alone("towns", "adjust", on), data.y, domain=domain).se[0, 0] for on in (False, True)
    )
    assert plain != pytest.approx(asked)
    everyone = [means(alone("towns", "adjust", on), data.y).se[0, 0] for on in (False, True)]
    assert everyone[0] == everyone[1]


def test_ticks_have_the_variance_of_their_columns_where_a_unit_is_alone() -> None:
    from analysis.statistics import Ticks

    design, answers, domain = alone("towns", "average"), coded("stages", "answer"), few()
    ticks = Ticks(np.stack([answers.chose(item) for item in range(3)], axis=1), np.ones(design.n, dtype=bool))
    assert shares(design, ticks, domain=domain).se == pytest.approx(shares(design, answers, domain=domain).se)
    groups = Categories(np.where(domain, 0, -1), 1)
    assert shares(design, ticks, groups).se == pytest.approx(shares(design, answers, domain=domain).se)


def test_stages_of_two_units_each_need_no_policy() -> None:
    design = Design([1.0, 1, 1, 1], psus=[0, 0, 1, 1], fpc=4.0, stages=[Stage([0, 1, 0, 1], 4.0)])
    assert [units.lonely.any() for units in design.later_units] == [False]


def test_the_coefficient_of_variation_of_a_standard_deviation_is_its_error_over_it() -> None:
    found = standard_deviations(drawn("two"), frame("stages").y)
    assert found.cv == pytest.approx(found.se / found.value) and found.cv[0, 0] > 0
