"""Fixtures of definitions: written to a folder, read, and their faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.faults import DefinitionError
from analysis.questionnaire import Edition, Survey, read_edition, read_survey

ReadSurvey = Callable[[str | bytes], Survey]


def read(folder: Path, content: str | bytes) -> Survey:
    """The survey `content` in the folder essai."""
    path = folder / "essai" / "survey.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return read_survey(path)


@pytest.fixture
def survey_of(tmp_path: Path) -> ReadSurvey:
    """Read a survey.toml."""
    return lambda content: read(tmp_path, content)


@pytest.fixture
def faults_of(tmp_path: Path) -> Callable[[str | bytes], list[str]]:
    """The faults of a survey.toml; none where it is read."""

    def faults(content: str | bytes) -> list[str]:
        try:
            read(tmp_path, content)
        except DefinitionError as error:
            return error.faults
        return []

    return faults


@pytest.fixture
def edition_of(tmp_path: Path) -> Callable[[str, str], Edition]:
    """Read an edition.toml of a survey.toml."""

    def edition(survey: str, content: str) -> Edition:
        path = tmp_path / "essai" / "2020" / "edition.toml"
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
        return read_edition(path, read(tmp_path, survey))

    return edition


@pytest.fixture
def edition_faults_of(edition_of: Callable[[str, str], Edition]) -> Callable[[str, str], list[str]]:
    """The faults of an edition.toml; none where it is read."""

    def faults(survey: str, content: str) -> list[str]:
        try:
            edition_of(survey, content)
        except DefinitionError as error:
            return error.faults
        return []

    return faults
