"""Fixtures shared by the tests: a survey written in a few lines, and the real files where they are."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copytree
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # imported by the fixtures: the process that deals out the tests needs none of it
    import pandas as pd

    from analysis.steps.results_files import Built
    from analysis.workspace import Place

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"

os.environ["LC_ALL"] = (
    "C.UTF-8"  # commands speak the language of the system; tests read what they say in English
)

WriteSurvey = Callable[..., "Place"]
Process = Callable[..., "Built"]
EDITION = '[file]\nname = "answers.csv"'


def pytest_collection_finish() -> None:
    """What thousands of collected tests hold is not walked over at each collection of garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def unswept_batches() -> Iterator[None]:
    """A batch does not sweep the memory of all tests before it starts its processes, nor thaw it after."""
    nothing = SimpleNamespace(**dict.fromkeys(("collect", "freeze", "unfreeze"), lambda: None))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.runs.supervision.gc", nothing)
        yield


@contextmanager
def _copying_processes() -> Iterator[None]:
    """Processes of a batch are copies of this one although a test before has called Typst.

    For reports as pages alone: they start in a moment, and those that start anew have tests of their own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "typst", raising=False)
        yield


@pytest.fixture
def copied_processes() -> Iterator[None]:
    """Processes of batches are copies of this one, for a test of reports as pages alone."""
    with _copying_processes():
        yield


@pytest.fixture(scope="session")
def copying_processes() -> Callable[[], AbstractContextManager[None]]:
    """The same within a fixture that makes reports for several tests."""
    return _copying_processes


def written(root: Path, survey: str, edition: str = EDITION, **files: str | bytes) -> Place:
    """The survey under `root`; contents given as text (or bytes) by file name."""
    from analysis.workspace import Place

    place = Place(root, "essai", "2020")
    place.raw.mkdir(parents=True, exist_ok=True)
    place.survey_toml.write_text(survey, encoding="utf-8")
    place.edition_toml.write_text(edition, encoding="utf-8")
    for name, content in files.items():
        path = place.raw / name.replace("_csv", ".csv")
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return place


def processed_under(
    root: Path, survey: str, answers: str | bytes, edition: str = EDITION, **files: str
) -> Built:
    """The survey written under `root` and processed."""
    from analysis.pipeline import process

    return process(written(root, survey, edition, answers_csv=answers, **files))


@pytest.fixture
def write_survey(tmp_path: Path) -> WriteSurvey:
    """Write a survey under tmp_path; contents given as text (or bytes) by file name."""
    return partial(written, tmp_path)


@pytest.fixture
def processed(tmp_path: Path) -> Process:
    """Write a survey and process it."""
    return partial(processed_under, tmp_path)


@pytest.fixture(scope="session")
def write_shared(tmp_path_factory: pytest.TempPathFactory) -> WriteSurvey:
    """Write a survey that tests share, each call under a folder of its own."""
    return lambda *given, **files: written(tmp_path_factory.mktemp("shared"), *given, **files)


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Place], Place]:
    """Copies a survey that tests share, with what was made of it, under tmp_path."""

    def copied(place: Place) -> Place:
        copytree(place.root, tmp_path, symlinks=True, dirs_exist_ok=True)
        return replace(place, root=tmp_path)

    return copied


@pytest.fixture(scope="session")
def processed_once(tmp_path_factory: pytest.TempPathFactory) -> Process:
    """Write a survey and process it for tests that share what comes of it and change nothing of it."""
    return lambda *given, **files: processed_under(tmp_path_factory.mktemp("shared"), *given, **files)


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
    import pandas as pd

    return pd.read_csv(shared_folder("published") / "microdata_checks.csv")
