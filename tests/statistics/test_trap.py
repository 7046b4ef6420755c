"""One variable, a list, a domain, a breakdown and the banner have the same number to the last digit."""

from __future__ import annotations

import numpy as np
import pytest
from survey_reference import coded, design, frame, numbers

from analysis.statistics import Estimates, Ticks, banner, means, shares

DESIGNS = ("strata", "strata_psus", "raking", "logit", "numeric_total", "raking_psus", "numeric_psus")


def same(found: Estimates, expected: Estimates) -> None:
    for name, array in expected.arrays().items():
        is_number = array.dtype.kind == "f"
        assert np.array_equal(found.arrays()[name], array, equal_nan=is_number), name


def reasons() -> Ticks:
    generator = np.random.default_rng(4)
    return Ticks(generator.random((420, 4)) < 0.3, generator.random(420) < 0.9)


@pytest.mark.parametrize("name", DESIGNS)
def test_an_answer_alone_is_the_same_as_in_its_question(name: str) -> None:
    answers = coded("made", "answer")
    together = shares(design(name), answers)
    for item in range(answers.k):
        alone = shares(design(name), Ticks(answers.chose(item)[:, None], answers.in_base))
        same(alone, together.items(item, item + 1))


@pytest.mark.parametrize("name", DESIGNS)
def test_a_question_alone_is_the_same_as_in_the_banner_by_every_breakdown(name: str) -> None:
    questions = [coded("made", "answer"), reasons(), coded("made", "m2"), coded("made", "group")]
    breakdowns = [None, coded("made", "group"), reasons(), coded("made", "m1")]
    inside = frame("made").domain.to_numpy(dtype=bool)
    for domain in (None, inside):
        tables = banner(design(name), questions, breakdowns, domain=domain)
        for question, row in zip(questions, tables, strict=True):
            for breakdown, table in zip(breakdowns, row, strict=True):
                same(table, shares(design(name), question, breakdown, domain))


@pytest.mark.parametrize("name", DESIGNS)
def test_a_group_of_a_breakdown_is_the_same_as_a_domain(name: str) -> None:
    answers, groups, y = coded("made", "answer"), coded("made", "group"), numbers("made", "y")
    by_share, by_mean = shares(design(name), answers, groups), means(design(name), y, groups)
    for group in range(groups.k):
        inside = groups.codes == group
        alone = shares(design(name), answers, domain=inside)
        assert np.array_equal(alone.se[0], by_share.se[group])
        assert means(design(name), y, domain=inside).se[0, 0] == by_mean.se[group, 0]


@pytest.mark.parametrize("name", DESIGNS)
def test_a_share_is_the_mean_of_an_indicator(name: str) -> None:
    answers, groups = coded("made", "answer"), coded("made", "group")
    indicator = np.where(answers.in_base, answers.chose(1), np.nan)
    share, mean = shares(design(name), answers, groups), means(design(name), indicator, groups)
    np.testing.assert_allclose(mean.se[:, 0], share.se[:, 1], rtol=1e-12)
    np.testing.assert_allclose(mean.deff[:, 0], share.deff[:, 1], rtol=1e-12)


@pytest.mark.parametrize("name", ("strata", "raking", "numeric_total"))
def test_a_margin_itself_is_known_exactly_after_calibration(name: str) -> None:
    found = shares(design(name), coded("made", "m2"))
    if name == "strata":
        assert (found.state == "").all() and (found.se > 0).all()
    else:
        np.testing.assert_allclose(found.value[0], [0.3, 0.45, 0.25], rtol=1e-9)
        assert (found.state == "margin").all() and (found.se == 0).all()
        assert np.array_equal(found.ci_low, found.value) and np.array_equal(found.ci_high, found.value)
