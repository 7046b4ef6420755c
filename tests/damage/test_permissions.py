"""Files and folders that may not be read or written: one message, the former files, and no manual mending."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from analysis.workspace import Place

from .conftest import files_of

COMMAND = [sys.executable, "-c", "from analysis.cli.main import main; main()"]
AS_OTHERS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
AS_OTHERS += ["--inh-caps=-dac_override,-dac_read_search"]
"""What has permissions hold for the one user for whom they do not."""
CLOSED: dict[str, tuple[str, int, tuple[str, ...], str]] = {
    "survey.toml": (
        "data/raw/essai/survey.toml",
        0,
        ("check",),
        "survey.toml: Permission denied. Change its",
    ),
    "the answers": (
        "data/raw/essai/2020/answers.csv",
        0,
        ("check",),
        "answers.csv: Permission denied. Change",
    ),
    "margins.csv": ("data/raw/essai/2020/margins.csv", 0, ("check",), "margins.csv: Permission denied"),
    "an edition": ("data/raw/essai/2020", 0, ("build",), "Permission denied"),
    "a survey": ("data/raw/essai", 0, ("build",), "data/raw/essai: Permission denied"),
    "a survey, of which the state is asked": ("data/raw/essai", 0, (), "data/raw/essai: Permission denied"),
    "a folder of results": (
        "data/processed/essai",
        0o555,
        ("build", "--force"),
        "Permission denied; nothing was written, what was there before is untouched. Change its permissions",
    ),
    "all results": ("data/processed", 0, ("build", "--force"), "Permission denied"),
    "the folder of definitions": (
        "data/raw",
        0o555,
        ("new", "autre/2020", "--from", "data/raw/essai/2020/answers.csv"),
        "data/raw/autre: Permission denied; nothing was written",
    ),
}
"""Name -> what is closed, its permissions, the command, what it says."""
FEW = {"the answers", "a survey, of which the state is asked", "a folder of results"}
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(place: Place) -> Iterator[Run]:
    """A command in a process for which permissions hold; what was closed is opened at the end."""
    as_others = AS_OTHERS if os.geteuid() == 0 else []
    if as_others and shutil.which(as_others[0]) is None:
        pytest.skip("permissions do not hold for this user, and setpriv is not installed")

    def done(*words: str) -> subprocess.CompletedProcess[str]:
        command = [*as_others, *COMMAND, "--root", ".", *words]
        return subprocess.run(command, cwd=place.root, capture_output=True, text=True, check=False)

    yield done
    for folder in sorted(Path(place.root).rglob("*")):
        folder.chmod(0o755)


def closed(name: str) -> object:
    """What is closed; what fails as others do is tried with the slow tests."""
    return pytest.param(*CLOSED[name], id=name, marks=() if name in FEW else pytest.mark.slow)


@pytest.mark.parametrize(("path", "mode", "words", "said"), [closed(name) for name in CLOSED])
def test_what_may_not_be_used_is_said_and_changes_nothing(
    path: str, mode: int, words: tuple[str, ...], said: str, place: Place, run: Run
) -> None:
    former = files_of(place.root)
    (place.root / path).chmod(mode)
    done = run(*words)
    (place.root / path).chmod(0o755)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr
    left = {name: content for name, content in files_of(place.root).items() if not name.endswith(".lock")}
    assert left == former


@pytest.mark.slow
def test_a_folder_of_the_disk_that_is_closed_to_all_is_no_survey(place: Place, run: Run) -> None:
    (place.raw.parents[1] / "lost+found").mkdir(mode=0)
    assert run("check").returncode == 0


def test_results_with_a_closed_folder_within_are_replaced(place: Place, run: Run) -> None:
    """What took their place is no failure, and nothing of the former stays beside it."""
    place.released.mkdir(exist_ok=True)
    place.released.chmod(0)
    done = run("build", "--force")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in place.processed.parent.iterdir()} <= {"2020", ".2020.lock"}
    assert (place.released / "indicators.csv").is_file()


@pytest.mark.slow
def test_a_log_that_cannot_be_written_is_said(place: Place, run: Run) -> None:
    assert run("report").returncode == 0
    log = next((place.root / "reports" / ".logs").rglob("fr.log"))
    log.chmod(0o444)
    done = run("report", "--force")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "fr.log: Permission denied; nothing was written" in done.stderr
