"""The two surveys of the repository, built once for all tests of the library."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

import analysis
from analysis.interactive.library import Editions, OpenSurvey
from analysis.pipeline import build
from analysis.workspace import places
from tests.interactive.made_survey import EDITIONS, clubs
from tests.interactive.questions import Opened

REPOSITORY = Path(__file__).resolve().parents[2]
BUILT = ("france_benevole", "crise")


@pytest.fixture(scope="session")
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with definitions, answers and what is built of them: one for all processes of a run."""
    of_process = tmp_path_factory.getbasetemp()
    root = (of_process.parent if "PYTEST_XDIST_WORKER" in os.environ else of_process) / "library"
    with FileLock(f"{root}.lock"):
        if not (root / "built").is_file():
            shutil.copytree(REPOSITORY / "data" / "raw", root / "data" / "raw", dirs_exist_ok=True)
            for place in places(root, BUILT):
                build(place, with_trend=False)
            (root / "built").touch()
    return root


@pytest.fixture(scope="session")
def survey(built_root: Path) -> OpenSurvey:
    """La France bénévole 2024."""
    return analysis.open("france_benevole", "2024", root=built_root)


@pytest.fixture(scope="session")
def old(built_root: Path) -> OpenSurvey:
    """La France bénévole 2009."""
    return analysis.open("france_benevole", "2009", root=built_root)


@pytest.fixture(scope="session")
def crisis(built_root: Path) -> OpenSurvey:
    """Les associations face à la crise 2009."""
    return analysis.open("crise", "2009", root=built_root)


@pytest.fixture(scope="session")
def both(built_root: Path) -> Editions:
    """Both editions of La France bénévole."""
    return analysis.open("france_benevole", root=built_root)


@pytest.fixture(scope="session")
def opened(
    built_root: Path, survey: OpenSurvey, old: OpenSurvey, crisis: OpenSurvey, both: Editions
) -> Opened:
    """All editions that the questions are asked of."""
    return Opened(survey, old, crisis, both, analysis.open("crise", root=built_root))


@pytest.fixture(scope="session")
def both_clubs(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Both editions of the small survey made for displays and attacks."""
    return clubs(tmp_path_factory.mktemp("clubs"))


@pytest.fixture(scope="session")
def club(both_clubs: Editions) -> OpenSurvey:
    """Its last edition."""
    return both_clubs[EDITIONS[-1]]
