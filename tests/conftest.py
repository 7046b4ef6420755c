"""Fixtures shared by the tests: a survey written in a few lines, and the real files where they are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis.pipeline import process
from analysis.steps.results_files import Built
from analysis.workspace import Place

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"

WriteSurvey = Callable[..., Place]


@pytest.fixture
def write_survey(tmp_path: Path) -> WriteSurvey:
    """Write a survey under tmp_path; contents given as text (or bytes) by file name."""

    def write(survey: str, edition: str = '[file]\nname = "answers.csv"', **files: str | bytes) -> Place:
        place = Place(tmp_path, "essai", "2020")
        place.raw.mkdir(parents=True, exist_ok=True)
        place.survey_toml.write_text(survey, encoding="utf-8")
        place.edition_toml.write_text(edition, encoding="utf-8")
        for name, content in files.items():
            path = place.raw / name.replace("_csv", ".csv")
            path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return place

    return write


@pytest.fixture
def processed(write_survey: WriteSurvey) -> Callable[..., Built]:
    """Write a survey and process it."""

    def run(
        survey: str, answers: str | bytes, edition: str = '[file]\nname = "answers.csv"', **files: str
    ) -> Built:
        return process(write_survey(survey, edition, answers_csv=answers, **files))

    return run


def shared_folder(name: str) -> Path:
    """The folder of real files, or a skip that names it."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"shared/{name} is absent")
    return folder


@pytest.fixture
def microdata() -> Path:
    """The folder shared/microdata beside the repository; the test skips where it is absent."""
    return shared_folder("microdata")


@pytest.fixture
def published_checks() -> pd.DataFrame:
    """Figures that others printed from the real files; the test skips where they are absent."""
    return pd.read_csv(shared_folder("published") / "microdata_checks.csv")
