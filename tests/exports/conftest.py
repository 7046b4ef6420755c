"""The release of a small survey that is hard on spreadsheets, built once for all tests of exports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.pipeline import build
from analysis.workspace import Place
from tests.exports.released import ANSWERS, SURVEY


@pytest.fixture(scope="session")
def release(write_shared: Callable[..., Place]) -> Place:
    """The survey, built; nothing of it is changed."""
    place = write_shared(SURVEY, answers_csv=ANSWERS)
    build(place)
    return place
