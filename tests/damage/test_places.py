"""Something else in the place of a file: a folder, a pipe, a link to itself, a file that may not be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.workspace import Place

from .conftest import outcome_of
from .places import IN_PLACE

NEEDED = ("../survey.toml", "edition.toml", "answers.csv", "margins.csv")


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("put", IN_PLACE.values(), ids=IN_PLACE)
def test_what_is_no_file_is_said(put: Callable[[Path], object], name: str, place: Place) -> None:
    path = (place.raw / name).resolve()
    path.unlink()
    put(path)
    message = outcome_of(place)
    assert path.name in message
    assert "no such file" in message or "not a file" in message


@pytest.mark.parametrize("put", IN_PLACE.values(), ids=IN_PLACE)
def test_what_stands_beside_the_answers_and_is_no_file_is_left_alone(
    put: Callable[[Path], object], place: Place
) -> None:
    put(place.raw / "other")
    assert not outcome_of(place)


@pytest.mark.parametrize("name", NEEDED)
def test_a_file_that_may_not_be_read_is_said(name: str, place: Place) -> None:
    (place.raw / name).chmod(0)
    if os.access(place.raw / name, os.R_OK):
        pytest.skip("this user may read files of no permission")
    assert "Permission denied" in outcome_of(place)
