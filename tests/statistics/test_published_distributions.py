"""R's svygofchisq beside our test of a published distribution (reference/goodness.R)."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2
from survey_reference import FOLDER, frame

from analysis.statistics import Categories, Design, answer_columns, goodness_of_fit
from analysis.statistics.covariance import score_covariance

DESIGNS, PUBLISHED = ("strata", "strata_psus"), ("near", "even")


@cache
def of_r(design: str, published: str) -> dict[str, Any]:
    return json.loads((FOLDER / "goodness.json").read_text())["designs"][design][published]


def answered(name: str) -> tuple[Design, Categories]:
    """Those of data/made.csv who have an answer and a group, as in the script."""
    kept = frame("made")[lambda made: made.answer.notna() & made.group.notna()]
    psus = kept.psu if name == "strata_psus" else None
    answers = Categories(kept.answer.map({"a": 0, "b": 1, "c": 2, "d": 3}), 4)
    return Design(kept.w, kept.stratum, psus), answers


@pytest.mark.parametrize("published", PUBLISHED)
@pytest.mark.parametrize("name", DESIGNS)
def test_the_f_of_a_published_distribution_is_that_of_vcov_of_the_shares(name: str, published: str) -> None:
    expected = of_r(name, published)
    found = goodness_of_fit(*answered(name), expected["published"])
    np.testing.assert_allclose(
        [found.statistic, found.df1, found.df2, found.p_value], expected["F"], rtol=1e-9
    )


@pytest.mark.parametrize("published", PUBLISHED)
@pytest.mark.parametrize("name", DESIGNS)
def test_svygofchisq_follows_from_our_covariance_of_totals(name: str, published: str) -> None:
    """The scores of (O - E) / √E, E being the published part of a total that is estimated too; Pearson's X²
    by Satterthwaite on these eigenvalues, on infinitely many degrees of freedom."""
    expected, (design, answers) = of_r(name, published), answered(name)
    p, columns = np.array(expected["published"]), answer_columns(answers)
    observed = design.weights @ columns
    wanted = p * observed.sum()
    scores = columns / np.sqrt(wanted) - p * (observed + wanted) / (2 * wanted**1.5)
    effects = np.linalg.eigvalsh(score_covariance(design, scores, np.ones(design.n, dtype=bool)))[::-1]
    statistic = ((observed - wanted) ** 2 / wanted).sum()
    scale, df = (effects**2).sum() / effects.sum(), effects.sum() ** 2 / (effects**2).sum()
    np.testing.assert_allclose(effects[:-1], expected["lambda"], rtol=1e-9)
    found = [statistic, scale, df, chi2.sf(statistic / scale, df)]
    np.testing.assert_allclose(
        found, [expected[key] for key in ("statistic", "scale", "df", "p_value")], rtol=1e-9
    )


def test_the_two_tests_part_as_the_page_says() -> None:
    """docs/statistics.md: 0.0066 by svygofchisq, where the F has 0.0092."""
    start, answers = answered("strata_psus")
    found = goodness_of_fit(start, answers, [0.2, 0.3, 0.3, 0.2])
    assert of_r("strata_psus", "near")["p_value"] == pytest.approx(0.006573035, abs=5e-10)
    assert round(found.p_value, 4) == 0.0092
