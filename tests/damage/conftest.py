"""A survey with results of an earlier run, and what has to hold after any run on damaged files."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.faults import Fault
from analysis.pipeline import build
from analysis.runs.manifests import MANIFEST, is_whole
from analysis.workspace import Place

from .valid import ANSWERS, EDITION, MARGINS, PUBLISHED, SURVEY

SECONDS = 30
LETTERS = 20_000
Damaged = Callable[[Place], str]


def lay_out(root: Path) -> Place:
    """The valid survey under `root`."""
    place = Place(root, "essai", "2020")
    place.raw.mkdir(parents=True)
    files = {"answers.csv": ANSWERS, "margins.csv": MARGINS, "published.csv": PUBLISHED}
    for path, text in {place.survey_toml: SURVEY, place.edition_toml: EDITION}.items():
        path.write_text(text, encoding="utf-8")
    for name, text in files.items():
        (place.raw / name).write_text(text, encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of the valid survey."""
    place = lay_out(tmp_path_factory.mktemp("valid"))
    build(place)
    return place.processed


@pytest.fixture
def place(tmp_path: Path, built_once: Path) -> Place:
    """The valid survey with results of an earlier run."""
    place = lay_out(tmp_path)
    shutil.copytree(built_once, place.processed)
    return place


@pytest.fixture
def outcome() -> Damaged:
    return outcome_of


def outcome_of(place: Place) -> str:
    """The message of a run on damaged files, "" where it ends in a result.

    Any other exception than a Fault or the system's own fails the test. The run ends in time; the results
    are whole and, after a message, the former ones; nothing stands beside them.
    """
    former, begun, message = files_of(place.processed), time.perf_counter(), ""
    try:
        build(place, with_trend=False)
    except (Fault, OSError) as fault:
        message = str(fault)
    assert time.perf_counter() - begun < SECONDS
    assert len(message) < LETTERS
    assert is_whole(place.processed / MANIFEST)
    if message:
        assert files_of(place.processed) == former
    assert {path.name for path in place.processed.parent.iterdir()} <= {"2020", ".2020.lock"}
    return message


def files_of(folder: Path) -> dict[str, bytes]:
    """The content of each file by its name."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def with_answers(place: Place, suffix: str, content: bytes) -> Place:
    """The survey with other answers, in another format."""
    (place.raw / "answers.csv").unlink()
    place.edition_toml.write_text(f'[file]\nname = "answers.{suffix}"\n', encoding="utf-8")
    (place.raw / f"answers.{suffix}").write_bytes(content)
    return place
