"""Chances meet their margins exactly, whatever the traits; draws follow the chances."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulation.drawing import (
    chances_of_one,
    chances_of_several,
    draw_one,
    draw_several,
    draw_within,
    even_numbers,
)

RNG = np.random.Generator(np.random.PCG64(1))
EVERYONE = np.ones(500, dtype=bool)
TRAIT = RNG.standard_normal(500)
WEIGHTS = 0.5 + RNG.random(500)


def test_without_traits_the_chances_are_the_shares() -> None:
    shares = np.array([0.2, 0.5, 0.3])
    chances = chances_of_one(np.zeros((500, 3)), [(EVERYONE, shares)], WEIGHTS)
    assert chances == pytest.approx(np.tile(shares, (500, 1)))


def test_with_traits_the_weighted_mean_of_the_chances_is_the_shares() -> None:
    shares = np.array([0.2, 0.5, 0.3])
    chances = chances_of_one(np.outer(TRAIT, [2, 0, -1]), [(EVERYONE, shares)], WEIGHTS)
    assert np.average(chances, axis=0, weights=WEIGHTS) == pytest.approx(shares, abs=1e-8)
    assert np.corrcoef(TRAIT, chances[:, 0])[0, 1] > 0.8


def test_each_population_meets_its_own_shares() -> None:
    young, first, second = TRAIT < 0, np.array([0.9, 0.1]), np.array([0.3, 0.7])
    chances = chances_of_one(np.zeros((500, 2)), [(young, first), (~young, second)], WEIGHTS)
    assert chances[young][0] == pytest.approx(first)
    assert chances[~young][0] == pytest.approx(second)


def test_populations_that_overlap_are_all_met_when_they_agree() -> None:
    """As when a table is published by age and by field: the chances of a table that has both."""
    young, urban = TRAIT < 0, np.arange(500) % 3 == 0
    truth = 0.2 + 0.3 * young + 0.2 * urban
    populations = [young, ~young, urban, ~urban]
    shares = [float(np.average(truth[of], weights=WEIGHTS[of])) for of in populations]
    targets = [(of, np.array([share, 1 - share])) for of, share in zip(populations, shares, strict=True)]
    chances = chances_of_one(np.zeros((500, 2)), targets, WEIGHTS)[:, 0]
    met = [float(np.average(chances[of], weights=WEIGHTS[of])) for of in populations]
    assert met == pytest.approx(shares, abs=1e-6)


def test_an_answer_of_share_nought_is_never_drawn() -> None:
    chances = chances_of_one(np.zeros((500, 2)), [(EVERYONE, np.array([0.0, 1.0]))], WEIGHTS)
    assert set(draw_one(chances, np.random.Generator(np.random.PCG64(1)).random(500))) == {1}


def test_items_meet_their_shares_among_those_who_tick_one_at_least() -> None:
    shares, tilt = np.array([0.6, 0.4, 0.2]), np.outer(TRAIT, [1, 0.5, 0])
    chances = chances_of_several(tilt, [(EVERYONE, shares)], WEIGHTS)
    rng = np.random.Generator(np.random.PCG64(2))
    ticks = draw_several(np.repeat(chances, 200, axis=0), rng.random((100_000, 3)), rng)
    assert ticks.any(axis=1).all()
    assert np.average(ticks, axis=0, weights=np.repeat(WEIGHTS, 200)) == pytest.approx(shares, abs=0.01)


def test_even_numbers_meet_a_share_closer_than_independent_ones() -> None:
    """In each group of 100 neighbours, a share of 30 % comes out within three persons."""
    rng = np.random.Generator(np.random.PCG64(4))
    order = rng.permutation(1000)
    drawn = (even_numbers(order, rng) < 0.3)[order].reshape(10, 100).sum(axis=1)
    assert (np.abs(drawn - 30) <= 3).all()
    assert np.sort(even_numbers(order, rng)) == pytest.approx(np.linspace(0, 1, 1000), abs=0.005)


@pytest.mark.parametrize(("decimals", "values"), [(0, {2, 3, 4}), (1, {2.0, 2.1, 2.2})])
def test_numbers_fill_their_interval_with_the_decimals_asked(decimals: int, values: set[float]) -> None:
    interval = [(2.0, 2.0 + 2 / 10**decimals)]
    rng = np.random.Generator(np.random.PCG64(3))
    assert set(draw_within(interval, np.zeros(200, dtype=int), decimals, rng)) == values
