"""The simulated editions, each drawn once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.simulation.production import Simulation, simulate
from tests.simulation.structures import STRUCTURES

REPOSITORY = Path(__file__).resolve().parents[2]

simulate_once = cache(simulate)


@pytest.fixture(params=STRUCTURES)
def simulation(request: pytest.FixtureRequest) -> Simulation:
    """Each simulated edition in turn."""
    return simulate_once(request.param, REPOSITORY)


@pytest.fixture
def volunteers() -> Simulation:
    """La France bénévole 2009."""
    return simulate_once("france_benevole/2009", REPOSITORY)


@pytest.fixture
def latest() -> Simulation:
    """La France bénévole 2024."""
    return simulate_once("france_benevole/2024", REPOSITORY)


@pytest.fixture
def crisis() -> Simulation:
    """Les associations face à la crise 2009."""
    return simulate_once("crise/2009", REPOSITORY)
