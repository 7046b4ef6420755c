"""A survey with a question of each type, built once for all tests of files of respondents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis.exports.open_data.data_set import DataSet
from analysis.exports.released_edition import ReleasedEdition
from analysis.pipeline import build
from analysis.questionnaire import read_edition, read_survey
from analysis.steps.export_formats import EXPORT_FORMATS, Exported
from analysis.workspace import Place
from tests.exports.released import released_files
from tests.microdata.answered import ANSWERS, DESIGN, SURVEY


@pytest.fixture(scope="session")
def answered(write_shared: Callable[..., Place]) -> Place:
    place = write_shared(SURVEY + DESIGN, answers_csv=ANSWERS)
    build(place)
    return place


@pytest.fixture(scope="session")
def exported(answered: Place) -> Exported:
    survey = read_survey(answered.survey_toml)
    edition = read_edition(answered.edition_toml, survey)
    return Exported(answered, DataSet(ReleasedEdition(survey, edition, released_files(answered.release))))


@pytest.fixture(scope="session")
def files(exported: Exported) -> dict[str, bytes]:
    """The files of respondents of every format, by name."""
    private = [each for each in EXPORT_FORMATS.values() if each.is_private]
    return {name: content for each in private for name, content in each.contents(exported).items()}
