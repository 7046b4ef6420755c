"""The release of a small survey that is hard on spreadsheets, built once for all tests of exports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.exports.released_edition import ReleasedEdition
from analysis.pipeline import build
from analysis.questionnaire import read_edition, read_survey
from analysis.workspace import Place
from tests.exports.released import ANSWERS, SURVEY, released_files


@pytest.fixture(scope="session")
def release(write_shared: Callable[..., Place]) -> Place:
    """The survey, built; nothing of it is changed."""
    place = write_shared(SURVEY, answers_csv=ANSWERS)
    build(place)
    return place


@pytest.fixture(scope="session")
def edition(release: Place) -> ReleasedEdition:
    survey = read_survey(release.survey_toml)
    return ReleasedEdition(
        survey, read_edition(release.edition_toml, survey), released_files(release.released)
    )
