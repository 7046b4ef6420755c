"""A run that is killed, interrupted or met by another leaves results that are whole."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from analysis.cli.main import main
from analysis.pipeline import build, process, update
from analysis.runs.manifests import MANIFEST, is_whole
from analysis.runs.result_folders import alone, write_folder
from analysis.steps.made_of import edition_ingredients
from analysis.steps.results_files import contents
from analysis.workspace import Place
from tests.runs.killed_runs import files_of, killed_at, without_exchange
from tests.small_survey import ANSWERS, RUN, SURVEY

NEXT = "sex\n" + "m\nm\nf\n" * 40
MADE_OF: dict[str, dict[str, str]] = {"inputs": {}, "parameters": {}, "software": {}}


@pytest.fixture
def place(write_survey: Callable[..., Place]) -> Place:
    return write_survey("breakdowns = ['sex']\n" + SURVEY, answers_csv=ANSWERS)


def left_beside(folder: Path) -> list[str]:
    """What stands beside the folder, but for the lock of the survey's trend."""
    return sorted({path.name for path in folder.parent.iterdir()} - {folder.name, ".trend.csv.lock"})


def start(place: Place, *words: str, **how: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, "--root", str(place.root), *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **how)  # type: ignore[call-overload]


def started_warm(place: Place) -> int:
    """A build in a copy of this process, which has its imports behind it: its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        main(["--root", str(place.root), "build", "--force"], standalone_mode=False)
        code = 0
    finally:
        os._exit(code)


def started_cold(place: Place) -> int:
    """A build in a process of its own, from the start of Python: its id."""
    return subprocess.Popen(
        [sys.executable, "-c", RUN, "--root", str(place.root), "build", "--force"], stdout=subprocess.DEVNULL
    ).pid


RUNS = [
    pytest.param(started_warm, 6, id="warm, 6 moments"),
    pytest.param(started_cold, 3, id="cold, 3 moments"),
    pytest.param(started_warm, 30, id="warm, 30 moments", marks=pytest.mark.slow),
    pytest.param(started_cold, 30, id="cold, 30 moments", marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("started", "moments"), RUNS)
def test_a_run_killed_at_any_moment_leaves_the_former_or_the_next_results(
    started: Callable[[Place], int], moments: int, place: Place
) -> None:
    build(place)
    former = files_of(place.processed)
    (place.raw / "answers.csv").write_text(NEXT)
    begun = time.perf_counter()
    assert os.waitpid(started(place), 0)[1] == 0
    duration = time.perf_counter() - begun
    expected = files_of(place.processed)
    assert former != expected
    draws = np.random.default_rng(moments).uniform(size=moments)
    for moment in (np.arange(moments) + draws) / moments * duration:
        restore(place.processed, former)
        run = started(place)
        time.sleep(moment)
        os.kill(run, signal.SIGKILL)
        os.waitpid(run, 0)
        assert is_whole(place.processed / MANIFEST)
        assert files_of(place.processed) in (former, expected)
        update(place)
        assert files_of(place.processed) == expected
        assert left_beside(place.processed) == [".2020.lock"]


def restore(folder: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)


@pytest.mark.parametrize("is_exchanged", [True, False], ids=["exchange", "two renames"])
def test_killed_before_each_change_of_a_file_the_folder_is_whole_and_a_users_file_stays(
    is_exchanged: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not is_exchanged:
        without_exchange(monkeypatch)
    folder = tmp_path / "S" / "E"
    former, following = {"a": b"1", "b": b"1"}, {"b": b"2", "c": b"2"}

    def write() -> None:
        with alone(folder):
            write_folder(folder, following, MADE_OF)

    event, seen = 0, set()
    while True:
        shutil.rmtree(folder.parent, ignore_errors=True)
        with alone(folder):
            write_folder(folder, former, MADE_OF)
        (folder / "notes.txt").write_bytes(b"mine")
        killed = killed_at(event, write, folder.parent)
        if is_exchanged:
            assert is_whole(folder / MANIFEST)
        with alone(folder):
            assert is_whole(folder / MANIFEST)
        found = files_of(folder)
        del found[MANIFEST]
        seen.add("b" in found and found["b"])
        assert found in ({**former, "notes.txt": b"mine"}, {**following, "notes.txt": b"mine"})
        assert left_beside(folder) == [".E.lock"]
        if not killed:
            break
        event += 1
    assert event > 15
    assert seen == {b"1", b"2"}


def test_an_interrupted_run_leaves_the_former_files_and_nothing_else(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(place)
    former = files_of(place.processed)
    calls: list[int] = []

    def interrupt(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    (place.raw / "answers.csv").write_text(NEXT)
    with pytest.raises(KeyboardInterrupt):
        build(place)
    assert files_of(place.processed) == former
    assert left_beside(place.processed) == [".2020.lock"]


def test_two_runs_at_once_give_what_one_gives(place: Place) -> None:
    build(place)
    expected = files_of(place.processed)
    shutil.rmtree(place.processed.parent)
    runs = [start(place, "build") for _ in range(2)]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sum("90 received" in text for text in said) + sum("up to date" in text for text in said) == 2
    assert files_of(place.processed) == expected


def test_a_second_run_says_that_it_waits_and_finds_the_work_done(place: Place) -> None:
    with alone(place.processed):
        second = start(place, "build")
        assert second.stderr is not None
        assert "waiting for another run" in second.stderr.readline()
        write_folder(place.processed, contents(process(place)), edition_ingredients(place))
    said, _ = second.communicate()
    assert "up to date" in said
    assert second.returncode == 0


def test_a_lock_left_by_a_killed_run_does_not_block(place: Place) -> None:
    hold = (
        "import sys, time; from pathlib import Path; from analysis.runs.result_folders import alone\n"
        "with alone(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(place.processed)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    assert (place.processed.parent / ".2020.lock").exists()
    said: list[str] = []
    assert update(place, said.append) is not None
    assert said == []


def test_a_file_that_may_not_grow_is_one_message_and_the_former_results_stay(place: Place) -> None:
    build(place)
    former = files_of(place.processed)
    (place.raw / "answers.csv").write_text(NEXT)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    run = start(place, "build", preexec_fn=limit)
    _, said = run.communicate()
    assert run.returncode == 1
    assert said.startswith("assoscope: ") and said.count("\n") == 1
    assert "File too large; nothing was written" in said
    assert files_of(place.processed) == former
    assert left_beside(place.processed) == [".2020.lock"]


AS_ANYONE = [
    "setpriv",
    "--inh-caps=-dac_override,-dac_read_search",
    "--bounding-set=-dac_override,-dac_read_search",
]
"""Before a command of the superuser: permissions hold for it too."""


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which("setpriv"), reason="the superuser writes everywhere"
)
def test_results_in_a_folder_made_read_only_are_replaced_again_and_again(place: Place) -> None:
    """The former folder, moved aside, is emptied although it was read-only; else no later run could write."""
    build(place)
    place.processed.chmod(0o500)
    before = AS_ANYONE if os.geteuid() == 0 else []
    for answers in (NEXT, ANSWERS):
        (place.raw / "answers.csv").write_text(answers)
        command = [*before, sys.executable, "-c", RUN, "--root", str(place.root), "build"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert left_beside(place.processed) == [".2020.lock"]
        assert is_whole(place.processed / MANIFEST)
