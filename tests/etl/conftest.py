"""The sixty respondents, processed with settings of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.pipeline import process
from analysis.steps.results_files import Built
from tests.etl.sixty_respondents import ANSWERS, SURVEY, Made


@pytest.fixture
def made(write_survey: Callable) -> Made:
    def make(settings: str, margins: str = "", answers: str = ANSWERS) -> Built:
        files = {"margins_csv": margins} if margins else {}
        return process(write_survey(SURVEY + settings, answers_csv=answers, **files))

    return make
