"""The survey of coded respondents, built."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.steps.results_files import Built
from tests.indicators.coded_survey import SURVEY, answers


@pytest.fixture(scope="session")
def built(processed_once: Callable[..., Built]) -> Built:
    return processed_once(SURVEY, answers().to_csv(index=False))
