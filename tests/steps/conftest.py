"""The survey of three regions, of which nothing or everything is made; each test has a copy."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from shutil import copytree

import pytest

from analysis.workspace import Place
from tests.steps.three_regions import ANSWERS, SURVEY, run, write_notebook

Copying = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def surveyed(write_shared: Callable[..., Place]) -> Place:
    """A survey of three regions, with a notebook of its own."""
    place = write_shared(SURVEY, answers_csv=ANSWERS)
    write_notebook(place.root, "report.cover()")
    return place


@pytest.fixture(scope="session")
def reported_once(
    surveyed: Place, tmp_path_factory: pytest.TempPathFactory, copying_processes: Copying
) -> Place:
    """The survey with its results, its report and those of its regions."""
    root = tmp_path_factory.mktemp("reported")
    copytree(surveyed.root, root, dirs_exist_ok=True)
    place = replace(surveyed, root=root)
    with copying_processes():
        assert run(place, "--by", "region", "--jobs", "3").exit_code == 0
    return place


@pytest.fixture
def three_regions(surveyed: Place, copy_of: Callable[[Place], Place]) -> Place:
    """The survey, of which nothing is made yet."""
    return copy_of(surveyed)


@pytest.fixture
def reported(reported_once: Place, copy_of: Callable[[Place], Place]) -> Place:
    """The survey of which everything is made."""
    return copy_of(reported_once)
