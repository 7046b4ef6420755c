"""The bootstrap beside R: the same replicates give the same errors; ours are drawn as they should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest
from scipy.stats import chisquare
from survey_reference import FOLDER, coded, frame, numbers

from analysis.statistics import (
    Design,
    Margin,
    bootstrap,
    differences,
    means,
    rake,
    rao_scott,
    ratios,
    shares,
    totals,
)
from analysis.statistics.resampling import attached, rescaled_draws, there_or_twice


@cache
def expected() -> dict[str, Any]:
    return json.loads((FOLDER / "bootstraps.json").read_text())


def margins() -> list[Margin]:
    given = frame("made")
    sides, thirds = (
        np.searchsorted(list(codes), given[name]) for name, codes in (("m1", "pq"), ("m2", "rst"))
    )
    return [
        Margin("m1", sides, ("p", "q"), [0.55, 0.45]),
        Margin("m2", thirds, ("r", "s", "t"), [0.3, 0.45, 0.25]),
    ]


@cache
def replicated(kind: str, recalibrate: bool) -> Design:
    """The design with the replicates that R drew."""
    of, data = expected(), frame("made")
    facts = of["designs"][kind]
    start = Design(data.w, strata=data.stratum, psus=data.psu)
    if recalibrate:
        start = start.calibrated(rake(data.w, margins()))
    assert start.psu is not None
    drawn = dict(zip(zip(of["stratum"], of["psu"], strict=True), facts["factors"], strict=True))
    factors = np.zeros((len(drawn), len(facts["factors"][0])))
    factors[start.psu] = [drawn[unit] for unit in zip(data.stratum, data.psu, strict=True)]
    scale, mse = facts["as_drawn"]["scale"], facts["as_drawn"]["mse"]
    return attached(start, factors, scale, np.ones(factors.shape[1]), mse, recalibrate)


Figure = Callable[[Design], Any]
GROUPED = (numbers("made", "y"), coded("made", "group"))
FIGURES: Mapping[str, Figure] = {
    "shares": lambda design: shares(design, coded("made", "answer")),
    "mean": lambda design: means(design, numbers("made", "y")),
    "total": lambda design: totals(design, numbers("made", "x")),
    "ratio": lambda design: ratios(
        design, numbers("made", "y"), numbers("made", "x"), domain=frame("made").domain.to_numpy(dtype=bool)
    ),
    "groups": lambda design: means(design, *GROUPED),
}
KINDS = ("rao_wu", "rao_wu_mse", "canty_davison", "canty_davison_finite")
WAYS = {"as_drawn": False, "calibrated_again": True}


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_replicates_that_r_draws_give_its_figures_and_errors(kind: str, way: str, figure: str) -> None:
    found = FIGURES[figure](replicated(kind, WAYS[way]))
    wanted = expected()["designs"][kind][way][figure]
    rtol = 1e-7 if WAYS[way] else 1e-9
    np.testing.assert_allclose(found.value.ravel(), np.ravel(wanted["value"]), rtol=rtol)
    np.testing.assert_allclose(found.se.ravel(), np.ravel(wanted["se"]), rtol=rtol)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_they_give_its_differences_and_its_tests_of_whole_tables(kind: str, way: str) -> None:
    design, wanted = replicated(kind, WAYS[way]), expected()["designs"][kind][way]
    found = differences(design, *GROUPED)
    pair = np.flatnonzero((found.first == 0) & (found.second == 1))[0]
    np.testing.assert_allclose(found.value[pair, 0], wanted["difference"]["value"], rtol=1e-7)
    np.testing.assert_allclose(found.se[pair, 0], wanted["difference"]["se"], rtol=1e-7)
    assert design.replicates is not None and design.replicates.df == wanted["df"]
    test = rao_scott(design, coded("made", "group"), coded("made", "answer"))
    statistic, df1, df2 = wanted["test"]
    np.testing.assert_allclose([test.statistic, test.df1], [statistic, df1], rtol=1e-7)
    if not WAYS[way]:  # calibrated, R counts the replicates less one in place of units less strata
        assert test.df2 == pytest.approx(df2)


@pytest.mark.parametrize("kind", ["rao_wu", "rao_wu_mse"])
def test_ours_is_that_of_rao_and_wu_but_for_the_number_that_squares_are_divided_by(kind: str) -> None:
    """R divides by one less than the replicates there are; ours by their number, from the estimate itself."""
    of = expected()["designs"][kind]
    factors, stratum = np.array(of["factors"]), np.array(expected()["stratum"])
    for each in np.unique(stratum):
        own = factors[stratum == each]
        m = len(own)
        np.testing.assert_allclose(own.sum(axis=0), m)  # m - 1 are drawn, each for m / (m - 1)
        np.testing.assert_allclose(own * (m - 1) / m, np.round(own * (m - 1) / m), atol=1e-9)
    assert of["as_drawn"]["scale"] == pytest.approx(1 / (factors.shape[1] - 1))
    ours = bootstrap(Design(frame("made").w, strata=frame("made").stratum, psus=frame("made").psu), 40)
    assert ours.replicates is not None
    assert (ours.replicates.scale, ours.replicates.mse) == (1 / 40, True)
    assert (ours.replicates.rscales == 1).all() and ours.replicates.df == of["as_drawn"]["df"]


class EveryDraw:
    """In place of a generator: every draw that can be made, once."""

    def integers(self, low: int, high: int, size: Any) -> np.ndarray:
        times = size[1] if isinstance(size, tuple) else 1
        found = np.array(list(product(range(low, high), repeat=times)))
        assert len(found) == (size[0] if isinstance(size, tuple) else size)
        return found if isinstance(size, tuple) else found[:, 0]


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.9])
@pytest.mark.parametrize("m", [2, 3, 4, 5])
def test_over_all_draws_the_variance_of_a_total_is_the_linearised_one(m: int, fraction: float) -> None:
    y = np.array([3.0, 7.0, 8.0, 20.0, -4.0])[:m]
    factors = rescaled_draws(EveryDraw(), m, m ** (m - 1), fraction)  # type: ignore[arg-type]
    assert factors.shape == (m, m ** (m - 1)) and (factors >= 0).all()
    np.testing.assert_allclose(factors.mean(axis=1), 1)
    variance = ((y @ factors - y.sum()) ** 2).mean()
    assert variance == pytest.approx((1 - fraction) * m * y.var(ddof=1))


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.9])
def test_over_both_draws_a_unit_alone_counts_by_its_distance_from_0(fraction: float) -> None:
    factors = there_or_twice(EveryDraw(), 2, fraction)  # type: ignore[arg-type]
    np.testing.assert_allclose(sorted(factors), 1 + np.sqrt(1 - fraction) * np.array([-1, 1]))


@pytest.mark.parametrize("m", [2, 3, 7])
def test_every_unit_is_drawn_as_often_as_any_other(m: int) -> None:
    factors = rescaled_draws(np.random.default_rng(2), m, 20_000, 0.0)
    times = np.round(factors * (m - 1) / m).astype(int)
    assert (times.sum(axis=0) == m - 1).all()
    assert chisquare(times.sum(axis=1)).pvalue > 1e-3
    np.testing.assert_allclose(np.cov(factors), (m * np.eye(m) - 1) / (m - 1), atol=0.06)


def test_strata_are_drawn_apart() -> None:
    """The sum of two strata varies by the sum of their variances: their draws have nothing to do with each
    other."""
    y, strata = np.arange(8.0), np.repeat([0, 1], 4)
    found = bootstrap(Design(np.ones(8), strata=strata), count=20_000, seed=3).replicates
    assert found is not None
    sums = np.array([y[strata == each] @ found.weights[strata == each] for each in (0, 1)])
    assert abs(np.corrcoef(sums)[0, 1]) < 0.03
    np.testing.assert_allclose(sums.var(axis=1), 4 * y[:4].var(ddof=1), rtol=0.05)
