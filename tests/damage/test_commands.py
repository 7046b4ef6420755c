"""Commands that mean nothing end in one message, with another code than 0 and every file as it was."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.cli.main import main
from analysis.runs.manifests import MANIFEST, is_whole
from analysis.workspace import Place

from .commands import FINDINGS, WORDS
from .conftest import files_of

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    """The exit code of a command and what it said."""

    def ended(root: Path, *words: str) -> tuple[int, str]:
        try:
            main(["--root", str(root), *words])
        except SystemExit as end:
            return int(end.code or 0), "".join(capfd.readouterr())
        return 0, "".join(capfd.readouterr())

    return ended


@pytest.mark.parametrize(("words", "said"), WORDS.values(), ids=WORDS)
def test_what_no_command_can_mean_is_said_and_changes_nothing(
    words: tuple[str, ...], said: str, place: Place, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (place.root / "notes.txt").write_text("mine", encoding="utf-8")
    former = files_of(place.root)
    os.mkfifo(place.root / "pipe")
    monkeypatch.chdir(place.root)
    code, told = run(place.root, *words)
    assert code in (1, 2) and said in told and "Traceback" not in told, told
    assert {name: each for name, each in files_of(place.root).items() if ".lock" not in name} == former


@pytest.mark.parametrize(("content", "said"), FINDINGS.values(), ids=FINDINGS)
def test_findings_that_say_none_are_found_by_check(
    content: str | bytes, said: str, place: Place, run: Run
) -> None:
    text = content if isinstance(content, bytes) else content.encode("utf-8")
    (place.raw / "findings.toml").write_bytes(text)
    code, told = run(place.root, "check")
    assert code == 1 and said in told and told.count("assoscope: ") == 1, told


RELEASED = [
    ("report", "--force"),
    ("export", "essai/2020", "--format", "ddi,csvw"),
    ("archive", "essai/2020", "--to", "a.zip"),
    ("compare", "essai/2020", "essai/2020", "--csv", "data/processed/moved.csv"),
]


@pytest.mark.slow
@pytest.mark.parametrize("words", RELEASED, ids=[words[0] for words in RELEASED])
def test_a_command_killed_at_any_time_leaves_whole_files_and_the_next_one_is_done(
    words: tuple[str, ...], place: Place, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place.root)
    assert run(place.root, "report")[0] == 0
    begun = time.perf_counter()
    assert run(place.root, *words)[0] == 0
    took, whole = time.perf_counter() - begun, files_of(place.root)
    for tenth in (1, 3, 5, 7, 9):
        killed_after(tenth * took / 10, place.root, words)
        left = {name: content for name, content in files_of(place.root).items() if not name.endswith(".part")}
        assert set(whole) - set(left) == set() and is_whole(place.processed / MANIFEST)
    assert run(place.root, *words)[0] == 0
    assert {n: c for n, c in files_of(place.root).items() if _is_made(n)} == {
        n: c for n, c in whole.items() if _is_made(n)
    }


def killed_after(seconds: float, root: Path, words: tuple[str, ...]) -> None:
    """The command in a process of its own group, killed after so long."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        try:
            main(["--root", str(root), *words])
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.killpg(child, signal.SIGKILL) if _leads_a_group(child) else os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _leads_a_group(child: int) -> bool:
    return os.getpgid(child) == child


def _is_made(name: str) -> bool:
    """Whether a file is a result, and no log, lock or half of a file that a kill left."""
    return ".logs" not in name and not name.endswith((".part", ".lock"))
