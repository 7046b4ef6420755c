"""A survey that is released, and its archive."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.workspace import Place
from tests.cli.one_question import ANSWERS, SURVEY, run

EDITION = "[file]\nname = 'answers.csv'\n"


@pytest.fixture(scope="module")
def released(write_shared: Callable[..., Place]) -> Place:
    """A survey with its release and archive.zip beside data/."""
    place = write_shared(SURVEY, EDITION, answers_csv=ANSWERS)
    assert run(place.root, "build").exit_code == 0
    result = run(place.root, "archive", "essai/2020", "--to", str(place.root / "archive.zip"))
    assert result.exit_code == 0, result.output
    return place


@pytest.fixture(scope="module")
def packed(released: Place) -> Path:
    """The archive of the survey."""
    return released.root / "archive.zip"
