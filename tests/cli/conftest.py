"""The survey that the tests of commands are given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.workspace import Place

from .one_question import ANSWERS, SURVEY


@pytest.fixture
def place(write_survey: Callable[..., Place]) -> Place:
    return write_survey(SURVEY, answers_csv=ANSWERS)
